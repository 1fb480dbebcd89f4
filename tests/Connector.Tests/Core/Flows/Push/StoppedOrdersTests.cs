using Connector.Core.Flows.Push;
using Connector.Core.Model.Messages;
using Connector.Core.Model.Orders;
using Connector.Core.Model.Shipping;
using Connector.Core.Rules.Selection;
using Connector.TestSupport;
using Xunit;

namespace Connector.Tests.Core.Flows.Push;

/// <summary>What becomes of an order that was sent and should not ship from there, by rule and by what its row says.</summary>
public sealed class StoppedOrdersTests
{
    private static readonly DateTimeOffset Now = ManualTimeProvider.Start.AddHours(1);
    private static readonly Order Placed = An.Order();
    private static readonly PushKnowledge Nothing = new([], [], []);

    public static TheoryData<string, SkipCause, string, string> Skipped => new()
    {
        { "sent", SkipCause.Criteria, "Hold", "Update OnHold" },
        { "sent", SkipCause.Payment, "Hold", "Update AwaitingPayment" },
        { "sent", SkipCause.Criteria, "Cancel", "Cancel" },
        { "sent", SkipCause.Criteria, "Report", "None, afterwards NoLongerDue" },
        { "held already", SkipCause.Criteria, "Hold", "None OnHold" },
        { "held already", SkipCause.Payment, "Hold", "Update AwaitingPayment" },
        { "another worker sends it", SkipCause.Criteria, "Hold", "None, busy" },
        { "its first call has no known outcome", SkipCause.Criteria, "Hold", "Create OnHold" },
        { "a cancellation after its first call failed as well", SkipCause.Criteria, "Hold", "Create OnHold" },
        { "a cancellation after its first call failed as well", SkipCause.Criteria, "Cancel", "Cancel" },
        { "a cancellation after its first call failed as well", SkipCause.Ended, "MarkShipped", "Cancel" },
        { "shipped", SkipCause.Criteria, "Hold", "nothing" },
        { "cancelled", SkipCause.Payment, "Hold", "nothing" },
        { "refused", SkipCause.Payment, "Hold", "nothing" },
        { "sent", SkipCause.Ended, "MarkShipped", "MarkShipped Shipped" },
        { "sent", SkipCause.Ended, "Cancel", "Cancel" },
        { "sent", SkipCause.Ended, "Report", "None, afterwards EndedOutside" },
        { "another worker sends it", SkipCause.Ended, "MarkShipped", "None, busy" },
        { "its first call has no known outcome", SkipCause.Ended, "MarkShipped", "Cancel" },
        { "shipped", SkipCause.Ended, "MarkShipped", "nothing" },
        { "its label is not written back", SkipCause.Ended, "MarkShipped", "nothing" }
    };

    [Theory]
    [MemberData(nameof(Skipped))]
    public void An_order_that_the_selection_skips(string row, SkipCause cause, string rule, string expected)
    {
        var rules = new SelectionRules();
        if (cause == SkipCause.Ended) rules.WhenEndedOutside = Enum.Parse<EndedOutsideChoice>(rule);
        else rules.WhenNoLongerDue = Enum.Parse<NoLongerDueChoice>(rule);
        var known = row == "its label is not written back" ? Nothing with { Shipments = [new ShipmentRow(A.Shipment(), Placed.Id, null, null)] } : Nothing;

        var planned = StoppedOrders.PlanSkipped(rules, Loaded(row), new SelectionDecision.Skipped("why") { Cause = cause }, known, Now);

        Assert.Equal((row, cause, rule, expected), (row, cause, rule, Short(planned)));
    }

    public static TheoryData<string, NoLongerDueChoice, string> Waiting => new()
    {
        { "sent", NoLongerDueChoice.Hold, "Update OnHold, afterwards NotYet" },
        { "sent", NoLongerDueChoice.Cancel, "Update OnHold, afterwards NotYet" },
        { "sent", NoLongerDueChoice.Report, "None, afterwards NotYet" },
        { "held already", NoLongerDueChoice.Hold, "None OnHold, afterwards NotYet" },
        { "shipped", NoLongerDueChoice.Hold, "nothing" }
    };

    [Theory]
    [MemberData(nameof(Waiting))]
    public void An_order_that_waits_is_held_and_never_cancelled(string row, NoLongerDueChoice rule, string expected)
    {
        var later = new WorkOutcome.RetryAt(Now.AddDays(1), FailureKind.RateLimited, "NotYet", "why");
        Assert.Equal(expected, Short(StoppedOrders.PlanWaiting(new SelectionRules { WhenNoLongerDue = rule }, Loaded(row), "why", later, Now)));
    }

    [Theory]
    [InlineData("sent", true)]
    [InlineData("its first call has no known outcome", true)]
    [InlineData("sent", false)]
    [InlineData("its first call has no known outcome", false)]
    public void Goods_of_others_that_were_merged_into_it_stay_open_when_its_own_have_left(string row, bool merged)
    {
        var loaded = Loaded(row);
        var left = loaded with
        {
            Order = Placed with { Shippings = [Placed.Shippings[0] with { Deliveries = [new Delivery { Id = "d", Key = "ss-1", Items = [.. Placed.Lines.Select(static l => new DeliveryItem(l.Id, l.Quantity))] }] }] }
        };
        var reading = A.Snapshot(A.ShippingOrder(o => o with { OrderKey = loaded.Rows[0].OrderKey, ShippingOrderId = 9001 }), s => s with { Account = loaded.Rows[0].Account, MergedIds = merged ? [9002] : [] });

        var planned = StoppedOrders.PlanSkipped(new SelectionRules(), left, new SelectionDecision.Skipped("delivered") { Cause = SkipCause.Ended }, Nothing with { Seen = [reading] }, Now);

        Assert.Equal(merged, planned is null);
    }

    private static LoadedOrder Loaded(string row)
    {
        var sent = A.ShippingOrder(o => o with { Status = row == "held already" ? ShippingOrderStatus.OnHold : ShippingOrderStatus.AwaitingShipment, HoldUntil = null });
        var packed = PayloadJson.Compress(PayloadJson.Write(sent));
        var stored = A.SyncRow(Placed.Id, r => r with
        {
            Status = row switch { "shipped" => SyncStatus.Shipped, "cancelled" => SyncStatus.Cancelled, "refused" => SyncStatus.Failed, "its first call has no known outcome" or "a cancellation after its first call failed as well" => SyncStatus.Reserved, _ => SyncStatus.Synced },
            ShippingOrderId = 9001, Payload = packed, PayloadHash = PayloadJson.Hash(PayloadJson.Write(sent)),
            Reservation = row == "another worker sends it" ? new Reservation("other#1", 3, "h", Now.AddMinutes(1)) : null
        });
        if (row == "its first call has no known outcome")
            stored = stored with { ShippingOrderId = null, Payload = null, PayloadHash = null, Reservation = new Reservation("other#1", 3, "h", Now.AddMinutes(-1)) { Payload = packed } };
        if (row == "a cancellation after its first call failed as well")
            stored = stored with { ShippingOrderId = null, Payload = null, PayloadHash = null, Reservation = new Reservation("other#2", 4, "", Now.AddMinutes(-1)), Unverified = new UnverifiedCalls([packed], Now.AddMinutes(-2)) };
        return new LoadedOrder(A.PushOrder(Placed.Id), Placed, [stored]);
    }

    private static string Short(PlannedOrder? planned)
    {
        if (planned is null) return "nothing";
        var group = Assert.Single(planned.Groups);
        var after = planned.Afterwards switch { WorkOutcome.DeadLetter dead => ", afterwards " + dead.Code, WorkOutcome.RetryAt later => ", afterwards " + later.Code, _ => "" };
        return group.Action + (group.Wanted is { } wanted && group.BusyUntil is null ? $" {wanted.Order.Status}" : "") + (group.BusyUntil is null ? "" : ", busy") + after;
    }
}
