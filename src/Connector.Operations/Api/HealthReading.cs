using Connector.Core.Ports;
using Connector.Core.Pump;
using Connector.Core.ShippingPolls;

namespace Connector.Operations.Api;

/// <summary>How the connector is, read from its stores; asks neither vendor.</summary>
public sealed class HealthReading(
    IWorkQueue queue, IRateBudget rates, IFlowPauses pauses, ICursorStore cursors, ISyncStore sync, IShippingAccounts accounts, TimeProvider clock)
{
    internal async Task<HealthView> ReadAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var (queues, paused, windows, positions) = (new List<QueueView>(), new List<PausedFlow>(), new List<RateView>(), new List<CursorView>());
        foreach (var name in QueueNames.All)
        {
            var depth = await queue.PeekDepthAsync(name, cancellationToken);
            queues.Add(new QueueView(name, depth.Ready, depth.Scheduled, depth.Locked, depth.Dead, depth.NextDueAt));
        }
        foreach (var flow in FlowNames.All(QueueNames.All, accounts.Names))
        {
            // A pause whose time is over is only waiting for the next batch to lift it.
            if (await pauses.GetAsync(flow, cancellationToken) is { } pause && !(pause.Until <= now))
                paused.Add(new PausedFlow(flow, FlowNames.AccountOf(flow), pause.Reason, pause.Since, pause.Until));
        }
        foreach (var account in accounts.Names)
        {
            var window = await rates.PeekAsync(account, cancellationToken);
            windows.Add(new RateView(account, window.Limit, window.Used, window.EndsAt));
        }
        foreach (var name in CursorNames.Of(accounts.Names))
        {
            var at = (await cursors.GetAsync(name, cancellationToken))?.UpdatedAt;
            positions.Add(new CursorView(name, at, at is { } known ? (long)(now - known).TotalSeconds : null));
        }
        var rows = (await sync.CountAsync(cancellationToken)).ToDictionary(static c => c.Key.ToString().ToLowerInvariant(), static c => c.Value, StringComparer.Ordinal);
        return new HealthView(paused.Count > 0 ? "paused" : "running", now, queues, queues.Sum(static q => q.Dead), windows, paused, positions, rows);
    }
}
