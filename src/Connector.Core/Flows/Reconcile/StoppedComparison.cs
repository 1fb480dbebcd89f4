using Connector.Core.Flows.Push;
using Connector.Core.Model.Shipping;

namespace Connector.Core.Flows.Reconcile;

/// <summary>Pure: what of an order that should not ship from the shipping side may ship from there all the same.</summary>
internal static class StoppedComparison
{
    /// <summary>Null for an order that is to ship, or was cancelled.</summary>
    public static IReadOnlyList<Difference>? Compare(PlannedOrder work, IReadOnlyList<RemoteOrder> existing, ShippingIndex index)
    {
        if (work.StopReason is null && !work.HasEnded) return null;
        // Which of them shipped is the write-back's to say first.
        if (work.HasEnded && index.ShipmentsOf(work.Order.Id).Any(static s => s.Voided)) return [];
        var kind = work.HasEnded ? DifferenceKind.EndedButOpen : DifferenceKind.NoLongerDueButOpen;
        return [.. existing.Where(s => s.Open && s.GroupKey is not null && IsShippable(work, s)).Select(open => Difference.From(kind, work.Order, open.Key, Text(work, open), RepairOf(work, open)))];
    }

    /// <summary>One that is held, whoever held it, ships no sooner than its hold ends.</summary>
    private static bool IsShippable(PlannedOrder work, RemoteOrder open) => work.HasEnded || open.Status == ShippingOrderStatus.AwaitingShipment;

    private static string Text(PlannedOrder work, RemoteOrder open) => work.HasEnded
        ? $"{open.Number} ({open.Id}) is open in ShipStation, but the order has ended in the shop."
        : $"{open.Number} ({open.Id}) is open in ShipStation, but the order is not due. {work.StopReason}.";

    /// <summary>What people released after we held it, or opened after we marked it, stays theirs to decide; and what a rule only reports.</summary>
    private static Repair.Push? RepairOf(PlannedOrder work, RemoteOrder open)
    {
        var group = work.Groups.FirstOrDefault(g => g.GroupKey == open.GroupKey);
        if (group is { Failure: null, Action: not PushAction.None }) return new Repair.Push();
        var row = group?.Row ?? work.Rows.FirstOrDefault(r => r.GroupKey == open.GroupKey);
        return work.HasEnded && row is { Status: SyncStatus.Shipped, Reservation: null } && open.Id == row.ShippingOrderId && !row.IsMarkedShipped() ? new Repair.Push(row with { Status = SyncStatus.Synced }) : null;
    }
}
