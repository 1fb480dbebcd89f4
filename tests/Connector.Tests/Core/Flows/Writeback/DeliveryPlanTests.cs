using Connector.Core.Flows.Writeback;
using Connector.Core.Model.Messages;
using Connector.Core.Model.Orders;
using Connector.Core.Model.Shipping;
using Connector.Core.Rules.Files;
using Connector.Core.Rules.Mapping.Writeback;
using Connector.TestSupport;
using Xunit;

namespace Connector.Tests.Core.Flows.Writeback;

public sealed class DeliveryPlanTests
{
    private static readonly Order Placed = An.Order();
    private static OrderLine Mug => Placed.Lines[0];
    private static OrderLine Tray => Placed.Lines[1];

    private static DeliveryPlan Plan(Order order, params Shipment[] shipments) => Plan(order, new WritebackRules(), shipments);

    private static DeliveryPlan Plan(Order order, WritebackRules rules, params Shipment[] shipments) =>
        DeliveryPlan.Make(order, shipments, new DeliveryContext(rules, (new ConnectorRules()).CreateLineShipping(), OrderFieldTarget.Nowhere));

    private static Shipment Label(long id, params (OrderLine Line, int Quantity)[] items) => A.Shipment(s => s with
    {
        Id = id, OrderKey = OrderKeys.OrderKey(Placed.Id, "main"), CreatedAt = ManualTimeProvider.Start.AddMinutes(id),
        TrackingNumber = $"TRACK{id}", CarrierCode = "ups", Weight = null, Items = [.. items.Select(i => new ShipmentItem(i.Line.Id, i.Line.Sku, "x", i.Quantity))]
    });

    /// <summary>The order as the shop shows it after the plan was carried out.</summary>
    private static Order Apply(Order order, DeliveryPlan plan)
    {
        var deliveries = order.Shippings[0].Deliveries.ToList();
        foreach (var change in plan.Changes)
        {
            switch (change)
            {
                case OrderChange.AddDelivery add:
                    deliveries.Add(new Delivery
                    {
                        Id = "d-" + add.DeliveryKey, Key = add.DeliveryKey, Items = add.Items,
                        Parcels = [.. add.Parcels.Select(p => new Parcel { Id = "p-" + p.Key, Key = p.Key, Tracking = p.Tracking, Size = p.Size, Items = p.Items })]
                    });
                    break;
                case OrderChange.RemoveDelivery remove:
                    deliveries.RemoveAll(d => d.Id == remove.DeliveryId);
                    break;
                case OrderChange.SetShipmentState state:
                    order = order with { ShipmentState = state.State };
                    break;
                case OrderChange.SetOrderState state:
                    order = order with { State = state.State };
                    break;
                default:
                    throw new InvalidOperationException($"This test does not know {change.GetType().Name}.");
            }
        }
        return order with { Shippings = [order.Shippings[0] with { Deliveries = deliveries }] };
    }

    /// <summary>An older label is read later, or clocks change, and more left than was ordered.</summary>
    [Fact]
    public void A_delivery_whose_units_an_older_label_takes_holds_none_any_longer()
    {
        var later = Label(2, (Mug, 2));
        var shown = Apply(Placed, Plan(Placed, later));

        var plan = Plan(shown, Label(1, (Mug, 2)), later);

        var emptied = Assert.Single(plan.Changes.OfType<OrderChange.SetDeliveryItems>());
        Assert.Equal("d-ss-2", emptied.DeliveryId);
        Assert.Empty(emptied.Items);
        Assert.Equal(ErrorCodes.OverShipment, Assert.Single(plan.Flags).Code);
    }

    [Theory]
    [InlineData("nothing", 0, 0, false, ShipmentState.Pending, 0)]
    [InlineData("some units of one line", 1, 0, false, ShipmentState.Partial, 1)]
    [InlineData("one line of two", 2, 0, false, ShipmentState.Partial, 1)]
    [InlineData("everything", 2, 1, false, ShipmentState.Shipped, 1)]
    [InlineData("more than was ordered", 3, 1, false, ShipmentState.Shipped, 1)]
    [InlineData("everything, and the label was voided", 2, 1, true, ShipmentState.Pending, 0)]
    public void A_label_with_so_many_units(string situation, int mugs, int trays, bool voided, ShipmentState state, int deliveries)
    {
        Shipment[] labels = mugs + trays == 0 ? [] : [Label(1, (Mug, mugs), (Tray, trays)) with { Voided = voided }];
        var plan = Plan(Placed, labels);
        var set = plan.Changes.OfType<OrderChange.SetShipmentState>().SingleOrDefault()?.State ?? Placed.ShipmentState;
        Assert.Equal((situation, state, deliveries), (situation, set, plan.Changes.OfType<OrderChange.AddDelivery>().Count()));
    }

    [Fact]
    public void One_label_for_everything_makes_the_order_shipped()
    {
        var plan = Plan(Placed, Label(1, (Mug, 2), (Tray, 1)));

        var delivery = Assert.IsType<OrderChange.AddDelivery>(plan.Changes[0]);
        Assert.Equal("ss-1", delivery.DeliveryKey);
        Assert.Equal([new DeliveryItem(Mug.Id, 2), new DeliveryItem(Tray.Id, 1)], delivery.Items);
        Assert.Equal("TRACK1", delivery.Parcels.Single().Tracking!.TrackingId);
        Assert.Equal(new OrderChange.SetShipmentState(ShipmentState.Shipped), plan.Changes[1]);
        Assert.Equal(2, plan.Changes.Count);
    }

    [Fact]
    public void A_plan_that_was_carried_out_is_empty_the_second_time()
    {
        Shipment[] shipments = [Label(1, (Mug, 1)), Label(2, (Mug, 1), (Tray, 1))];
        var after = Apply(Placed, Plan(Placed, shipments));
        Assert.Equal(ShipmentState.Shipped, after.ShipmentState);
        Assert.Empty(Plan(after, shipments).Changes);
    }

    [Fact]
    public void A_part_is_partial_and_the_rest_makes_it_shipped()
    {
        var first = Apply(Placed, Plan(Placed, Label(1, (Mug, 1))));
        Assert.Equal(ShipmentState.Partial, first.ShipmentState);

        var second = Plan(first, Label(1, (Mug, 1)), Label(2, (Mug, 1), (Tray, 1)));
        Assert.Equal("ss-2", Assert.IsType<OrderChange.AddDelivery>(second.Changes[0]).DeliveryKey);
        Assert.Contains(new OrderChange.SetShipmentState(ShipmentState.Shipped), second.Changes);
    }

    [Fact]
    public void A_void_takes_the_delivery_back_and_the_state_with_it()
    {
        var label = Label(1, (Mug, 2), (Tray, 1));
        var shipped = Apply(Placed, Plan(Placed, label));

        var plan = Plan(shipped, label with { Voided = true });

        Assert.Equal([new OrderChange.RemoveDelivery("d-ss-1"), new OrderChange.SetShipmentState(ShipmentState.Pending)], plan.Changes);
        Assert.Empty(Plan(Apply(shipped, plan), label with { Voided = true }).Changes);
    }

    [Fact]
    public void A_void_of_one_of_two_leaves_the_order_partial()
    {
        Shipment[] both = [Label(1, (Mug, 2)), Label(2, (Tray, 1))];
        var shipped = Apply(Placed, Plan(Placed, both));
        var plan = Plan(shipped, both[0] with { Voided = true }, both[1]);
        Assert.Contains(new OrderChange.SetShipmentState(ShipmentState.Partial), plan.Changes);
    }

    [Fact]
    public void A_label_made_again_before_the_void_is_reported_counts_once()
    {
        var plan = Plan(Placed, Label(1, (Mug, 2), (Tray, 1)) with { Voided = true }, Label(2, (Mug, 2), (Tray, 1)));
        Assert.Equal("ss-2", Assert.IsType<OrderChange.AddDelivery>(plan.Changes[0]).DeliveryKey);
        Assert.Empty(plan.Flags);
    }

    [Fact]
    public void More_than_was_ordered_is_capped_and_flagged()
    {
        var plan = Plan(Placed, Label(1, (Mug, 5)));
        Assert.Equal([new DeliveryItem(Mug.Id, 2)], Assert.IsType<OrderChange.AddDelivery>(plan.Changes[0]).Items);
        var flag = Assert.Single(plan.Flags);
        Assert.Equal((FailureKind.OverShipment, true), (flag.Kind, flag.NeedsAttention));
    }

    [Fact]
    public void A_label_without_items_shows_its_parcel_and_proves_no_quantity()
    {
        var plan = Plan(Placed, Label(1) with { Items = null });
        var delivery = Assert.IsType<OrderChange.AddDelivery>(plan.Changes[0]);
        Assert.Empty(delivery.Items);
        Assert.Equal(ShipmentState.Partial, plan.Coverage.State);
        Assert.False(Assert.Single(plan.Flags).NeedsAttention);
    }

    [Fact]
    public void An_item_without_our_key_is_found_by_its_sku()
    {
        var label = Label(1) with { Items = [new ShipmentItem(null, "TRAY-OAK", "Tray", 1)] };
        Assert.Equal([new DeliveryItem(Tray.Id, 1)], Assert.IsType<OrderChange.AddDelivery>(Plan(Placed, label).Changes[0]).Items);
    }

    [Fact]
    public void A_return_label_is_shown_as_such_and_ships_nothing()
    {
        var plan = Plan(Placed, Label(1, (Mug, 1)) with { IsReturn = true });
        var delivery = Assert.IsType<OrderChange.AddDelivery>(Assert.Single(plan.Changes));
        Assert.True(delivery.Parcels[0].Tracking!.IsReturn);
        Assert.Empty(delivery.Items);
        Assert.Equal(ShipmentState.Pending, plan.Coverage.State);
    }

    [Fact]
    public void A_delivery_that_the_shop_made_counts_and_is_not_touched()
    {
        var foreign = new Delivery { Id = "d-shop", Items = [new DeliveryItem(Tray.Id, 1)] };
        var order = Placed with { Shippings = [Placed.Shippings[0] with { Deliveries = [foreign] }] };
        var plan = Plan(order, Label(1, (Mug, 2)));
        Assert.Equal(ShipmentState.Shipped, plan.Coverage.State);
        Assert.DoesNotContain(plan.Changes, c => c is OrderChange.RemoveDelivery);
    }

    [Fact]
    public void An_order_without_shipping_info_gets_its_state_but_no_delivery()
    {
        var plan = Plan(Placed with { Shippings = [] }, Label(1, (Mug, 2), (Tray, 1)));
        Assert.Equal([new OrderChange.SetShipmentState(ShipmentState.Shipped)], plan.Changes);
        Assert.Equal("NoShippingInfo", Assert.Single(plan.Flags).Code);
    }

    [Fact]
    public void A_refunded_unit_need_not_ship()
    {
        var order = Placed with { Returns = [new ReturnedItem("r1", Tray.Id, 1, "Advised", "Refunded", null)] };
        Assert.Equal(ShipmentState.Shipped, Plan(order, Label(1, (Mug, 2))).Coverage.State);
    }

    [Fact]
    public void The_order_state_follows_only_where_the_merchant_wants_it()
    {
        var rules = new WritebackRules { OrderStateWhenShipped = OrderState.Complete, OrderStateWhenVoided = OrderState.Confirmed };
        var label = Label(1, (Mug, 2), (Tray, 1));
        var shipped = Apply(Placed, Plan(Placed, rules, label));
        Assert.Equal(OrderState.Complete, shipped.State);
        Assert.Contains(new OrderChange.SetOrderState(OrderState.Confirmed), Plan(shipped, rules, label with { Voided = true }).Changes);
    }

    [Fact]
    public void Delivered_is_never_taken_back_to_shipped() =>
        Assert.DoesNotContain(Plan(Placed with { ShipmentState = ShipmentState.Delivered }, Label(1, (Mug, 2), (Tray, 1))).Changes, c => c is OrderChange.SetShipmentState);

    [Fact]
    public void A_fulfillment_without_a_number_leaves_the_tracking_of_an_earlier_label()
    {
        var marked = A.Shipment(s => s with { Id = 9, Kind = ShipmentKind.Fulfillment, OrderKey = null, CreatedAt = ManualTimeProvider.Start.AddMinutes(9), TrackingNumber = null, CarrierCode = null, ServiceCode = null, Items = null });
        var context = new DeliveryContext(new WritebackRules(), (new ConnectorRules()).CreateLineShipping(), new OrderFieldTarget(new HashSet<string> { OrderFieldNames.Carrier, OrderFieldNames.TrackingUrl }, null))
        {
            TrackingUrl = static (carrier, number) => number is null ? null : $"{carrier}/{number}"
        };

        var fields = DeliveryPlan.Make(Placed, [Label(1, (Mug, 1)), marked], context).Changes.OfType<OrderChange.SetCustomField>().ToDictionary(c => c.Name, c => c.Value?.GetString());

        Assert.Equal(("ups", "ups/TRACK1"), (fields[OrderFieldNames.Carrier], fields[OrderFieldNames.TrackingUrl]));
    }

    [Fact]
    public void Tracking_that_came_later_is_added_to_the_parcel()
    {
        var bare = Label(1, (Mug, 2), (Tray, 1)) with { TrackingNumber = null };
        var after = Apply(Placed, Plan(Placed, bare));
        var plan = Plan(after, bare with { TrackingNumber = "LATE1" });
        Assert.Equal("LATE1", Assert.IsType<OrderChange.SetParcelTracking>(Assert.Single(plan.Changes)).Tracking!.TrackingId);
    }
}
