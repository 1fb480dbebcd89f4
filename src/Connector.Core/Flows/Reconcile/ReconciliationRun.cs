using Connector.Core.Model.Shipping;
using Connector.Core.Ports;

namespace Connector.Core.Flows.Reconcile;

/// <summary>
/// Reads both sides of a window, compares them order by order, and repairs on request. Cursors stay as they are. A second run is harmless: a repair either corrects
/// our own record or queues an order that is then decided like any other.
/// </summary>
public sealed class ReconciliationRun
{
    /// <summary>How the entry of a run begins in the journal.</summary>
    public const string RunWord = "reconciliation";
    private const int LoadSize = 100;
    private const int PageSize = 500;

    private readonly ReconciliationSteps _steps;
    private readonly ShippingReader _shipping;
    private readonly NightlySlices _nightly;
    private readonly ReconciliationJournal _journal;
    private readonly TimeProvider _clock;

    internal ReconciliationRun(ReconciliationSteps steps, ShippingReader shipping, NightlySlices nightly, ReconciliationJournal journal, TimeProvider clock) =>
        (_steps, _shipping, _nightly, _journal, _clock) = (steps, shipping, nightly, journal, clock);

    /// <summary>
    /// The timer's run: one slice of the night's comparison of the last days, with a grace for what is under way, repairing where the settings allow it. The report is that of the slice. Does nothing
    /// when the night's work is done.
    /// </summary>
    public Task<ReconciliationReport> RunNightlyAsync(CancellationToken cancellationToken) => _nightly.RunAsync(cancellationToken);

    /// <summary>The whole comparison at once.</summary>
    /// <param name="progress">Reports the progress in words.</param>
    public async Task<ReconciliationReport> RunAsync(ReconciliationScope scope, IProgress<string>? progress, CancellationToken cancellationToken)
    {
        var started = _clock.GetUtcNow();
        var (to, limit) = (scope.To ?? started, SliceLimit.None(_clock));
        var dead = await _steps.ListDeadAsync(cancellationToken);
        var index = await _shipping.ReadAsync(scope.From - ReconciliationSteps.Earlier, progress, limit, cancellationToken);
        var comparison = new Comparison(index, dead, started - scope.Grace, scope.Fix, limit) { ApplyRuleChanges = scope.ApplyRuleChanges };
        var tally = new Tally();
        PagePosition? after = null;
        for (var more = true; more;)
        {
            var page = await _steps.ListAsync(scope.From, after, PageSize, cancellationToken);
            tally.Add(await _steps.CompareAsync(comparison, [.. page.Orders.Where(o => o.LastModifiedAt <= to && !tally.Orders.Contains(o.Id))], [], cancellationToken));
            progress?.Report($"{tally.Orders.Count} shop orders compared");
            (after, more) = (page.Last, page.More && page.Last is { } last && last.LastModifiedAt <= to);
        }
        foreach (var ids in ReconciliationSteps.Others(comparison).Where(id => !tally.Orders.Contains(id)).ToList().Chunk(LoadSize))
            tally.Add(await _steps.CompareOthersAsync(comparison, ids, cancellationToken));
        await foreach (var rows in _steps.ScanAllAsync(cancellationToken))
            foreach (var ids in ReconciliationSteps.LeftBehind(comparison, rows).Where(id => !tally.Orders.Contains(id)).ToList().Chunk(LoadSize))
                tally.Add(await _steps.CompareOthersAsync(comparison, ids, cancellationToken));
        tally.Add(await _steps.ReviewCursorsAsync(comparison, cancellationToken));
        var report = new ReconciliationReport(scope.From, to, tally.Orders.Count, index.Orders, index.Shipments, tally.TooFresh, tally.Found);
        await _journal.ReportEndAsync(report.From, report.ShopOrders, report.ShippingOrders, report.Shipments, report.Differences.Count, report.Repaired, cancellationToken);
        return report;
    }

    private sealed class Tally
    {
        public HashSet<string> Orders { get; } = new(StringComparer.Ordinal);
        public List<Difference> Found { get; } = [];
        public long TooFresh { get; private set; }

        public void Add(Findings findings)
        {
            Orders.UnionWith(findings.Compared);
            Found.AddRange(findings.Differences);
            TooFresh += findings.TooFresh;
        }
    }
}
