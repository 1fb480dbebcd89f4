using Connector.Core.Flows.Writeback;
using Connector.Core.Model.Orders;
using Connector.Core.Model.Shipping;
using Connector.Core.Rules.Files;
using Connector.Core.Rules.Mapping.Writeback;
using Connector.TestSupport;
using Xunit;

namespace Connector.Tests.Core.Flows.Writeback;

public sealed class ParcelPlanTests
{
    private static readonly Order Placed = An.Order();
    private static readonly OrderFieldTarget Fields =
        new(new HashSet<string> { OrderFieldNames.TrackingStatus, OrderFieldNames.TrackingProblem, OrderFieldNames.DeliveredAt, OrderFieldNames.Status }, "type");

    [Fact]
    public void All_that_arrived_makes_the_order_delivered_in_one_step()
    {
        var plan = Plan(new WritebackRules { OrderStateWhenShipped = OrderState.Confirmed, OrderStateWhenDelivered = OrderState.Complete, TransitionWhenShipped = "sent", TransitionWhenDelivered = "there" },
            [Label(1)], Row(1, TrackingStatus.Delivered));
        Assert.Equal([ShipmentState.Delivered], plan.Changes.OfType<OrderChange.SetShipmentState>().Select(c => c.State));
        Assert.Equal([OrderState.Complete], plan.Changes.OfType<OrderChange.SetOrderState>().Select(c => c.State));
        Assert.Equal(["there"], plan.Changes.OfType<OrderChange.TransitionState>().Select(c => c.StateKey));
        Assert.Equal("delivered", Field(plan, OrderFieldNames.TrackingStatus));
        Assert.Equal("2026-03-18T09:00:00Z", Field(plan, OrderFieldNames.DeliveredAt));
    }

    [Fact]
    public void A_fulfillment_of_which_no_carrier_reports_keeps_the_order_from_being_delivered()
    {
        var label = Label(1) with { Items = [.. Label(1).Items!.Take(1)] };
        var fulfillment = Label(2) with { Kind = ShipmentKind.Fulfillment, Items = [.. Label(1).Items!.Skip(1)] };
        var plan = Plan(new WritebackRules(), [label, fulfillment], Row(1, TrackingStatus.Delivered));
        Assert.Equal([ShipmentState.Shipped], plan.Changes.OfType<OrderChange.SetShipmentState>().Select(c => c.State));
        Assert.Equal("partly delivered", Field(plan, OrderFieldNames.TrackingStatus));
    }

    [Fact]
    public void A_returned_parcel_goes_before_all_else()
    {
        var rules = new WritebackRules { TransitionWhenShipped = "sent", TransitionWhenException = "trouble", TransitionWhenReturned = "back" };
        var plan = Plan(rules, [Label(1), Label(2)], Row(1, TrackingStatus.ReturnToSender, "Refused"), Row(2, TrackingStatus.Exception, "Held"));
        Assert.Equal(["back"], plan.Changes.OfType<OrderChange.TransitionState>().Select(c => c.StateKey));
        Assert.Equal("returned to sender", Field(plan, OrderFieldNames.TrackingStatus));
        Assert.Equal("T1: Refused; T2: Held", Field(plan, OrderFieldNames.TrackingProblem));
    }

    [Fact]
    public void What_was_reported_moves_no_state_again()
    {
        var rules = new WritebackRules { TransitionWhenException = "trouble" };
        var row = Row(1, TrackingStatus.Exception, "Held");
        var plan = Plan(rules, [Label(1)], row with { WrittenBack = WrittenTracking.From(row.Reading!) });
        Assert.Empty(plan.Changes.OfType<OrderChange.TransitionState>());
    }

    [Theory]
    [InlineData(TrackingStatus.InTransit, TrackingStatus.LabelMade, "label created")]
    [InlineData(TrackingStatus.Unknown, TrackingStatus.ReadyForPickup, "ready for pickup")]
    [InlineData(TrackingStatus.Unknown, TrackingStatus.Unknown, null)]
    [InlineData(TrackingStatus.Delivered, TrackingStatus.InTransit, "partly delivered")]
    [InlineData(TrackingStatus.Delivered, TrackingStatus.Unknown, "partly delivered")]
    public void Of_several_parcels_the_last_one_counts(TrackingStatus first, TrackingStatus second, string? text) =>
        Assert.Equal(text, Field(Plan(new WritebackRules(), [Label(1), Label(2)], Row(1, first), Row(2, second)), OrderFieldNames.TrackingStatus));

    [Fact]
    public void Rows_of_other_labels_and_accounts_say_nothing()
    {
        var plan = Plan(new WritebackRules(), [Label(1)], Row(9, TrackingStatus.Delivered), Row(1, TrackingStatus.Delivered) with { Account = "eu" });
        Assert.Equal([ShipmentState.Shipped], plan.Changes.OfType<OrderChange.SetShipmentState>().Select(c => c.State));
        Assert.Null(Field(plan, OrderFieldNames.TrackingStatus));
    }

    private static DeliveryPlan Plan(WritebackRules rules, Shipment[] shipments, params TrackingRow[] rows) =>
        DeliveryPlan.Make(Placed, shipments, new DeliveryContext(rules, (new ConnectorRules()).CreateLineShipping(), Fields) { Tracking = rows });

    /// <summary>Covers the whole order.</summary>
    private static Shipment Label(long id) => A.Shipment(s => s with
    {
        Id = id, OrderKey = OrderKeys.OrderKey(Placed.Id, "main"), CreatedAt = ManualTimeProvider.Start.AddMinutes(id),
        TrackingNumber = $"T{id}", Items = [.. Placed.Lines.Select(l => new ShipmentItem(l.Id, l.Sku, "x", (int)l.Quantity))]
    });

    private static TrackingRow Row(long id, TrackingStatus status, string? problem = null) => new("default", id, Placed.Id, new TrackingReading
    {
        Account = "default", ShipmentId = id, Status = status, Problem = problem, ObservedAt = ManualTimeProvider.Start,
        DeliveredAt = status == TrackingStatus.Delivered ? ManualTimeProvider.Start.AddHours(-1) : null
    }, null, false);

    private static string? Field(DeliveryPlan plan, string name) => plan.Changes.OfType<OrderChange.SetCustomType>().SingleOrDefault()?.Fields.GetValueOrDefault(name).ToString() is { Length: > 0 } text ? text : null;
}
