using System.Text;
using Connector.Core.Engine.Watch;
using Connector.Core.Model.Messages;
using Connector.Core.Ports;
using Connector.Core.Rules.Mapping;
using Connector.Local.Hosting;
using Connector.Operations.Api;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace Connector.Local.Operators;

/// <summary>The connector whose file is on this machine. Needs the file alone, no credentials of a vendor.</summary>
internal sealed class StoreOperator(ConnectorApp app) : IOperator
{
    public async Task<OrderTraceView?> TraceAsync(string order, CancellationToken cancellationToken) =>
        await app.Get<OrderTraces>().FindAsync(order, cancellationToken) is { } trace
            ? OrderTraceView.From(trace, app.Get<TimeProvider>().GetUtcNow(), int.MaxValue) with { Overrides = await OverridesOfAsync(trace.OrderId, cancellationToken) }
            : null;

    public async Task<OrderList> OrdersAsync(string query, CancellationToken cancellationToken)
    {
        var request = new DefaultHttpContext().Request;
        request.QueryString = new QueryString("?" + query);
        var (list, problem) = await app.Get<OrdersApi>().ReadAsync(request, RemoteApi.PageSize, cancellationToken);
        return list ?? throw new ConfigurationException(problem is ProblemResult { Field: { } field } ? $"--{field.Name}: {field.Message}" : "The list cannot be read.");
    }

    public async Task<IReadOnlyList<ErrorView>> ErrorsAsync(ErrorQuery query, CancellationToken cancellationToken)
    {
        var found = await app.Get<ErrorReview>().ListAsync(ErrorTab.All, null, new ErrorFilter(query.Kind, query.Code, query.Order, Before(query)), int.MaxValue, cancellationToken);
        return [.. found.Select(f => ErrorView.From(f.Entry, f.Case, Options))];
    }

    public async Task<ErrorDetail?> ErrorAsync(string id, CancellationToken cancellationToken) => await app.Get<IErrorQueue>().GetAsync(id, cancellationToken) is { } entry
        ? ErrorDetail.From(entry, (await ErrorCases.ListAsync(app.Get<IErrorCases>(), [entry], cancellationToken))[0], Options)
        : null;

    public async Task<ErrorGroupsView> GroupsAsync(ErrorQuery query, CancellationToken cancellationToken)
    {
        var found = await app.Get<ErrorReview>().GroupAsync(ErrorTab.Open, new ErrorFilter(query.Kind, query.Code, query.Order, Before(query)), cancellationToken);
        return new ErrorGroupsView([.. found.Groups.Select(g => ErrorGroupView.From(g, Options))], found.Total, found.More);
    }

    public Task<int> RetryAsync(IReadOnlyList<string> ids, string who, CancellationToken cancellationToken) => app.Get<ErrorQueueService>().ReplayAsync(ids, cancellationToken, who);

    public Task<int> DismissAsync(IReadOnlyList<string> ids, string? reason, string who, CancellationToken cancellationToken) =>
        app.Get<ErrorQueueService>().DiscardAsync(ids, cancellationToken, reason, who);

    public async Task<RetryView> StartRetryAsync(RetryWish wish, CancellationToken cancellationToken)
    {
        var before = wish.OlderThanMinutes is { } minutes ? app.Get<TimeProvider>().GetUtcNow().AddMinutes(-minutes) : (DateTimeOffset?)null;
        var selection = new RetrySelection(wish.Ids, wish.Group, wish.Kind, wish.Code, wish.Order, before, wish.PerMinute);
        var (begun, running) = await app.Get<RetryOperations>().StartAsync(selection, wish.By, cancellationToken);
        return begun is null ? throw new ConfigurationException($"Retry {running!.Id} is under way ({running.Describe()}). Wait for it, or cancel it.") : RetryView.From(begun);
    }

    public async Task<RetryView?> FindRetryAsync(string id, CancellationToken cancellationToken) =>
        await app.Get<RetryOperations>().AdvanceAsync(id, cancellationToken) is { } operation ? RetryView.From(operation) : null;

    public async Task<RetryView?> CancelRetryAsync(string id, CancellationToken cancellationToken) =>
        await app.Get<RetryOperations>().CancelAsync(id, cancellationToken) is { } operation ? RetryView.From(operation) : null;

    public async Task<RetryList> RetriesAsync(CancellationToken cancellationToken) => new([.. (await app.Get<RetryOperations>().ListAsync(cancellationToken)).Select(RetryView.From)]);

    public async Task<OverrideList?> OverridesAsync(string order, CancellationToken cancellationToken) => await app.Get<OrderTraces>().FindAsync(order, cancellationToken) is { } trace
        ? new OverrideList(trace.OrderId, trace.OrderNumber, await OverridesOfAsync(trace.OrderId, cancellationToken))
        : null;

    public async Task SetOverrideAsync(string order, OverrideWish wish, CancellationToken cancellationToken)
    {
        var (trace, field) = await ChosenAsync(order, wish, cancellationToken);
        if (OverridableFields.FindProblem(field, wish.Value ?? "") is { } problem) throw new ConfigurationException($"--value: {problem}.");
        await app.Get<OverrideDesk>().SetAsync(trace.OrderId, trace.OrderNumber, field, wish.Value!, wish.Reason, wish.By!, cancellationToken);
    }

    public async Task RemoveOverrideAsync(string order, OverrideWish wish, CancellationToken cancellationToken)
    {
        var (trace, field) = await ChosenAsync(order, wish, cancellationToken);
        if (!await app.Get<OverrideDesk>().RemoveAsync(trace.OrderId, trace.OrderNumber, field, wish.Reason, wish.By!, cancellationToken))
            throw new ConfigurationException($"No value is set for {OverrideDesk.CamelCase(field)} of this order.");
    }

    private async Task<(OrderTrace Trace, string Field)> ChosenAsync(string order, OverrideWish wish, CancellationToken cancellationToken) => (
        await app.Get<OrderTraces>().FindAsync(order, cancellationToken) ?? throw new ConfigurationException($"No order found for '{order}'."),
        OverridableFields.Find(wish.Field!) ?? throw new ConfigurationException($"--field: must be one of {string.Join(", ", OverridableFields.All.Select(OverrideDesk.CamelCase))}."));

    private async Task<IReadOnlyList<OverrideView>> OverridesOfAsync(string orderId, CancellationToken cancellationToken) =>
        [.. (await app.Get<OverrideDesk>().ListAsync(orderId, cancellationToken)).Select(OverrideView.From)];

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

    public async Task<QueueView> DepthAsync(string queue, CancellationToken cancellationToken)
    {
        var depth = await app.Get<IWorkQueue>().PeekDepthAsync(queue, cancellationToken);
        return new QueueView(queue, depth.Ready, depth.Scheduled, depth.Locked, depth.Dead, depth.NextDueAt);
    }

    public async Task<Rewound> RewindAsync(string flow, DateTimeOffset to, string who, CancellationToken cancellationToken)
    {
        if (to > app.Get<TimeProvider>().GetUtcNow()) throw new ConfigurationException("--to: must not be in the future.");
        if (app.Get<FlowRewind>().Find(flow).Count == 0) throw new ConfigurationException($"--flow {flow}: must be {Rewound.Allowed}.");
        return new Rewound(flow, await app.Get<FlowRewind>().RewindAsync(flow, to, who, cancellationToken));
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private DateTimeOffset? Before(ErrorQuery query) => query.OlderThan is { } age ? app.Get<TimeProvider>().GetUtcNow() - age : null;

    private OperationsOptions Options => app.Get<IOptions<OperationsOptions>>().Value;

    private FlowDesk Desk(string flow) => app.Get<FlowDesk>() is var desk && desk.IsFlow(flow)
        ? desk
        : throw new ConfigurationException($"There is no flow {flow}. Flows: {string.Join(", ", desk.Flows.Where(static f => !FlowNames.IsDrain(f)))}.");
}
