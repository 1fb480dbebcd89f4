using System.Text.Json.Nodes;
using Connector.Core.Model.Messages;
using Xunit;

namespace Connector.Tests.Journeys;

public sealed class When_an_order_changes
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Only_that_one_is_sent(bool onSqlite)
    {
        await using var world = await World.StartAsync(new WorldPlan { OnSqlite = onSqlite });
        await world.People.PlaceAsync(ShopOrder.Numbered("US-1"), ShopOrder.Numbered("US-2"), ShopOrder.Numbered("US-3"));
        await world.SyncAsync();
        var before = await Task.WhenAll(world.ShippingOrderAsync("US-1"), world.ShippingOrderAsync("US-3"));
        world.Clock.Advance(TimeSpan.FromSeconds(5));
        await world.People.EditInShopAsync("US-2", new JsonObject { ["shippingAddress"] = ShopOrder.Address("700 Larimer Street") });

        var done = await world.SyncAsync();

        Assert.Equal((0, 1), (done[Measure.Created], done[Measure.Updated]));
        Assert.Equal(2, world.BulkCalls);
        Assert.Equal("700 Larimer Street", (await world.ShippingOrderAsync("US-2")).Text("shipTo.street1"));
        var after = await Task.WhenAll(world.ShippingOrderAsync("US-1"), world.ShippingOrderAsync("US-3"));
        Assert.Equal(before.Select(order => order.Text("modifyDate")), after.Select(order => order.Text("modifyDate")));
    }

    [Fact]
    public async Task Nothing_is_sent_when_the_change_does_not_concern_shipping()
    {
        await using var world = await World.StartAsync();
        await world.People.PlaceAsync(ShopOrder.Numbered("US-1"));
        await world.SyncAsync();
        await world.People.EditInShopAsync("US-1", new JsonObject { ["refusedGifts"] = new JsonArray() });

        var done = await world.SyncAsync();

        Assert.Equal((1, 1), (world.BulkCalls, world.ShopWrites));
        Assert.Equal((1, 0), (done[Measure.Unchanged], done[Measure.Updated]));
    }

    [Fact]
    public async Task What_the_warehouse_changed_survives()
    {
        await using var world = await World.StartAsync();
        await world.People.PlaceAsync(ShopOrder.Numbered("US-1"));
        await world.SyncAsync();
        await world.People.SettleAsync();
        await world.People.EditInShipStationAsync("US-1", new JsonObject
        {
            ["internalNotes"] = "Two layers of paper", ["tagIds"] = new JsonArray(5105), ["weight"] = new JsonObject { ["value"] = 42, ["units"] = "ounces" }
        });
        await world.People.EditInShopAsync("US-1", new JsonObject { ["shippingAddress"] = ShopOrder.Address("700 Larimer Street") });

        await world.SyncAsync();

        var there = await world.ShippingOrderAsync("US-1");
        Assert.Equal("700 Larimer Street", there.Text("shipTo.street1"));
        Assert.Equal("Two layers of paper", there.Text("internalNotes"));
        Assert.Equal("5105", there.Text("tagIds.0"));
        Assert.Equal(42, there.Number("weight.value"));
        Assert.Contains("kept changes made in ShipStation", await world.HistoryAsync("US-1"));
    }

    [Fact]
    public async Task It_goes_to_the_error_queue_when_it_has_left_already()
    {
        await using var world = await World.StartAsync();
        await world.People.PlaceAsync(ShopOrder.Numbered("US-1"));
        await world.SyncAsync();
        await world.People.LabelAsync("US-1");
        await world.People.EditInShopAsync("US-1", new JsonObject { ["shippingAddress"] = ShopOrder.Address("700 Larimer Street") });

        await world.SyncAsync();
        await world.SyncAsync();

        var error = Assert.Single(await world.ErrorsAsync());
        Assert.Equal(("ChangedAfterShipment", "US-1"), (error.Info.Code, error.Info.OrderNumber));
        Assert.NotEqual("700 Larimer Street", (await world.ShippingOrderAsync("US-1")).Text("shipTo.street1"));
        Assert.Equal("Shipped", world.ShopOrder("US-1").Text("shipmentState"));
    }
}
