using System.Text.Json.Nodes;
using Connector.Core.Model.Messages;
using Connector.Core.Model.Shipping;
using Connector.Simulators.Commercetools.Seeds;
using Connector.Simulators.ShipStation;
using Xunit;

namespace Connector.Tests.Journeys;

public sealed class When_labels_are_bought
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_order_shows_delivery_parcel_tracking_and_state_with_one_write(bool onSqlite)
    {
        await using var world = await World.StartAsync(new WorldPlan { OnSqlite = onSqlite });
        var order = ShopOrder.Numbered("US-1").With("MUG-RED", 2).With("PEN-F-BLK", 1);
        await world.People.PlaceAsync(order);
        await world.SyncAsync();
        var shipment = await world.People.LabelAsync("US-1");

        var done = await world.SyncAsync();

        var here = world.ShopOrder("US-1");
        var delivery = Assert.Single(here.Deliveries());
        Assert.Equal([(order.Lines[0], 2), (order.Lines[1], 1)], delivery.Items());
        var parcel = Assert.Single(delivery.List("parcels"));
        Assert.Equal($"94001{shipment:D17}", parcel.Text("trackingData.trackingId"));
        Assert.Equal("USPS", parcel.Text("trackingData.carrier"));
        Assert.Equal("Shipped", here.Text("shipmentState"));
        Assert.Equal("shipped", here.Field("shipstationStatus"));
        Assert.NotNull(here.Field("shipstationTrackingUrl"));
        Assert.NotNull(here.Field("shipstationShipDate"));
        Assert.Equal(1, done[Measure.ShipmentsRecorded]);
        Assert.Equal(2, world.ShopWrites);
        Assert.Equal(SyncStatus.Shipped, Assert.Single(await world.RowsAsync("US-1")).Status);

        await world.SyncAsync();
        await world.SyncAsync();
        Assert.Equal((1, 2), (world.BulkCalls, world.ShopWrites));
        Assert.Empty(await world.ErrorsAsync());
    }

    [Fact]
    public async Task A_part_makes_the_order_partial_and_the_rest_makes_it_shipped()
    {
        await using var world = await World.StartAsync();
        var order = ShopOrder.Numbered("US-1").With("MUG-RED", 3).With("PEN-F-BLK", 1);
        await world.People.PlaceAsync(order);
        await world.SyncAsync();

        await world.People.LabelAsync("US-1", (order.Lines[0], 2));
        await world.SyncAsync();

        Assert.Equal([(order.Lines[0], 2)], Assert.Single(world.ShopOrder("US-1").Deliveries()).Items());
        Assert.Equal("Partial", world.ShopOrder("US-1").Text("shipmentState"));
        Assert.Equal("partially shipped", world.ShopOrder("US-1").Field("shipstationStatus"));
        Assert.Equal("awaiting_shipment", (await world.ShippingOrderAsync("US-1")).Text("orderStatus"));

        await world.People.LabelAsync("US-1");
        await world.SyncAsync();

        var deliveries = world.ShopOrder("US-1").Deliveries();
        Assert.Equal(2, deliveries.Count);
        Assert.Equal([(order.Lines[0], 1), (order.Lines[1], 1)], deliveries[1].Items());
        Assert.Equal("Shipped", world.ShopOrder("US-1").Text("shipmentState"));
        Assert.Equal((1, 3), (world.BulkCalls, world.ShopWrites));
    }

    [Fact]
    public async Task Two_shipments_at_once_are_reported_with_one_write()
    {
        await using var world = await World.StartAsync();
        var order = ShopOrder.Numbered("US-1").With("MUG-RED", 3);
        await world.People.PlaceAsync(order);
        await world.SyncAsync();
        await world.People.LabelAsync("US-1", (order.Lines[0], 1));
        await world.People.LabelAsync("US-1", (order.Lines[0], 2));

        await world.SyncAsync();

        var here = world.ShopOrder("US-1");
        Assert.Equal([[(order.Lines[0], 1)], [(order.Lines[0], 2)]], here.Deliveries().Select(delivery => delivery.Items().ToArray()));
        Assert.Equal(2, here.Deliveries().Select(delivery => delivery.Text("parcels.0.trackingData.trackingId")).Distinct().Count());
        Assert.Equal("Shipped", here.Text("shipmentState"));
        Assert.Equal(2, world.ShopWrites);
    }

    [Fact]
    public async Task Parts_that_ShipStation_split_off_come_back_to_the_same_order()
    {
        await using var world = await World.StartAsync(new WorldPlan { PartialLabel = PartialLabel.Split });
        var order = ShopOrder.Numbered("US-1").With("MUG-RED", 3).With("PEN-F-BLK", 1);
        await world.People.PlaceAsync(order);
        await world.SyncAsync();

        await world.People.LabelAsync("US-1", (order.Lines[0], 2));
        await world.SyncAsync();

        Assert.Equal(2, (await world.ShippingOrdersAsync("US-1")).Count);
        Assert.Equal("Partial", world.ShopOrder("US-1").Text("shipmentState"));

        await world.People.LabelAsync("US-1-1");
        await world.SyncAsync();

        var deliveries = world.ShopOrder("US-1").Deliveries();
        Assert.Equal([(order.Lines[0], 2)], deliveries[0].Items());
        Assert.Equal([(order.Lines[0], 1), (order.Lines[1], 1)], deliveries[1].Items());
        Assert.Equal("Shipped", world.ShopOrder("US-1").Text("shipmentState"));
        Assert.Equal(1, world.BulkCalls);
        Assert.Empty(await world.ErrorsAsync());
    }

    [Fact]
    public async Task A_return_label_is_no_delivery_of_goods()
    {
        await using var world = await World.StartAsync();
        await world.People.PlaceAsync(ShopOrder.Numbered("US-1"));
        await world.SyncAsync();
        await world.People.LabelAsync("US-1");
        await world.SyncAsync();

        await world.People.LabelReturnAsync("US-1");
        await world.SyncAsync();

        var here = world.ShopOrder("US-1");
        var parcels = here.Deliveries().SelectMany(delivery => delivery.List("parcels")).ToList();
        Assert.Equal(["False", "True"], parcels.Select(parcel => parcel.Text("trackingData.isReturn")));
        Assert.Empty(here.Deliveries()[1].Items());
        Assert.Equal("Shipped", here.Text("shipmentState"));
        Assert.Empty(await world.ErrorsAsync());
    }

    [Fact]
    public async Task An_order_marked_as_shipped_by_hand_is_shipped_too()
    {
        await using var world = await World.StartAsync();
        var order = ShopOrder.Numbered("US-1").With("MUG-RED", 2);
        await world.People.PlaceAsync(order);
        await world.SyncAsync();

        await world.People.MarkShippedAsync("US-1");
        await world.SyncAsync();

        var delivery = Assert.Single(world.ShopOrder("US-1").Deliveries());
        Assert.Equal([(order.Lines[0], 2)], delivery.Items());
        Assert.Equal("HAND-1", delivery.Text("parcels.0.trackingData.trackingId"));
        Assert.Equal("Shipped", world.ShopOrder("US-1").Text("shipmentState"));
    }

    [Fact]
    public async Task An_order_without_shipping_info_still_reports_its_state_and_tracking()
    {
        await using var world = await World.StartAsync();
        await world.People.PlaceAsync(ShopOrder.Numbered("US-1").But(order => order.Remove("shippingInfo")));
        await world.SyncAsync();
        Assert.Equal("awaiting_shipment", (await world.ShippingOrderAsync("US-1")).Text("orderStatus"));

        await world.People.LabelAsync("US-1");
        await world.SyncAsync();

        var here = world.ShopOrder("US-1");
        Assert.Equal("Shipped", here.Text("shipmentState"));
        Assert.Equal("shipped", here.Field("shipstationStatus"));
        Assert.NotNull(here.Field("shipstationTrackingUrl"));
        Assert.Contains("no shipping info", await world.HistoryAsync("US-1"));
        Assert.Empty(await world.ErrorsAsync());
    }

    [Fact]
    public async Task Too_many_units_are_reported_to_a_person_even_if_the_process_dies_in_between()
    {
        await using var world = await World.StartAsync();
        var order = ShopOrder.Numbered("US-1");
        await world.People.PlaceAsync(order);
        await world.SyncAsync();
        await world.People.LabelAsync("US-1", new JsonObject
        {
            ["items"] = new JsonArray(new JsonObject { ["lineItemKey"] = order.Lines[0], ["quantity"] = 3 }), ["force"] = true
        });

        await world.SyncUntilCrashAsync("shipment-written");
        Assert.Single(world.ShopOrder("US-1").Deliveries());
        await world.SyncUntilQuietAsync();

        Assert.Equal("OverShipment", Assert.Single(await world.ErrorsAsync()).Info.Code);
    }

    [Fact]
    public async Task Units_move_to_the_states_that_the_merchant_names_and_back()
    {
        await using var world = await World.StartAsync(new WorldPlan
        {
            Settings = new Dictionary<string, string?> { ["Writeback:LineStateWhenShipped"] = "shipped", ["Writeback:LineStateWhenVoided"] = "packed" }
        });
        var order = ShopOrder.Numbered("US-1").With("MUG-RED", 3);
        await world.People.PlaceAsync(order);
        await world.SyncAsync();
        var shipped = ReferenceSeed.StateId("shipped");

        var label = await world.People.LabelAsync("US-1", (order.Lines[0], 2));
        await world.SyncUntilQuietAsync();
        Assert.Equal(2, UnitsIn(shipped));

        await world.People.VoidAsync(label);
        await world.SyncUntilQuietAsync();
        Assert.Equal((0, 2), (UnitsIn(shipped), UnitsIn(ReferenceSeed.StateId("packed"))));
        var writes = world.ShopWrites;
        await world.SyncAsync();
        Assert.Equal(writes, world.ShopWrites);

        int UnitsIn(string state) =>
            world.ShopOrder("US-1").List("lineItems.0.state").Where(s => s.Text("state.id") == state).Sum(s => s.GetProperty("quantity").GetInt32());
    }
}
