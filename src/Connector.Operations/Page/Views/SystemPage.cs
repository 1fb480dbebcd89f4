using Connector.Core.Engine.Watch;
using Connector.Core.Model.Messages;
using Connector.Core.Ports;
using Connector.Operations.Api;

namespace Connector.Operations.Page.Views;

/// <summary>Queues, budget, timers, rules, last runs; pause and resume.</summary>
internal sealed class SystemPage(FlowDesk desk, IShippingAccounts accounts, IJournal journal, CallsApi calls) : IPageView
{
    private const int MostRuns = 20;

    public string Path => "system";

    public async Task<PageContent> ReadAsync(PageRequest request, CancellationToken cancellationToken)
    {
        var paused = (await desk.ListAsync(cancellationToken)).ToDictionary(static p => p.Flow, static p => p.Pause, StringComparer.Ordinal);
        // One account is the whole queue.
        var flows = FlowNames.All(QueueNames.All, accounts.Names.Count > 1 ? accounts.Names : []).Concat(paused.Keys).Distinct(StringComparer.Ordinal).Select(flow => new FlowView(flow, paused.GetValueOrDefault(flow)));
        return PageContent.Create<SystemView>("System", "system", new SystemModel([.. flows], await journal.ListRunsAsync(MostRuns, cancellationToken), calls.Read()));
    }
}

internal sealed record SystemModel(IReadOnlyList<FlowView> Flows, IReadOnlyList<JournalEntry> Runs, CallsView Calls);

/// <param name="Pause">Null while it runs.</param>
internal sealed record FlowView(string Name, FlowPause? Pause);
