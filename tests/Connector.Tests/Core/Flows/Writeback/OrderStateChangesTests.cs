using Connector.Core.Flows.Writeback;
using Connector.Core.Model.Orders;
using Connector.Core.Model.Shipping;
using Connector.Core.Rules.Mapping.Writeback;
using Connector.TestSupport;
using Xunit;

namespace Connector.Tests.Core.Flows.Writeback;

/// <summary>Changes are written as the states that are set: "Shipped" (shipment state), "Complete" (order state), "wf:sent" (workflow state).</summary>
public sealed class OrderStateChangesTests
{
    private static readonly ParcelsOutcome OnTheWay = new(false, null, null, null, false, false, false);
    private static readonly ParcelsOutcome Arrived = new(true, ManualTimeProvider.Start, "delivered", null, true, false, false);
    private static readonly ParcelsOutcome ArrivedAndShown = Arrived with { News = false };

    [Theory]
    [InlineData("nothing shipped", ShipmentState.Pending, ShipmentState.Pending, false, "")]
    [InlineData("a part", ShipmentState.Partial, ShipmentState.Pending, false, "Partial")]
    [InlineData("everything", ShipmentState.Shipped, ShipmentState.Pending, false, "Shipped")]
    [InlineData("the rest", ShipmentState.Shipped, ShipmentState.Partial, false, "Shipped")]
    [InlineData("shown already", ShipmentState.Shipped, ShipmentState.Shipped, false, "")]
    [InlineData("delivered stays", ShipmentState.Shipped, ShipmentState.Delivered, false, "")]
    [InlineData("one of two labels was voided", ShipmentState.Partial, ShipmentState.Shipped, true, "Partial")]
    [InlineData("the only label was voided", ShipmentState.Pending, ShipmentState.Shipped, true, "Pending")]
    [InlineData("nothing shipped and nothing was voided: the shop's own state stays", ShipmentState.Pending, ShipmentState.Shipped, false, "")]
    [InlineData("a void does not take delivered back", ShipmentState.Pending, ShipmentState.Delivered, true, "")]
    public void The_shipment_state_follows_what_has_shipped(string situation, ShipmentState covered, ShipmentState shown, bool voided, string set) =>
        Assert.Equal((situation, set), (situation, Changes(new WritebackRules(), covered, OnTheWay, shown, voided: voided)));

    [Theory]
    [InlineData("arrived", true, ShipmentState.Shipped, "Delivered")]
    [InlineData("arrived before the order showed that it has shipped", true, ShipmentState.Pending, "Delivered")]
    [InlineData("arrived and shown", true, ShipmentState.Delivered, "")]
    [InlineData("the merchant does not want it", false, ShipmentState.Shipped, "")]
    [InlineData("the merchant wants shipped only", false, ShipmentState.Pending, "Shipped")]
    public void Delivered_needs_every_parcel_and_the_merchant_s_wish(string situation, bool wanted, ShipmentState shown, string set) =>
        Assert.Equal((situation, set), (situation, Changes(new WritebackRules { ShipmentStateDelivered = wanted }, ShipmentState.Shipped, Arrived, shown)));

    [Fact]
    public void A_merchant_may_keep_the_shipment_state_to_himself() =>
        Assert.Equal("", Changes(new WritebackRules { ShipmentState = false }, ShipmentState.Shipped, Arrived, ShipmentState.Pending));

    [Theory]
    [InlineData("shipped", ShipmentState.Shipped, ShipmentState.Pending, OrderState.Confirmed, false, "Shipped Complete")]
    [InlineData("shipped, complete already", ShipmentState.Shipped, ShipmentState.Pending, OrderState.Complete, false, "Shipped")]
    [InlineData("a cancelled order stays cancelled", ShipmentState.Shipped, ShipmentState.Pending, OrderState.Cancelled, false, "Shipped")]
    [InlineData("a part", ShipmentState.Partial, ShipmentState.Pending, OrderState.Confirmed, false, "Partial")]
    [InlineData("opened again by people after it was shown", ShipmentState.Shipped, ShipmentState.Shipped, OrderState.Open, false, "")]
    [InlineData("a void takes it back", ShipmentState.Pending, ShipmentState.Shipped, OrderState.Complete, true, "Pending Confirmed")]
    [InlineData("complete for another reason", ShipmentState.Pending, ShipmentState.Pending, OrderState.Complete, false, "")]
    public void The_order_state_follows_where_the_merchant_wants_it(string situation, ShipmentState covered, ShipmentState shown, OrderState state, bool voided, string set)
    {
        var rules = new WritebackRules { OrderStateWhenShipped = OrderState.Complete, OrderStateWhenVoided = OrderState.Confirmed };
        Assert.Equal((situation, set), (situation, Changes(rules, covered, OnTheWay, shown, state, voided)));
    }

    [Theory]
    [InlineData("a part", ShipmentState.Partial, "", "wf:part")]
    [InlineData("everything", ShipmentState.Shipped, "", "wf:sent")]
    [InlineData("nothing", ShipmentState.Pending, "", "")]
    [InlineData("arrived goes before shipped", ShipmentState.Shipped, "arrived", "wf:there")]
    [InlineData("an exception goes before shipped", ShipmentState.Shipped, "exception", "wf:stuck")]
    [InlineData("a return goes before an exception", ShipmentState.Shipped, "exception return", "wf:back")]
    public void One_workflow_state_at_a_time(string situation, ShipmentState covered, string news, string set)
    {
        var rules = new WritebackRules
        {
            ShipmentState = false, TransitionWhenPartial = "part", TransitionWhenShipped = "sent", TransitionWhenDelivered = "there", TransitionWhenException = "stuck", TransitionWhenReturned = "back"
        };
        var parcels = OnTheWay with
        {
            AllDelivered = news.Contains("arrived", StringComparison.Ordinal), NewException = news.Contains("exception", StringComparison.Ordinal),
            NewReturn = news.Contains("return", StringComparison.Ordinal)
        };
        Assert.Equal((situation, set), (situation, Changes(rules, covered, parcels, ShipmentState.Pending)));
        Assert.Equal("", Changes(rules, covered, parcels, ShipmentState.Pending, workflow: set.Replace("wf:", "", StringComparison.Ordinal)));
    }

    [Fact]
    public void An_arrival_that_is_shown_changes_nothing_again() =>
        Assert.Equal("", Changes(new WritebackRules { OrderStateWhenDelivered = OrderState.Complete }, ShipmentState.Shipped, ArrivedAndShown, ShipmentState.Delivered, OrderState.Open));

    private static string Changes(
        WritebackRules rules, ShipmentState covered, ParcelsOutcome parcels, ShipmentState shown, OrderState state = OrderState.Confirmed, bool voided = false, string? workflow = null)
    {
        var order = An.Order(o => o with { ShipmentState = shown, State = state, WorkflowStateKey = workflow });
        Shipment[] shipments = voided ? [A.Shipment(s => s with { Voided = true })] : [A.Shipment()];
        return string.Join(' ', OrderStateChanges.Compute(order, new Coverage(covered, 0, 0), parcels, shipments, rules).Select(static change => change switch
        {
            OrderChange.SetShipmentState c => c.State.ToString(),
            OrderChange.SetOrderState c => c.State.ToString(),
            OrderChange.TransitionState c => "wf:" + c.StateKey,
            _ => change.ToString()
        }));
    }
}
