using System.Text.Json.Nodes;
using Connector.Core.Model.Messages;
using Connector.Core.Ports;
using Connector.Simulators.Commercetools.Seeds;
using Xunit;

namespace Connector.Tests.Journeys;

public sealed class When_ShipStation_sends_a_notification
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_order_is_reported_without_any_poll_and_once_though_the_notification_came_twice(bool onSqlite)
    {
        await using var world = await World.StartAsync(new WorldPlan { Webhooks = true, OnSqlite = onSqlite });
        await world.People.PlaceAsync(ShopOrder.Numbered("US-1"));
        await world.SyncAsync();
        await world.People.SetWebhooksAsync(new JsonObject { ["duplicate"] = true });
        var polls = world.ShippingCalls("GET /fulfillments");

        await world.People.LabelAsync("US-1");
        await world.Shipping.WhenWebhooksAreDeliveredAsync(default);
        await world.PumpAsync();

        Assert.Single(world.ShopOrder("US-1").Deliveries());
        Assert.Equal("Shipped", world.ShopOrder("US-1").Text("shipmentState"));
        Assert.Equal(polls, world.ShippingCalls("GET /fulfillments"));
        Assert.Equal(2, world.ShopWrites);

        await world.SyncAsync();
        Assert.Equal(2, world.ShopWrites);
        Assert.Empty(await world.ErrorsAsync());
    }

    [Fact]
    public async Task A_lost_one_is_made_up_for_by_the_poll()
    {
        await using var world = await World.StartAsync(new WorldPlan { Webhooks = true });
        await world.People.PlaceAsync(ShopOrder.Numbered("US-1"));
        await world.SyncAsync();
        await world.People.SetWebhooksAsync(new JsonObject { ["dropNext"] = 1 });

        await world.People.LabelAsync("US-1");
        await world.Shipping.WhenWebhooksAreDeliveredAsync(default);
        await world.PumpAsync();
        Assert.Empty(world.ShopOrder("US-1").Deliveries());

        var done = await world.SyncAsync();

        Assert.Equal(1, done[Measure.ShipmentsRecorded]);
        Assert.Single(world.ShopOrder("US-1").Deliveries());
        Assert.Equal("Shipped", world.ShopOrder("US-1").Text("shipmentState"));
    }

    [Theory]
    [InlineData("shipments")] // everything there is
    [InlineData("shipments?orderNumber=US-")] // more than a notification may read
    public async Task One_that_points_at_very_much_ends_soon_and_leaves_the_rest_to_the_polls(string address)
    {
        await using var world = await World.StartAsync(new WorldPlan { RequestsPerMinute = 6 });
        var orders = OrderSeed.Create(450, 7, OrderMix.Plain).ToList();
        for (var i = 0; i < orders.Count; i++) orders[i]["orderNumber"] = $"US-{i + 1}";
        await world.People.PlaceAsync(orders);
        await world.SyncAsync();
        await world.People.LabelAllAsync();
        var (calls, queue) = (world.ShippingCalls("GET /shipments"), world.Get<IWorkQueue>());
        var notification = new WorkMessage
        {
            Type = MessageTypes.WebhookNotification, Id = "n-1", CorrelationId = "c-1", EnqueuedAt = world.Clock.GetUtcNow(), Account = "default",
            ResourceUrl = new Uri(world.Shipping.Address, address).ToString(), ResourceType = "SHIP_NOTIFY"
        };
        await queue.SendAsync(QueueNames.Shipments, [notification, notification with { Id = "n-2", CorrelationId = "c-2" }], null, default);

        for (var minute = 0; minute < 10; minute++)
        {
            await world.PumpAsync();
            world.Clock.Advance(TimeSpan.FromSeconds(62));
        }

        Assert.InRange(world.ShippingCalls("GET /shipments") - calls, 1, 5);
        var left = await queue.PeekDepthAsync(QueueNames.Shipments, default);
        Assert.Equal(0, left.Ready + left.Scheduled);
        Assert.Empty(await world.ErrorsAsync());
    }
}
