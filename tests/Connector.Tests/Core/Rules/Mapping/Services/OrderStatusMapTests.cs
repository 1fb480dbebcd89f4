using Connector.Core.Model.Orders;
using Connector.Core.Model.Shipping;
using Connector.Core.Rules.Files;
using Connector.Core.Rules.Mapping.Services;
using Connector.Core.Rules.Selection;
using Connector.Core.Rules.Selection.Conditions;
using Xunit;

namespace Connector.Tests.Core.Rules.Mapping.Services;

using Sample = Connector.Tests.Core.Rules.Selection.Routing.Sample;

public sealed class OrderStatusMapTests
{
    [Theory]
    [InlineData(PaymentState.Paid, UnpaidOrders.Skip, ShippingOrderStatus.AwaitingShipment)]
    [InlineData(PaymentState.None, UnpaidOrders.Skip, ShippingOrderStatus.AwaitingShipment)]
    [InlineData(PaymentState.Pending, UnpaidOrders.Skip, ShippingOrderStatus.AwaitingPayment)]
    [InlineData(PaymentState.BalanceDue, UnpaidOrders.AwaitingPayment, ShippingOrderStatus.AwaitingPayment)]
    [InlineData(PaymentState.BalanceDue, UnpaidOrders.OnHold, ShippingOrderStatus.OnHold)]
    public void Without_rules_the_payment_decides(PaymentState payment, UnpaidOrders unpaid, ShippingOrderStatus expected)
    {
        var choice = (new ConnectorRules { Selection = { Unpaid = unpaid } }).CreateStatusMap().Choose(Sample.Order() with { PaymentState = payment });
        Assert.Equal(new StatusChoice(expected, null, null), choice);
    }

    [Fact]
    public void The_first_rule_that_matches_wins()
    {
        var map = Map(
            new StatusRule { Name = "fraud", WorkflowStates = ["fraud*"], Status = OpenStatus.OnHold },
            new StatusRule { OrderStates = [OrderState.Open], PaymentStates = [PaymentState.Paid], Stores = ["us"], Status = OpenStatus.AwaitingPayment });
        var order = Sample.Order() with { StoreKey = "us", WorkflowStateKey = "fraud-check" };
        Assert.Equal(new StatusChoice(ShippingOrderStatus.OnHold, null, "fraud"), map.Choose(order));
        Assert.Equal(new StatusChoice(ShippingOrderStatus.AwaitingPayment, null, "States.Rules[1]"), map.Choose(order with { WorkflowStateKey = null }));
        Assert.Equal(new StatusChoice(ShippingOrderStatus.AwaitingShipment, null, null), map.Choose(order with { WorkflowStateKey = null, StoreKey = "eu" }));
    }

    [Theory]
    [InlineData("2026-05-01", "2026-05-01")]
    [InlineData("2026-05-01T02:00:00Z", "2026-04-30")]
    [InlineData("never", null)]
    public void A_hold_may_end_on_a_date(string value, string? expected)
    {
        var rules = new ConnectorRules { Selection = { TimeZone = "America/New_York" } };
        rules.States.Rules.Add(new StatusRule { CustomField = new FieldCondition { Name = "release" }, Status = OpenStatus.OnHold, HoldUntilField = "release" });
        var choice = rules.CreateStatusMap().Choose(Sample.Order() with { CustomFields = Sample.Fields("release", value) });
        Assert.Equal(ShippingOrderStatus.OnHold, choice.Status);
        Assert.Equal(expected, choice.HoldUntil?.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture));
    }

    [Fact]
    public void Shipment_states_and_fields_are_conditions()
    {
        var map = Map(new StatusRule { ShipmentStates = [ShipmentState.Delayed], CustomField = new FieldCondition { Name = "vip" }, Status = OpenStatus.OnHold });
        var order = Sample.Order() with { ShipmentState = ShipmentState.Delayed };
        Assert.Equal(ShippingOrderStatus.AwaitingShipment, map.Choose(order).Status);
        Assert.Equal(ShippingOrderStatus.OnHold, map.Choose(order with { CustomFields = Sample.Fields("vip", true) }).Status);
    }

    private static OrderStatusMap Map(params StatusRule[] rules) => new ConnectorRules { States = new StateRules { Rules = rules } }.CreateStatusMap();
}
