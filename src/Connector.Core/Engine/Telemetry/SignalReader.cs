using Connector.Core.Engine.Watch;
using Connector.Core.Model.Messages;
using Connector.Core.Ports;

namespace Connector.Core.Engine.Telemetry;

/// <summary>Reads the signals from the stores; asks neither vendor. The last reading is kept for the gauges, which must not wait for a store.</summary>
public sealed class SignalReader(
    IWorkQueue queue, PromiseCounts promises, RunReports reports, TimerPlan plan, IRateBudget rates, IShippingAccounts accounts, TimeProvider clock)
{
    private volatile Signals? _last;

    /// <summary>Null before the first.</summary>
    public Signals? Last => _last;

    /// <param name="flows">Knows the locations of the rules in force.</param>
    /// <param name="balances">Of carriers, where somebody read them.</param>
    public async Task<Signals> ReadAsync(FlowDesk flows, IReadOnlyList<CarrierFunds> balances, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var queues = new Dictionary<string, QueueDepth>(StringComparer.Ordinal);
        foreach (var name in QueueNames.All) queues[name] = await queue.PeekDepthAsync(name, cancellationToken);
        var paused = (await flows.ListAsync(cancellationToken)).Select(static work => work.Flow);
        var runs = (await reports.ReadAsync(cancellationToken)).Where(static r => r.Account is null).ToDictionary(static r => r.Timer, StringComparer.Ordinal);
        var windows = new Dictionary<string, RateWindow>(StringComparer.Ordinal);
        foreach (var account in accounts.Names) windows[account] = await rates.PeekAsync(account, cancellationToken);
        return _last = new Signals(
            now, queues, await promises.ReadAsync(cancellationToken), [.. paused],
            [.. plan.Timers.Select(timer => new TimerSignal(timer.Name, timer.Period, LastSuccess(runs.GetValueOrDefault(timer.Name))))], windows, balances);
    }

    /// <summary>Where this process runs the timers, nothing was missed before it started.</summary>
    private DateTimeOffset LastSuccess(RunRecord? record) =>
        record?.SucceededAt is { } at && !(plan.RunHere && at < reports.Since) ? at : reports.Since;
}
