using System.Text.Json.Nodes;
using Connector.Core.Metering;
using Xunit;

namespace Connector.Tests.Journeys;

public sealed class When_ShipStation_sends_a_notice
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_order_is_told_without_any_poll_and_once_though_the_notice_came_twice(bool onSqlite)
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
}
