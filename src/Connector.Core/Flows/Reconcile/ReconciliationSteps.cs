using Connector.Core.Model.Orders;
using Connector.Core.Model.Shipping;
using Connector.Core.Ports;
using Connector.Core.Rules.Selection;

namespace Connector.Core.Flows.Reconcile;

/// <summary>The steps of a comparison, for <see cref="ReconciliationRun"/> at once and for <see cref="NightlySlices"/> one by one: list, compare, repair, note.</summary>
internal sealed class ReconciliationSteps(
    ICommerceOrders commerce, ISyncStore sync, SelectionRules rules, BatchComparison batches, DeadLetterReview deadLetters, CursorReview cursors, Repairer repairer,
    ReconciliationJournal journal)
{
    public const int RowsOfAScan = 500;

    /// <summary>The shipping side is read from a little earlier than the shop: an order is pushed after it changed, but clocks differ.</summary>
    public static readonly TimeSpan Earlier = TimeSpan.FromHours(1);

    public Task<OrderPage> ListAsync(DateTimeOffset from, PagePosition? after, int size, CancellationToken cancellationToken) =>
        commerce.ListChangedAsync(new OrderQuery(from, after, rules.Predicate, size), cancellationToken);

    public Task<IReadOnlyList<ErrorQueueEntry>> ListDeadAsync(CancellationToken cancellationToken) => deadLetters.ListAsync(cancellationToken);

    public IAsyncEnumerable<IReadOnlyList<SyncRow>> ScanAllAsync(CancellationToken cancellationToken) => sync.ScanAllAsync(RowsOfAScan, cancellationToken);

    public Task<IReadOnlyList<SyncRow>> ScanAsync(string? after, CancellationToken cancellationToken) => sync.ScanAsync(after, RowsOfAScan, cancellationToken);

    /// <summary>What is there for orders outside the shop's window, and what waits in the error queue.</summary>
    public static IEnumerable<string> Others(Comparison comparison) =>
        comparison.Index.OrderIds.Concat(comparison.Dead.Select(d => d.Info.OrderId!)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);

    /// <summary>Orders whose last call nobody ended, however long ago they changed.</summary>
    public static IEnumerable<string> LeftBehind(Comparison comparison, IEnumerable<SyncRow> rows) =>
        rows.Where(r => r.Reservation is { } call && call.Until <= comparison.FreshFrom).Select(r => r.OrderId).Distinct(StringComparer.Ordinal);

    public async Task<Findings> CompareOthersAsync(Comparison comparison, IReadOnlyCollection<string> ids, CancellationToken cancellationToken)
    {
        var loaded = await commerce.LoadAsync(ids, cancellationToken);
        var known = loaded.Orders.Select(o => o.Id).Concat(loaded.Unreadable.Select(u => u.Id)).ToHashSet(StringComparer.Ordinal);
        var missing = ids.Where(id => !known.Contains(id)).ToList();
        var sent = missing.Count == 0 ? [] : await sync.GetAsync(missing, cancellationToken);
        var unknown = missing.SelectMany(comparison.Index.OrdersOf).Where(s => s.Open && s.Snapshot.ModifiedAt <= comparison.FreshFrom).Select(s => NotInShop(s, sent));
        return await CompareAsync(comparison, loaded.Orders, [.. unknown], cancellationToken);
    }

    /// <summary>Compares, repairs and notes it in the stories of the orders.</summary>
    public async Task<Findings> CompareAsync(Comparison comparison, IReadOnlyList<Order> orders, IReadOnlyList<Difference> more, CancellationToken cancellationToken)
    {
        var found = await batches.CompareAsync(orders, comparison.Index, comparison.FreshFrom, comparison.Limit, cancellationToken);
        IReadOnlyList<Difference> all = [.. found.Differences, .. more, .. DeadLetterReview.Stale(comparison.Dead, found.InSync)];
        return new Findings([.. orders.Select(o => o.Id)], await SettleAsync(comparison, all, cancellationToken), found.TooFresh);
    }

    public async Task<Findings> ReviewCursorsAsync(Comparison comparison, CancellationToken cancellationToken) =>
        new([], await SettleAsync(comparison, await cursors.ListAsync(cancellationToken), cancellationToken), 0);

    /// <summary>Each difference is written to the history of its order, with what was done about it.</summary>
    private async Task<IReadOnlyList<Difference>> SettleAsync(Comparison comparison, IReadOnlyList<Difference> found, CancellationToken cancellationToken)
    {
        if (found.Count == 0) return found;
        var settled = comparison.Fix ? await RepairAsync(comparison, found, cancellationToken) : found;
        await journal.NoteAsync(settled, cancellationToken);
        return settled;
    }

    /// <summary>What only the rules changed is left as it was sent, unless the settings say otherwise (docs/adr/0023).</summary>
    private async Task<IReadOnlyList<Difference>> RepairAsync(Comparison comparison, IReadOnlyList<Difference> found, CancellationToken cancellationToken)
    {
        var left = comparison.ApplyRuleChanges ? [] : found.Where(static d => d.Kind == DifferenceKind.RulesChanged).ToList();
        return [.. await repairer.RepairAsync([.. found.Except(left)], comparison.Limit, cancellationToken), .. left];
    }

    /// <summary>What we sent is held, so that it does not ship before somebody has looked; what only has such a key is not ours.</summary>
    private static Difference NotInShop(RemoteOrder existing, IReadOnlyList<SyncRow> sent) =>
        new(DifferenceKind.NotInShop, existing.OrderId!, existing.Number, existing.Key, $"{existing.Id} has the connector's key, but the order does not exist in commercetools.")
        {
            Repair = existing.Status == ShippingOrderStatus.AwaitingShipment && sent.Any(row => row.OrderId == existing.OrderId && row.ShippingOrderId == existing.Id && row.Status == SyncStatus.Synced) ? new Repair.Push() : null
        };
}

/// <summary>What all steps of one comparison have in common.</summary>
/// <param name="FreshFrom">What changed later is left to the next comparison.</param>
internal sealed record Comparison(ShippingIndex Index, IReadOnlyList<ErrorQueueEntry> Dead, DateTimeOffset FreshFrom, bool Fix, SliceLimit Limit)
{
    /// <summary>Repairs also what differs because the rules changed.</summary>
    public bool ApplyRuleChanges { get; init; }
}

/// <summary>What one step compared and found; repaired where that was asked for.</summary>
internal sealed record Findings(IReadOnlyList<string> Compared, IReadOnlyList<Difference> Differences, long TooFresh);
