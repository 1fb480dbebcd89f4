using Connector.Core.Engine.Pump;
using Connector.Core.Flows.Intake;
using Connector.Core.Model.Messages;
using Connector.Core.Model.Shipping;
using Connector.Core.Ports;
using Connector.Simulators.Control;
using Xunit;

namespace Connector.Tests.Journeys;

public sealed class When_a_label_is_voided
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_delivery_goes_and_the_order_is_open_again(bool onSqlite)
    {
        await using var world = await World.StartAsync(new WorldPlan { OnSqlite = onSqlite });
        await world.People.PlaceAsync(ShopOrder.Numbered("US-1"));
        await world.SyncAsync();
        var shipment = await world.People.LabelAsync("US-1");
        await world.SyncAsync();
        Assert.Equal("Shipped", world.ShopOrder("US-1").Text("shipmentState"));

        await world.People.VoidAsync(shipment);
        var done = await world.SyncAsync();

        var here = world.ShopOrder("US-1");
        Assert.Empty(here.Deliveries());
        Assert.Equal("Pending", here.Text("shipmentState"));
        Assert.Equal("exported", here.Field("shipstationStatus"));
        Assert.Null(here.Field("shipstationTrackingUrl"));
        Assert.Equal(1, done[Measure.ShipmentsVoided]);
        Assert.Equal(SyncStatus.Synced, Assert.Single(await world.RowsAsync("US-1")).Status);
    }

    [Fact]
    public async Task A_write_without_a_response_that_is_applied_after_the_void_is_taken_back()
    {
        await using var world = await World.StartAsync();
        await world.People.PlaceAsync(ShopOrder.Numbered("US-1"));
        await world.SyncAsync();
        var shipment = await world.People.LabelAsync("US-1");
        world.Shop.Faults.Add(new Fault { Route = "POST /orders/{id}", Times = 1000, Status = 504 });
        await world.Get<ShipmentPoll>().RunAsync(default);
        await world.Get<QueueWorker>().ProcessBatchAsync(QueueNames.Shipments, default);
        world.Shop.Faults.Clear();
        var order = world.ShopOrder("US-1");
        var lost = (await world.Get<IJournal>().ReadAsync(order.Text("id")!, default)).Select(i => i.Exchange).Last(e => e is { Method: "POST", Status: 504 })!.RequestBody!;
        Assert.Contains("addDelivery", lost, StringComparison.Ordinal);
        await world.People.VoidAsync(shipment);
        await world.Get<ShipmentPoll>().RunAsync(default);
        world.Clock.Advance(TimeSpan.FromMinutes(1));
        await world.Get<QueueWorker>().ProcessBatchAsync(QueueNames.Shipments, default);
        Assert.Empty(world.ShopOrder("US-1").Deliveries());

        await world.People.CallShopAsync(HttpMethod.Post, $"demo/orders/{order.Text("id")}", lost);
        Assert.Single(world.ShopOrder("US-1").Deliveries());
        world.Clock.Advance(TimeSpan.FromMinutes(6));
        await world.SyncUntilQuietAsync();

        Assert.Empty(world.ShopOrder("US-1").Deliveries());
    }

    [Fact]
    public async Task A_label_bought_anew_takes_its_place()
    {
        await using var world = await World.StartAsync();
        var order = ShopOrder.Numbered("US-1").With("MUG-RED", 2);
        await world.People.PlaceAsync(order);
        await world.SyncAsync();
        var first = await world.People.LabelAsync("US-1");
        await world.SyncAsync();

        await world.People.VoidAsync(first);
        var second = await world.People.LabelAsync("US-1");
        await world.SyncAsync();

        var delivery = Assert.Single(world.ShopOrder("US-1").Deliveries());
        Assert.Equal([(order.Lines[0], 2)], delivery.Items());
        Assert.Equal($"94001{second:D17}", delivery.Text("parcels.0.trackingData.trackingId"));
        Assert.Equal("Shipped", world.ShopOrder("US-1").Text("shipmentState"));
        Assert.Equal(3, world.ShopWrites);
        Assert.Empty(await world.ErrorsAsync());
    }

    [Fact]
    public async Task A_label_that_was_voided_before_anyone_looked_leaves_no_trace_on_the_order()
    {
        await using var world = await World.StartAsync();
        await world.People.PlaceAsync(ShopOrder.Numbered("US-1"));
        await world.SyncAsync();
        await world.People.VoidAsync(await world.People.LabelAsync("US-1"));

        await world.SyncAsync();

        var here = world.ShopOrder("US-1");
        Assert.Empty(here.Deliveries());
        Assert.NotEqual("Shipped", here.Text("shipmentState"));
        Assert.Equal("exported", here.Field("shipstationStatus"));
    }

    [Fact]
    public async Task The_other_label_of_the_order_stays_and_the_order_is_partial()
    {
        await using var world = await World.StartAsync();
        var order = ShopOrder.Numbered("US-1").With("MUG-RED", 3);
        await world.People.PlaceAsync(order);
        await world.SyncAsync();
        var first = await world.People.LabelAsync("US-1", (order.Lines[0], 1));
        await world.People.LabelAsync("US-1", (order.Lines[0], 2));
        await world.SyncAsync();

        await world.People.VoidAsync(first);
        await world.SyncAsync();

        Assert.Equal([(order.Lines[0], 2)], Assert.Single(world.ShopOrder("US-1").Deliveries()).Items());
        Assert.Equal("Partial", world.ShopOrder("US-1").Text("shipmentState"));
    }
}
