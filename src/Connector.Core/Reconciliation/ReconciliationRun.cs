using Connector.Core.Journal;
using Connector.Core.OrderFields;
using Connector.Core.OrderPush;
using Connector.Core.Orders;
using Connector.Core.Ports;
using Connector.Core.Rules;
using Connector.Core.ShipmentWriteback;
using Connector.Core.ShippingPolls;
using Microsoft.Extensions.Options;

namespace Connector.Core.Reconciliation;

/// <summary>
/// Reads both sides of a window, compares them order by order, and repairs on request. Cursors stay as they are. A second run is harmless: a repair either corrects
/// our own record or queues an order that is then decided like any other.
/// </summary>
public sealed class ReconciliationRun
{
    /// <summary>How the entry of a run begins in the journal.</summary>
    public const string RunWord = "reconciliation";
    private const int LoadSize = 100;

    /// <summary>The shipping side is read from a little earlier than the shop: an order is pushed after it changed, but clocks differ.</summary>
    private static readonly TimeSpan Earlier = TimeSpan.FromHours(1);

    private readonly ICommerceOrders _commerce;
    private readonly ConnectorRules _rules;
    private readonly ShippingReading _shipping;
    private readonly BatchComparison _batches;
    private readonly DeadLetterReview _deadLetters;
    private readonly Repairing _repairing;
    private readonly IJournal _journal;
    private readonly ReconciliationOptions _options;
    private readonly TimeProvider _clock;

    public ReconciliationRun(
        ICommerceOrders commerce, ICommerceReferences references, IShippingAccounts accounts, ISyncStore sync, IShippingStore store, IWorkQueue queue, IErrorQueue errors,
        IJournal journal, PushPlanner planner, DeliveryPlanning deliveries, OrderFieldTargets targets, ShipmentOwners owners, ShipmentIntake intake, ConnectorRules rules,
        IIdSource ids, IOptions<ReconciliationOptions> options, TimeProvider clock)
    {
        (_commerce, _journal, _rules, _options, _clock) = (commerce, journal, rules, options.Value, clock);
        _shipping = new ShippingReading(accounts, owners, clock);
        _batches = new BatchComparison(
            sync, store, new PushDeciding(references, store, planner, clock), new WritebackComparison(deliveries, targets, rules), _shipping, clock);
        _deadLetters = new DeadLetterReview(errors);
        _repairing = new Repairing(accounts, sync, store, intake, queue, errors, ids, clock);
    }

    /// <summary>The timer's run: the last days, with a grace for what is under way, repairing where the settings allow it.</summary>
    public Task<ReconciliationReport> RunNightlyAsync(CancellationToken cancellationToken) => RunAsync(
        new ReconciliationScope(_clock.GetUtcNow().AddDays(-_options.Days), null, _options.Fix, TimeSpan.FromMinutes(_options.GraceMinutes)), null, cancellationToken);

    /// <param name="progress">Told in words how far it is.</param>
    public async Task<ReconciliationReport> RunAsync(ReconciliationScope scope, IProgress<string>? progress, CancellationToken cancellationToken)
    {
        var started = _clock.GetUtcNow();
        var to = scope.To ?? started;
        var freshFrom = started - scope.Grace;
        var dead = await _deadLetters.ListAsync(cancellationToken);
        var index = await _shipping.ReadAsync(scope.From - Earlier, progress, cancellationToken);
        var tally = new Tally();
        PagePosition? after = null;
        for (var more = true; more;)
        {
            var page = await _commerce.ListChangedAsync(new OrderQuery(scope.From, after, _rules.Selection.Predicate), cancellationToken);
            await CompareAsync([.. page.Orders.Where(o => o.LastModifiedAt <= to)], index, freshFrom, tally, cancellationToken);
            progress?.Report($"{tally.Orders.Count} shop orders compared");
            (after, more) = (page.Last, page.More && page.Last is { } last && last.LastModifiedAt <= to);
        }
        // What stands there for orders outside the shop's window, and what waits in the error queue.
        var others = index.OrderIds.Concat(dead.Select(d => d.Info.OrderId!)).Where(id => !tally.Orders.Contains(id)).Distinct(StringComparer.Ordinal);
        foreach (var ids in others.ToList().Chunk(LoadSize))
        {
            var loaded = await _commerce.LoadAsync(ids, cancellationToken);
            await CompareAsync(loaded.Orders, index, freshFrom, tally, cancellationToken);
            var known = loaded.Orders.Select(o => o.Id).Concat(loaded.Unreadable.Select(u => u.Id)).ToHashSet(StringComparer.Ordinal);
            tally.Found.AddRange(ids.Where(id => !known.Contains(id)).SelectMany(id => index.Of(id)).Where(s => s.Open && s.Telling.ModifiedAt <= freshFrom).Select(UnknownToShop));
        }
        tally.Found.AddRange(DeadLetterReview.Stale(dead, tally.Harmonious));
        var differences = scope.Fix ? await _repairing.RepairAsync(tally.Found, cancellationToken) : tally.Found;
        var report = new ReconciliationReport(scope.From, to, tally.Orders.Count, index.Orders, index.Shipments, tally.TooFresh, differences);
        await TellAsync(report, cancellationToken);
        return report;
    }

    private async Task CompareAsync(IReadOnlyList<Order> orders, ShippingIndex index, DateTimeOffset freshFrom, Tally tally, CancellationToken cancellationToken)
    {
        var found = await _batches.CompareAsync([.. orders.Where(o => tally.Orders.Add(o.Id))], index, freshFrom, cancellationToken);
        tally.Found.AddRange(found.Differences);
        tally.Harmonious.UnionWith(found.Harmonious);
        tally.TooFresh += found.TooFresh;
    }

    private static Difference UnknownToShop(StandingOrder standing) =>
        new(DifferenceKind.UnknownToShop, standing.OrderId!, standing.Number, standing.Key, $"{standing.Id} carries our key, but the shop has no such order.");

    /// <summary>The run, and each difference in the story of its order.</summary>
    private async Task TellAsync(ReconciliationReport report, CancellationToken cancellationToken)
    {
        var now = _clock.GetUtcNow();
        var entries = report.Differences.Select(d => new JournalEntry(
            now, JournalKind.Decision, d.OrderId.Length > 0 ? d.OrderId : null, d.OrderNumber, $"{RunWord}: {d.Text}{(d.Repaired ? " Repair: " + d.Suggestion + "." : "")}", Code: d.Kind.ToString()));
        var run = $"{RunWord}: {report.ShopOrders} orders since {report.From:u} compared with {report.ShippingOrders} shipping orders and {report.Shipments} shipments: "
            + $"{report.Differences.Count} differences, {report.Repaired} repaired";
        await _journal.AppendAsync([.. entries, new JournalEntry(now, JournalKind.Run, null, null, run)], cancellationToken);
    }

    private sealed class Tally
    {
        public HashSet<string> Orders { get; } = new(StringComparer.Ordinal);
        public HashSet<string> Harmonious { get; } = new(StringComparer.Ordinal);
        public List<Difference> Found { get; } = [];
        public long TooFresh { get; set; }
    }
}
