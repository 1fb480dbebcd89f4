using Connector.Core.Flows.Push;
using Connector.Core.Model.Messages;
using Connector.Core.Model.Shipping;

namespace Connector.Core.Flows.Reconcile;

/// <summary>Pure: what of an order that should not ship from the shipping side may ship from there all the same.</summary>
internal static class StoppedComparison
{
    /// <summary>Null for an order that is to ship, was cancelled, or is as it should be.</summary>
    public static IReadOnlyList<Difference>? Compare(PlannedOrder work, IReadOnlyList<RemoteOrder> existing, ShippingIndex index)
    {
        if (work.StopReason is null && !work.HasEnded) return ListReopened(work, existing) is { Count: > 0 } reopened ? reopened : null;
        // Which of them shipped is the write-back's to say first.
        if (work.HasEnded && index.ShipmentsOf(work.Order.Id).Any(static s => s.Voided)) return [];
        var kind = work.HasEnded ? DifferenceKind.EndedButOpen : DifferenceKind.NoLongerDueButOpen;
        var parts = work.Rows.SelectMany(row => ForeignComparison.ListParts(row, existing, index));
        return [.. existing.Where(static s => s.GroupKey is not null).Concat(parts).Where(s => s.Open && IsShippable(work, s)).Select(open => Difference.From(kind, work.Order, open.Key, Text(work, open), RepairOf(work, open)))];
    }

    /// <summary>Its row says that it has shipped, nobody else's goods are in it, a void that was not noted yet opened it, and it is not due any longer.</summary>
    private static List<Difference> ListReopened(PlannedOrder work, IReadOnlyList<RemoteOrder> existing) => work is not { Cancelled: false, Groups.Count: 0, Outcome: WorkOutcome.Skipped skipped }
        ? []
        :
        [
            .. from row in work.Rows
               where row is { Status: SyncStatus.Shipped, Reservation: null }
               from open in existing
               where open.Id == row.ShippingOrderId && open is { Status: ShippingOrderStatus.AwaitingShipment, Snapshot.MergedIds.Count: 0 }
               select Difference.From(
                   DifferenceKind.NoLongerDueButOpen, work.Order, open.Key, $"{open.Number} ({open.Id}) is open in ShipStation again, but the order is not due: {skipped.Reason}.",
                   new Repair.Push(row with { Status = SyncStatus.Synced }))
        ];

    /// <summary>One that is held, whoever held it, ships no sooner than its hold ends.</summary>
    private static bool IsShippable(PlannedOrder work, RemoteOrder open) => work.HasEnded || open.Status == ShippingOrderStatus.AwaitingShipment;

    private static string Text(PlannedOrder work, RemoteOrder open) => work.HasEnded
        ? $"{open.Number} ({open.Id}) is open in ShipStation, but the order has ended in the shop."
        : $"{open.Number} ({open.Id}) is open in ShipStation, but the order is not due. {work.StopReason}.";

    /// <summary>What people released after we held it, or opened after we marked it, stays theirs to decide; and what a rule only reports.</summary>
    private static Repair.Push? RepairOf(PlannedOrder work, RemoteOrder open)
    {
        // A part that another program made follows the order that has its lines.
        var group = work.Groups.FirstOrDefault(g => open.GroupKey is null ? g.Row is { } origin && ForeignParts.IsOf(origin, open.Snapshot) : g.GroupKey == open.GroupKey);
        if (group is { Failure: null, Action: not PushAction.None }) return new Repair.Push();
        var row = group?.Row ?? work.Rows.FirstOrDefault(r => r.GroupKey == open.GroupKey);
        return work.HasEnded && row is { Status: SyncStatus.Shipped, Reservation: null } && open.Id == row.ShippingOrderId && !row.IsMarkedShipped() ? new Repair.Push(row with { Status = SyncStatus.Synced }) : null;
    }
}
