using Connector.Core.Model.Messages;
using Connector.Core.Model.Orders;
using Connector.Core.Model.Shipping;
using Connector.Core.Rules.Selection;

namespace Connector.Core.Flows.Push;

/// <summary>Pure: what becomes of an order that was sent and should not ship from there: not due any longer, not for now, or ended by another way (docs/adr/0022).</summary>
internal static class StoppedOrders
{
    /// <summary>Null where nothing of it may be shippable there.</summary>
    public static PlannedOrder? PlanSkipped(SelectionRules rules, LoadedOrder loaded, SelectionDecision.Skipped skipped, PushKnowledge known, DateTimeOffset now)
    {
        if (!loaded.Rows.Any(StoppedGroups.IsOpen) && !(skipped.Cause == SkipCause.Ended && loaded.Rows.Any(row => StoppedGroups.HasOpenParts(row, known.Seen)))) return null;
        return skipped.Cause == SkipCause.Ended ? PlanEnded(rules, loaded, skipped.Reason, known, now) : PlanNotDue(rules, loaded, skipped, known, now);
    }

    /// <summary>Until its date, or until its edit can be mapped. Not cancelled by any rule: it is to ship, and the shipping side cannot reopen cancelled orders. Null where nothing of it may be shippable there.</summary>
    /// <param name="afterwards">What becomes of the message.</param>
    public static PlannedOrder? PlanWaiting(SelectionRules rules, LoadedOrder loaded, string reason, WorkOutcome afterwards, DateTimeOffset now)
    {
        if (!loaded.Rows.Any(StoppedGroups.IsOpen)) return null;
        if (rules.WhenNoLongerDue == NoLongerDueChoice.Report) return Planned(loaded, static row => StoppedGroups.Untouched(row), $"Still open in ShipStation: {reason}") with { Afterwards = afterwards };
        return Planned(loaded, row => StoppedGroups.Hold(row, ShippingOrderStatus.OnHold, now), $"On hold in ShipStation: {reason}") with { Afterwards = afterwards };
    }

    /// <summary>Until somebody has looked: its order was deleted in the shop, or can no longer be read. Null where nothing of it may be shippable there, or all is well.</summary>
    public static PlannedOrder? PlanUnread(SelectionRules rules, UnloadedOrder unread, DateTimeOffset now)
    {
        if (unread is not { Rows.Count: > 0, Outcome: WorkOutcome.DeadLetter dead }) return null;
        // Only what our rows know of it is looked at.
        var known = new Order { Id = unread.Message.Id, Number = unread.Message.OrderNumber, Version = unread.Version ?? unread.Rows.Max(static r => r.OrderVersion), Total = Money.FromMinor(0, "XXX", 2) };
        return PlanWaiting(rules, new LoadedOrder(unread.Message, known, unread.Rows), dead.Description, dead, now) is { } waiting ? waiting with { IsUnread = true } : null;
    }

    /// <summary>A group of an order that is due, with nothing left for it: others delivered all of it, or it waits in a line item state. Null for any other reason: it is cancelled.</summary>
    public static PlannedGroup? PlanLeftover(SelectionRules rules, Order order, SyncRow row, PushKnowledge known, DateTimeOffset now)
    {
        if (!StoppedGroups.IsOpen(row)) return null;
        var keys = PayloadJson.Unpack(row.LastPayload()!).Items.Where(i => !i.Adjustment).Select(i => i.LineItemKey).ToList();
        var lines = order.Lines.Where(l => l.Id.Length > 0 && keys.Exists(k => OrderKeys.IsOfLine(k, l.Id))).ToList();
        if (lines.Exists(l => OpenQuantity.Compute(order, l) > OpenQuantity.Compute(order, l, rules.Lines.ClosedStates))) return StoppedGroups.Hold(row, ShippingOrderStatus.OnHold, now);
        if (lines.Count == 0 || !lines.TrueForAll(l => OpenQuantity.DeliveredByOthers(order, l) > 0) || lines.Exists(l => OpenQuantity.Compute(order, l) > 0)) return null;
        return rules.WhenEndedOutside switch
        {
            EndedOutsideChoice.MarkShipped => StoppedGroups.MarkShipped(row, now),
            EndedOutsideChoice.Report => StoppedGroups.Untouched(row) with { Failure = new GroupFailure(FailureKind.Rejected, ErrorCodes.EndedOutside, Open("its goods were delivered by another way"), Final: true) },
            _ => null
        };
    }

    private static PlannedOrder PlanNotDue(SelectionRules rules, LoadedOrder loaded, SelectionDecision.Skipped skipped, PushKnowledge known, DateTimeOffset now)
    {
        var payment = skipped.Cause == SkipCause.Payment;
        return rules.WhenNoLongerDue switch
        {
            NoLongerDueChoice.Cancel => Planned(loaded, row => PushPlanner.Unwanted(row, orderCancelled: false, known, now), $"Cancelled in ShipStation: {skipped.Reason}"),
            NoLongerDueChoice.Report => Reported(loaded, FailureKind.Rejected, ErrorCodes.NoLongerDue, $"The order is no longer due ({skipped.Reason}) and still open in ShipStation."),
            _ when payment => Planned(loaded, row => StoppedGroups.Hold(row, ShippingOrderStatus.AwaitingPayment, now), $"Awaiting payment in ShipStation: {skipped.Reason}"),
            _ => Planned(loaded, row => StoppedGroups.Hold(row, ShippingOrderStatus.OnHold, now), $"On hold in ShipStation: {skipped.Reason}")
        };
    }

    /// <summary>A shipment that the shop does not show yet is written back first: the end may be ours.</summary>
    private static PlannedOrder? PlanEnded(SelectionRules rules, LoadedOrder loaded, string reason, PushKnowledge known, DateTimeOffset now)
    {
        if (known.Shipments.Any(s => s.OrderId == loaded.Order.Id && s.Outstanding) || HoldsOthersOnly(loaded, known)) return null;
        var planned = rules.WhenEndedOutside switch
        {
            EndedOutsideChoice.Cancel => Planned(loaded, row => PushPlanner.Unwanted(row, orderCancelled: false, known, now), $"Ended by another way ({reason}), cancelled in ShipStation"),
            EndedOutsideChoice.Report => Reported(loaded, FailureKind.Rejected, ErrorCodes.EndedOutside, Open(reason)),
            _ => Planned(
                loaded, row => (StoppedGroups.HasOpenParts(row, known.Seen) ? StoppedGroups.MarkParts(row) : StoppedGroups.MarkShipped(row, now)) ?? PushPlanner.Unwanted(row, orderCancelled: false, known, now), $"Ended by another way ({reason}), marked as shipped in ShipStation without notifying anyone")
        };
        return planned with { HasEnded = true };
    }

    /// <summary>All of it left by shipments that we wrote back, and other orders were merged into its own: what is still open there is theirs.</summary>
    public static bool HoldsOthersOnly(LoadedOrder loaded, PushKnowledge known)
    {
        if (!known.Seen.Any(r => r.MergedIds.Count > 0 && loaded.Rows.Any(row => IsItsOwn(row, r)))) return false;
        var goods = loaded.Order.Lines.Where(l => loaded.Order.Shippings.Any(s => s.Deliveries.Any(d => d.Items.Any(i => i.LineId == l.Id)))).ToList();
        return goods.Count > 0 && goods.TrueForAll(l => OpenQuantity.IsDeliveredByUs(loaded.Order, l));
    }

    /// <summary>By its number; by its key where the number never reached us, as the call that made it has no known outcome.</summary>
    private static bool IsItsOwn(SyncRow row, ShippingOrderSnapshot seen) =>
        row.Account == seen.Account && (row.ShippingOrderId is { } id ? id == seen.ShippingOrderId : seen.ParentId is null && seen.OrderKey == row.OrderKey);

    private static string Open(string reason) => $"The order has ended by another way ({reason}) and is still open in ShipStation.";

    private static PlannedOrder Planned(LoadedOrder loaded, Func<SyncRow, PlannedGroup> group, string reason) =>
        PushPlanner.Planned(loaded, [.. loaded.Rows.Select(group)], new WorkOutcome.Skipped(reason)) with { StopReason = reason };

    private static PlannedOrder Reported(LoadedOrder loaded, FailureKind kind, string code, string text) =>
        Planned(loaded, static row => StoppedGroups.Untouched(row), text) with { Afterwards = new WorkOutcome.DeadLetter(kind, code, text) };
}
