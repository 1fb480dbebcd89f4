using Connector.Core.Model.Orders;
using Connector.Core.Rules.Files;
using Connector.Core.Rules.Selection;
using Connector.Core.Rules.Selection.Conditions;
using Connector.Tests.Core.Rules.Selection.Routing;
using Xunit;

namespace Connector.Tests.Core.Rules.Selection;

public sealed class OrderSelectionTests
{
    [Theory]
    [InlineData(OrderState.Open, "due")]
    [InlineData(OrderState.Confirmed, "due")]
    [InlineData(OrderState.Complete, "skipped: order state is Complete")]
    [InlineData(OrderState.Unknown, "skipped: order state is Unknown")]
    [InlineData(OrderState.Cancelled, "cancelled: cancelled in the shop")]
    public void Order_states_out_of_the_box(OrderState state, string expected) => Assert.Equal(expected, Decide(o => o with { State = state }));

    /// <summary>Two mugs and a download were ordered; so many mugs stand in a delivery of others, and so many in the state "cancelled".</summary>
    [Theory]
    [InlineData(1, 0, PaymentState.Paid, "due")]
    [InlineData(2, 0, PaymentState.Paid, "skipped: shipped already")]
    [InlineData(2, 0, PaymentState.Failed, "skipped: shipped already")]
    [InlineData(0, 1, PaymentState.Paid, "due")]
    [InlineData(0, 2, PaymentState.Paid, "skipped: no unit is open: the states of the line items say so")]
    [InlineData(1, 1, PaymentState.Paid, "skipped: no unit is open: the states of the line items say so")]
    public void What_others_delivered(long delivered, long cancelled, PaymentState payment, string expected) => Assert.Equal(expected, Decide(o => o with
    {
        PaymentState = payment,
        Lines = [Sample.Line("l1", "MUG", 2) with { States = [new LineState(cancelled, "5f", "cancelled"), new LineState(2 - cancelled, "6f", "Initial")] }, Sample.Line("l2", "PDF-1", 1)],
        Shippings = [new OrderShipping { Deliveries = delivered == 0 ? [] : [new Delivery { Id = "d", Items = [new DeliveryItem("l1", delivered)] }] }]
    }, r =>
    {
        r.Lines.ClosedStates.Add("cancelled");
        r.Lines.NotShipped.Add(new LineCondition { Skus = ["PDF-*"] });
    }));

    [Theory]
    [InlineData(PaymentState.None, UnpaidOrders.Skip, "due")]
    [InlineData(PaymentState.Paid, UnpaidOrders.Skip, "due")]
    [InlineData(PaymentState.CreditOwed, UnpaidOrders.Skip, "due")]
    [InlineData(PaymentState.Pending, UnpaidOrders.Skip, "skipped: waiting for payment")]
    [InlineData(PaymentState.BalanceDue, UnpaidOrders.Skip, "skipped: waiting for payment")]
    [InlineData(PaymentState.Failed, UnpaidOrders.Skip, "skipped: waiting for payment")]
    [InlineData(PaymentState.Unknown, UnpaidOrders.Skip, "skipped: waiting for payment")]
    [InlineData(PaymentState.Pending, UnpaidOrders.AwaitingPayment, "due")]
    [InlineData(PaymentState.Failed, UnpaidOrders.OnHold, "due")]
    public void Payment_states(PaymentState state, UnpaidOrders unpaid, string expected) =>
        Assert.Equal(expected, Decide(o => o with { PaymentState = state }, r => r.Unpaid = unpaid));

    [Theory]
    [InlineData(ShipmentState.None, "due")]
    [InlineData(ShipmentState.Partial, "due")]
    [InlineData(ShipmentState.Backorder, "due")]
    [InlineData(ShipmentState.Shipped, "skipped: shipped already")]
    [InlineData(ShipmentState.Delivered, "skipped: shipped already")]
    [InlineData(ShipmentState.Canceled, "cancelled: delivery cancelled in the shop")]
    public void Shipment_states_out_of_the_box(ShipmentState state, string expected) => Assert.Equal(expected, Decide(o => o with { ShipmentState = state }));

    [Fact]
    public void States_that_are_named_replace_the_defaults()
    {
        Assert.Equal("skipped: order state is Open", Decide(o => o, r => r.OrderStates.In = [OrderState.Confirmed]));
        Assert.Equal("due", Decide(o => o with { State = OrderState.Complete }, r => r.OrderStates.In = [OrderState.Complete]));
        Assert.Equal("due", Decide(o => o with { PaymentState = PaymentState.BalanceDue }, r => r.PaymentStates.In = [PaymentState.BalanceDue]));
        Assert.Equal("skipped: payment state is Paid", Decide(o => o, r => r.PaymentStates.In = [PaymentState.BalanceDue]));
        Assert.Equal("skipped: shipment state is Delayed", Decide(o => o with { ShipmentState = ShipmentState.Delayed }, r => r.ShipmentStates.Out = [ShipmentState.Delayed]));
    }

    [Theory]
    [InlineData("us", "due")]
    [InlineData("US-outlet", "skipped: outside criteria: store 'US-outlet'")]
    [InlineData("eu", "skipped: outside criteria: store 'eu'")]
    [InlineData(null, "skipped: outside criteria: store (none)")]
    public void Stores(string? store, string expected) =>
        Assert.Equal(expected, Decide(o => o with { StoreKey = store }, r => (r.Stores.In, r.Stores.Out) = (["us*"], ["*-outlet"])));

    [Fact]
    public void Workflow_states_go_by_key()
    {
        Assert.Equal("due", Decide(o => o with { WorkflowStateKey = "ready" }, r => r.WorkflowStates.In = ["ready"]));
        Assert.Equal("skipped: outside criteria: workflow state 'fraud'", Decide(o => o with { WorkflowStateKey = "fraud" }, r => r.WorkflowStates.Out = ["fraud"]));
        Assert.Equal("due", Decide(o => o, r => r.WorkflowStates.Out = ["fraud"]));
    }

    [Theory]
    [InlineData(true, "skipped: outside criteria: custom field 'doNotShip' is set")]
    [InlineData(false, "due")]
    [InlineData(null, "due")]
    [InlineData("yes", "skipped: outside criteria: custom field 'doNotShip' is set")]
    public void A_flag_keeps_an_order_back(object? value, string expected) =>
        Assert.Equal(expected, Decide(o => o with { CustomFields = Sample.Fields("doNotShip", value) }, r => r.SkipWhen = [new OrderCondition { Name = "doNotShip" }]));

    [Fact]
    public void A_required_field_must_have_one_of_its_values()
    {
        void Rules(SelectionRules r) => r.Require = [new OrderCondition { Name = "channel", Values = ["web*", "app"] }];
        Assert.Equal("due", Decide(o => o with { CustomFields = Sample.Fields("channel", new { key = "WebShop", label = "Web" }) }, Rules));
        Assert.Equal("due", Decide(o => o with { CustomFields = Sample.Fields("channel", new[] { "fax", "app" }) }, Rules));
        Assert.Equal("skipped: outside criteria: custom field 'channel' is web* or app is required", Decide(o => o, Rules));
    }

    [Fact]
    public void Pickup_orders_are_left_out()
    {
        var pickup = new OrderShipping { MethodName = "Click and Collect" };
        Assert.Equal("skipped: pickup", Decide(o => o with { Shippings = [pickup] }, r => r.PickupMethods = ["click*"]));
        Assert.Equal("due", Decide(o => o with { Shippings = [pickup, new OrderShipping { MethodKey = "post" }] }, r => r.PickupMethods = ["click*"]));
        Assert.Equal("due", Decide(o => o with { Shippings = [] }, r => r.PickupMethods = ["click*"]));
    }

    [Fact]
    public void Goods_decide()
    {
        void Digital(SelectionRules r) => r.Lines.NotShipped = [new LineCondition { Skus = ["PDF-*"] }];
        Assert.Equal("skipped: digital only", Decide(o => o with { Lines = [Sample.Line("a", "pdf-1", 1), Sample.CustomLine("f", "wrap", 3m)] }, Digital));
        Assert.Equal("due", Decide(o => o with { Lines = [Sample.Line("a", "PDF-1", 1), Sample.Line("b", "MUG", 1)] }, Digital));
        Assert.Equal("skipped: nothing to ship: fees and discounts only", Decide(o => o with { Lines = [Sample.CustomLine("f", "wrap", 3m)] }));
        Assert.Equal("skipped: nothing to ship: quantities are zero", Decide(o => o with { Lines = [Sample.Line("a", "MUG", 0)] }));
        Assert.Equal("due", Decide(o => o with { Lines = [] }));
    }

    [Fact]
    public void What_was_returned_or_refunded_whole_is_cancelled()
    {
        ReturnedItem Back(long quantity) => new("r", "l1", quantity, "Returned", "Refunded", null);
        Assert.Equal("cancelled: everything was returned or refunded", Decide(o => o with { Returns = [Back(2)] }));
        Assert.Equal("due", Decide(o => o with { Returns = [Back(1)] }));
    }

    [Theory]
    [InlineData(0, "skipped: zero weight only")]
    [InlineData("0.0", "skipped: zero weight only")]
    [InlineData(12, "due")]
    [InlineData("heavy", "due")]
    public void Zero_weight_orders_are_left_out(object weight, string expected) => Assert.Equal(expected, Decide(
        o => o with { Lines = [Sample.Line("a", "A", 1) with { Attributes = Sample.Fields("weight", weight) }] }, r => r.ZeroWeightAttribute = "weight"));

    [Fact]
    public void A_young_order_waits() =>
        Assert.Equal("not before 2026-03-04T12:15:00Z: younger than the minimum age", Decide(o => o, r => r.MinimumAge = TimeSpan.FromMinutes(15), minutes: 14));

    [Fact]
    public void An_order_that_is_old_enough_goes() => Assert.Equal("due", Decide(o => o, r => r.MinimumAge = TimeSpan.FromMinutes(15), minutes: 15));

    [Theory]
    [InlineData("2026-03-05", "not before 2026-03-05T05:00:00Z: held until the date in 'hold'")]
    [InlineData("2026-03-04T12:00:01Z", "not before 2026-03-04T12:00:01Z: held until the date in 'hold'")]
    [InlineData("2026-03-04", "due")]
    [InlineData("", "due")]
    [InlineData("soon", "skipped: custom field 'hold' is not a date")]
    public void A_date_holds_an_order(string date, string expected) => Assert.Equal(expected, Decide(
        o => o with { CustomFields = Sample.Fields("hold", date) }, r => (r.HoldUntilField, r.TimeZone) = ("hold", "America/New_York")));

    [Fact]
    public void Orders_without_dates_are_no_reason_to_fail() =>
        Assert.Equal("due", Decide(o => o with { CreatedAt = default }, r => r.BatchTimes = [new TimeOnly(8, 0)]));

    private static string Decide(Func<Order, Order> with, Action<SelectionRules>? rules = null, int minutes = 0)
    {
        var all = Sample.Rules();
        rules?.Invoke(all.Selection);
        return all.CreateSelection().Decide(with(Sample.Order()), Sample.Noon.AddMinutes(minutes)) switch
        {
            SelectionDecision.Due => "due",
            SelectionDecision.Cancelled c => $"cancelled: {c.Reason}",
            SelectionDecision.Skipped s => $"skipped: {s.Reason}",
            SelectionDecision.NotYet n => $"not before {n.Until.UtcDateTime:yyyy-MM-ddTHH:mm:ssZ}: {n.Reason}",
            var other => other.ToString()
        };
    }
}
