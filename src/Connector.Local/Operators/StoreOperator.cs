using System.Text;
using Connector.Core.Engine.Watch;
using Connector.Core.Model.Messages;
using Connector.Core.Ports;
using Connector.Local.Hosting;
using Connector.Operations.Api;
using Microsoft.Extensions.Options;

namespace Connector.Local.Operators;

/// <summary>The connector whose file is on this machine. Needs the file alone, no credentials of a vendor.</summary>
internal sealed class StoreOperator(ConnectorApp app) : IOperator
{
    public async Task<OrderTraceView?> TraceAsync(string order, CancellationToken cancellationToken) =>
        await app.Get<OrderTraces>().FindAsync(order, cancellationToken) is { } trace ? OrderTraceView.From(trace, app.Get<TimeProvider>().GetUtcNow(), int.MaxValue) : null;

    public async Task<IReadOnlyList<ErrorView>> ErrorsAsync(ErrorQuery query, CancellationToken cancellationToken)
    {
        var before = query.OlderThan is { } age ? app.Get<TimeProvider>().GetUtcNow() - age : (DateTimeOffset?)null;
        var found = await app.Get<ErrorReview>().ListAsync(ErrorTab.All, null, new ErrorFilter(query.Kind, query.Code, query.Order, before), int.MaxValue, cancellationToken);
        return [.. found.Select(f => ErrorView.From(f.Entry, f.Case, Options))];
    }

    public async Task<ErrorDetail?> ErrorAsync(string id, CancellationToken cancellationToken) => await app.Get<IErrorQueue>().GetAsync(id, cancellationToken) is { } entry
        ? ErrorDetail.From(entry, (await ErrorCases.ListAsync(app.Get<IErrorCases>(), [entry], cancellationToken))[0], Options)
        : null;

    public Task<int> RetryAsync(IReadOnlyList<string> ids, CancellationToken cancellationToken) => app.Get<ErrorQueueService>().ReplayAsync(ids, cancellationToken);

    public Task<int> DismissAsync(IReadOnlyList<string> ids, CancellationToken cancellationToken) => app.Get<ErrorQueueService>().DiscardAsync(ids, cancellationToken);

    public Task PauseAsync(string flow, string who, CancellationToken cancellationToken) => Desk(flow).PauseAsync(flow, who, cancellationToken);

    public async Task<Resumed> ResumeAsync(string flow, string who, CancellationToken cancellationToken)
    {
        var resumed = await Desk(flow).ResumeAsync(flow, who, cancellationToken);
        return Resumed.From(flow, resumed);
    }

    public Task<ErasureReport?> EraseOrderAsync(string order, string who, bool dryRun, CancellationToken cancellationToken) =>
        app.Get<CustomerErasure>().EraseOrderAsync(order, who, dryRun, cancellationToken);

    public Task<ErasureReport> EraseCustomerAsync(string email, string who, bool dryRun, CancellationToken cancellationToken) =>
        app.Get<CustomerErasure>().EraseCustomerAsync(email, who, dryRun, cancellationToken);

    public async Task<byte[]?> EvidenceAsync(string order, bool asPage, CancellationToken cancellationToken)
    {
        if (await app.Get<OrderTraces>().FindAsync(order, cancellationToken) is not { } trace) return null;
        var evidence = OrderEvidence.From(trace, app.Get<TimeProvider>().GetUtcNow(), app.Get<IOptions<RedactionOptions>>().Value.Redact);
        return asPage ? Encoding.UTF8.GetBytes(EvidencePage.Write(evidence)) : evidence.ToJson();
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private OperationsOptions Options => app.Get<IOptions<OperationsOptions>>().Value;

    private FlowDesk Desk(string flow) => app.Get<FlowDesk>() is var desk && desk.IsFlow(flow)
        ? desk
        : throw new ConfigurationException($"There is no flow {flow}. Flows: {string.Join(", ", FlowNames.All(QueueNames.All, app.Get<IShippingAccounts>().Names))}.");
}
