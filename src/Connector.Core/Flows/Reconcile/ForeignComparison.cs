using Connector.Core.Flows.Push;
using Connector.Core.Model.Shipping;

namespace Connector.Core.Flows.Reconcile;

/// <summary>Pure: parts of an order that others made and that are open although it is cancelled, and units of it that are in no order at all. Both are for people to decide.</summary>
internal static class ForeignComparison
{
    /// <summary>What others made of the row's order, whether its units have left that or not.</summary>
    /// <param name="existing">What carries the row's key.</param>
    public static IReadOnlyList<RemoteOrder> ListForeign(SyncRow row, IReadOnlyList<RemoteOrder> existing, ShippingIndex index) =>
    [
        .. existing.Where(s => s.Id == row.ShippingOrderId).SelectMany(own => index.ForeignWith(row.Account, own.Number)).Concat(index.ForeignFrom(row.Account, row.OrderNumber))
            .DistinctBy(static s => s.Id).Where(s => ForeignParts.IsOf(row, s.Snapshot))
    ];

    /// <summary>Those of them into which units of the row's order went.</summary>
    /// <param name="existing">What carries a key of its shop order.</param>
    public static IEnumerable<RemoteOrder> ListParts(SyncRow row, IReadOnlyList<RemoteOrder> existing, ShippingIndex index)
    {
        var foreign = ListForeign(row, existing, index);
        if (foreign.Count == 0 || existing.FirstOrDefault(s => s.Id == row.ShippingOrderId) is not { } own) return [];
        var parts = ForeignParts.Separate(row, [own.Snapshot, .. index.PartsOf(row)], foreign.Select(static s => s.Snapshot)).Parts.Select(static p => p.ShippingOrderId).ToHashSet();
        return foreign.Where(s => parts.Contains(s.Id));
    }

    /// <summary>What others made of an order that is not open itself any longer, and is: a replacement, or what a call of ours without a known outcome doubled. People know which.</summary>
    public static IEnumerable<Difference> CompareEnded(PlannedOrder work, IReadOnlyList<RemoteOrder> existing, ShippingIndex index) =>
        from row in work.Rows
        where row is { Reservation: null, Payload: not null } && (work.HasEnded || (row.Status != SyncStatus.Cancelled && work.Groups.All(g => g.GroupKey != row.GroupKey)))
        where row.Status is SyncStatus.Shipped or SyncStatus.Cancelled || existing.Any(s => s.Id == row.ShippingOrderId && s.Status == ShippingOrderStatus.Shipped)
        // A part holds what did not leave with it.
        from open in ListForeign(row, existing, index).Except(ListParts(row, existing, index))
        where open.Open
        select Difference.From(DifferenceKind.DuplicateInShipping, work.Order, open.Key, $"{open.Number} ({open.Id}), which somebody made of it, is open in ShipStation, and the order itself is not.", null);

    public static IEnumerable<Difference> Compare(PlannedOrder work, PlannedGroup group, List<RemoteOrder> existing, ShippingIndex index)
    {
        if (group is not { Failure: null, Row: { Payload: not null, Reservation: null } row } || existing.Find(s => s.Id == row.ShippingOrderId) is not { } own) yield break;
        var foreign = ListForeign(row, existing, index);
        if (row.Status == SyncStatus.Cancelled && work.Cancelled)
        {
            foreach (var open in foreign.Where(static s => s.Open))
                yield return Difference.From(DifferenceKind.CancelledButOpen, work.Order, open.Key, $"{open.Number} ({open.Id}), which somebody made of it, is open in ShipStation.", null);
        }
        if (group.Wanted is null || group.Action != PushAction.None || row.Status != SyncStatus.Synced || own is not { Open: true, Snapshot.MergedIds.Count: 0 }) yield break;
        var missing = ForeignParts.Missing(row, [own.Snapshot, .. index.PartsOf(row), .. foreign.Select(static s => s.Snapshot)]).Sum(static m => m.Value);
        if (missing > 0)
            yield return Difference.From(DifferenceKind.GoodsMissing, work.Order, row.OrderKey, $"{missing} units that were sent are neither in {own.Id} nor in an order that came from it.", null);
    }
}
