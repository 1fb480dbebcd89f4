using Connector.Core.Model.Messages;
using Connector.Core.Model.Shipping;
using Xunit;

namespace Connector.Tests.Journeys;

public sealed class When_an_order_is_placed
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task It_stands_in_ShipStation_and_the_shop_shows_where(bool onSqlite)
    {
        await using var world = await World.StartAsync(new WorldPlan { OnSqlite = onSqlite });
        var order = ShopOrder.Numbered("US-1").With("MUG-RED", 2).With("PEN-F-BLK", 1);
        await world.People.PlaceAsync(order);

        await world.SyncAsync();

        var there = await world.ShippingOrderAsync("US-1");
        var here = world.ShopOrder("US-1");
        Assert.Equal("awaiting_shipment", there.Text("orderStatus"));
        Assert.Equal(here.Text("id") + "-main", there.Text("orderKey"));
        Assert.Equal(order.Lines, there.List("items").Select(item => item.Text("lineItemKey")));
        Assert.Equal([2, 1], there.List("items").Select(item => item.Number("quantity")));
        Assert.Equal(50.95m, there.Number("amountPaid"));
        Assert.Equal(there.Text("orderId"), Assert.Single(here.List("syncInfo")).Text("externalId"));
        Assert.Equal("exported", here.Field("shipstationStatus"));
        Assert.Equal(there.Text("orderId"), here.Field("shipstationOrderIds.0"));
        Assert.Equal((1, 1), (world.BulkCalls, world.ShopWrites));
        Assert.Empty(await world.ErrorsAsync());
    }

    [Fact]
    public async Task It_is_not_sent_again_by_a_pull_that_sees_it_again_and_our_own_mark_is_no_news()
    {
        await using var world = await World.StartAsync();
        await world.People.PlaceAsync(ShopOrder.Numbered("US-1"), ShopOrder.Numbered("US-2"));
        await world.SyncAsync();
        var calls = world.Shipping.Stats.Total;
        var shopCalls = world.Shop.Stats.Total;

        var second = await world.SyncAsync();

        Assert.Equal(2, second[Measure.Pulled]);
        Assert.Equal(2, second[Measure.Unchanged]);
        Assert.Equal((1, 2), (world.BulkCalls, world.ShopWrites));
        Assert.InRange(world.Shipping.Stats.Total - calls, 0, 5);
        Assert.Equal(1, world.Shop.Stats.Total - shopCalls);
        Assert.Equal(world.ShopOrder("US-1").Text("version"), Assert.Single(await world.RowsAsync("US-1")).OrderVersion.ToString());
    }

    [Fact]
    public async Task It_causes_nothing_more_once_ShipStation_has_looked_at_it_again()
    {
        await using var world = await World.StartAsync();
        await world.People.PlaceAsync(ShopOrder.Numbered("US-1"));
        await world.SyncAsync();
        world.Clock.Advance(TimeSpan.FromMinutes(10));
        await world.SyncAsync();

        var third = await world.SyncAsync();

        Assert.InRange(third[Measure.ShipStationCalls], 0, 5);
        Assert.Equal((1, 1), (world.BulkCalls, world.ShopWrites));
        Assert.Equal(SyncStatus.Synced, Assert.Single(await world.RowsAsync("US-1")).Status);
    }
}
