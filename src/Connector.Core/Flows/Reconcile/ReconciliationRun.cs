using Connector.Core.Flows.Intake;
using Connector.Core.Flows.Push;
using Connector.Core.Flows.Writeback;
using Connector.Core.Model;
using Connector.Core.Model.Orders;
using Connector.Core.Model.Shipping;
using Connector.Core.Ports;
using Connector.Core.Rules.Files;
using Microsoft.Extensions.Options;

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

    /// <summary>The shipping side is read from a little earlier than the shop: an order is pushed after it changed, but clocks differ.</summary>
    internal static readonly TimeSpan Earlier = TimeSpan.FromHours(1);

    private const int RowsOfAScan = 500;

    private readonly ICommerceOrders _commerce;
    private readonly ISyncStore _sync;
    private readonly ConnectorRules _rules;
    private readonly ShippingReader _shipping;
    private readonly BatchComparison _batches;
    private readonly DeadLetterReview _deadLetters;
    private readonly CursorReview _cursors;
    private readonly Repairer _repairing;
    private readonly NightlySlices _nightly;
    private readonly IJournal _journal;
    private readonly TimeProvider _clock;

    public ReconciliationRun(
        ICommerceOrders commerce, ICommerceReferences references, IShippingAccounts accounts, ISyncStore sync, IShippingStore store, IWorkQueue queue, IErrorQueue errors,
        IJournal journal, ICursorStore cursors, PushPlanner planner, DeliveryPlanner deliveries, OrderFieldTargets targets, ShipmentOwners owners, ShipmentIntake intake,
        ConnectorRules rules, IIdSource ids, IOptions<ReconciliationOptions> options, TimeProvider clock)
    {
        (_commerce, _sync, _journal, _rules, _clock) = (commerce, sync, journal, rules, clock);
        _shipping = new ShippingReader(accounts, owners);
        _batches = new BatchComparison(
            sync, store, new PushDecider(references, store, planner, clock), new WritebackComparison(deliveries, targets, rules), _shipping, clock);
        _deadLetters = new DeadLetterReview(errors);
        _cursors = new CursorReview(cursors, accounts, clock);
        _repairing = new Repairer(accounts, sync, store, intake, queue, errors, _cursors, ids, clock);
        _nightly = new NightlySlices(this, cursors, _shipping, options.Value, clock);
    }

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
        var dead = await _deadLetters.ListAsync(cancellationToken);
        var index = await _shipping.ReadAsync(scope.From - Earlier, progress, limit, cancellationToken);
        var comparison = new Comparison(index, dead, started - scope.Grace, scope.Fix, limit);
        var tally = new Tally();
        PagePosition? after = null;
        for (var more = true; more;)
        {
            var page = await ListAsync(scope.From, after, PageSize, cancellationToken);
            tally.Add(await CompareAsync(comparison, [.. page.Orders.Where(o => o.LastModifiedAt <= to && !tally.Orders.Contains(o.Id))], [], cancellationToken));
            progress?.Report($"{tally.Orders.Count} shop orders compared");
            (after, more) = (page.Last, page.More && page.Last is { } last && last.LastModifiedAt <= to);
        }
        foreach (var ids in Others(comparison).Where(id => !tally.Orders.Contains(id)).ToList().Chunk(LoadSize))
            tally.Add(await CompareOthersAsync(comparison, ids, cancellationToken));
        IReadOnlyList<SyncRow> rows;
        string? afterRow = null;
        do
        {
            rows = await _sync.ScanAsync(afterRow, RowsOfAScan, cancellationToken);
            foreach (var ids in LeftBehind(comparison, rows).Where(id => !tally.Orders.Contains(id)).ToList().Chunk(LoadSize))
                tally.Add(await CompareOthersAsync(comparison, ids, cancellationToken));
            if (rows is [.., var last]) afterRow = last.OrderId;
        }
        while (rows.Count >= RowsOfAScan);
        tally.Add(await ReviewCursorsAsync(comparison, cancellationToken));
        var report = new ReconciliationReport(scope.From, to, tally.Orders.Count, index.Orders, index.Shipments, tally.TooFresh, tally.Found);
        await ReportEndAsync(report.From, report.ShopOrders, report.ShippingOrders, report.Shipments, report.Differences.Count, report.Repaired, cancellationToken);
        return report;
    }

    internal Task<OrderPage> ListAsync(DateTimeOffset from, PagePosition? after, int size, CancellationToken cancellationToken) =>
        _commerce.ListChangedAsync(new OrderQuery(from, after, _rules.Selection.Predicate, size), cancellationToken);

    internal Task<IReadOnlyList<ErrorQueueEntry>> ListDeadAsync(CancellationToken cancellationToken) => _deadLetters.ListAsync(cancellationToken);

    internal Task<IReadOnlyList<SyncRow>> ScanAsync(string? after, CancellationToken cancellationToken) => _sync.ScanAsync(after, RowsOfAScan, cancellationToken);

    /// <summary>What is there for orders outside the shop's window, and what waits in the error queue.</summary>
    internal static IEnumerable<string> Others(Comparison comparison) =>
        comparison.Index.OrderIds.Concat(comparison.Dead.Select(d => d.Info.OrderId!)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);

    /// <summary>Orders whose last call nobody ended, however long ago they changed.</summary>
    internal static IEnumerable<string> LeftBehind(Comparison comparison, IEnumerable<SyncRow> rows) =>
        rows.Where(r => r.Reservation is { } call && call.Until <= comparison.FreshFrom).Select(r => r.OrderId).Distinct(StringComparer.Ordinal);

    internal async Task<Findings> CompareOthersAsync(Comparison comparison, IReadOnlyCollection<string> ids, CancellationToken cancellationToken)
    {
        var loaded = await _commerce.LoadAsync(ids, cancellationToken);
        var known = loaded.Orders.Select(o => o.Id).Concat(loaded.Unreadable.Select(u => u.Id)).ToHashSet(StringComparer.Ordinal);
        var unknown = ids.Where(id => !known.Contains(id)).SelectMany(comparison.Index.Of).Where(s => s.Open && s.Snapshot.ModifiedAt <= comparison.FreshFrom).Select(NotInShop);
        return await CompareAsync(comparison, loaded.Orders, [.. unknown], cancellationToken);
    }

    /// <summary>Compares, repairs and notes it in the stories of the orders.</summary>
    internal async Task<Findings> CompareAsync(Comparison comparison, IReadOnlyList<Order> orders, IReadOnlyList<Difference> more, CancellationToken cancellationToken)
    {
        var found = await _batches.CompareAsync(orders, comparison.Index, comparison.FreshFrom, comparison.Limit, cancellationToken);
        IReadOnlyList<Difference> all = [.. found.Differences, .. more, .. DeadLetterReview.Stale(comparison.Dead, found.InSync)];
        return new Findings([.. orders.Select(o => o.Id)], await SettleAsync(comparison, all, cancellationToken), found.TooFresh);
    }

    internal async Task<Findings> ReviewCursorsAsync(Comparison comparison, CancellationToken cancellationToken) =>
        new([], await SettleAsync(comparison, await _cursors.ListAsync(cancellationToken), cancellationToken), 0);

    /// <summary>The end of a run in the journal.</summary>
    internal Task ReportEndAsync(DateTimeOffset from, long shopOrders, long shippingOrders, long shipments, int differences, int repaired, CancellationToken cancellationToken) =>
        _journal.AppendAsync(
        [
            new JournalEntry(
                _clock.GetUtcNow(), JournalKind.Run, null, null,
                $"{RunWord}: {shopOrders} orders since {from:u} compared with {shippingOrders} shipping orders and {shipments} shipments: {differences} differences, {repaired} repaired")
        ], cancellationToken);

    /// <summary>Each difference is written to the history of its order, with what was done about it.</summary>
    private async Task<IReadOnlyList<Difference>> SettleAsync(Comparison comparison, IReadOnlyList<Difference> found, CancellationToken cancellationToken)
    {
        if (found.Count == 0) return found;
        var settled = comparison.Fix ? await _repairing.RepairAsync(found, comparison.Limit, cancellationToken) : found;
        var now = _clock.GetUtcNow();
        await _journal.AppendAsync(
        [
            .. settled.Select(d => new JournalEntry(
                now, JournalKind.Decision, d.OrderId.Length > 0 ? d.OrderId : null, d.OrderNumber.Length > 0 ? d.OrderNumber : null,
                $"{RunWord}: {d.Text}{(d.Repaired ? " Repair: " + d.Suggestion + "." : "")}", Code: d.Kind.ToString()))
        ], cancellationToken);
        return settled;
    }

    private static Difference NotInShop(RemoteOrder existing) =>
        new(DifferenceKind.NotInShop, existing.OrderId!, existing.Number, existing.Key, $"{existing.Id} has the connector's key, but the order does not exist in commercetools.");

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

/// <summary>What all steps of one comparison have in common.</summary>
/// <param name="FreshFrom">What changed later is left to the next comparison.</param>
internal sealed record Comparison(ShippingIndex Index, IReadOnlyList<ErrorQueueEntry> Dead, DateTimeOffset FreshFrom, bool Fix, SliceLimit Limit);

/// <summary>What one step compared and found; repaired where that was asked for.</summary>
internal sealed record Findings(IReadOnlyList<string> Compared, IReadOnlyList<Difference> Differences, long TooFresh);
