using Connector.Simulators.Commercetools.Seeds;
using Xunit;

namespace Connector.Tests.Journeys;

public sealed class When_goods_leave_from_several_places
{
    private static readonly WorldPlan TwoWarehouses = new()
    {
        Settings = new Dictionary<string, string?>
        {
            ["Locations:0:Key"] = "east", ["Locations:0:StoreId"] = "410001", ["Locations:0:WarehouseId"] = "88001",
            ["Locations:1:Key"] = "west", ["Locations:1:StoreId"] = "410001", ["Locations:1:WarehouseId"] = "88002",
            ["Routing:DefaultLocation"] = "east",
            ["Routing:Rules:0:Name"] = "the shop says west", ["Routing:Rules:0:SupplyChannels:0"] = "west", ["Routing:Rules:0:Location"] = "west"
        }
    };

    [Fact]
    public async Task Each_place_gets_an_order_of_its_own_and_the_shop_order_ships_when_both_have_left()
    {
        await using var world = await World.StartAsync(TwoWarehouses);
        var order = ShopOrder.Numbered("US-1").With("MUG-RED", 2, "east").With("PEN-F-BLK", 1, "west");
        await world.People.PlaceAsync(order);

        await world.SyncAsync();

        var parts = await world.ShippingOrdersAsync("US-1");
        var id = world.ShopOrder("US-1").Text("id");
        Assert.Equal(["US-1-1", "US-1-2"], parts.Select(part => part.Text("orderNumber")));
        Assert.Equal([id + "-east", id + "-west"], parts.Select(part => part.Text("orderKey")));
        Assert.Equal([88001, 88002], parts.Select(part => part.Number("advancedOptions.warehouseId")));
        Assert.Equal(order.Lines, parts.Select(part => Assert.Single(part.List("items")).Text("lineItemKey")));
        Assert.Equal((1, 1), (world.BulkCalls, world.ShopWrites));

        await world.People.LabelAsync("US-1-2");
        await world.SyncAsync();
        Assert.Equal("Partial", world.ShopOrder("US-1").Text("shipmentState"));
        Assert.Equal([(order.Lines[1], 1)], Assert.Single(world.ShopOrder("US-1").Deliveries()).Items());

        await world.People.LabelAsync("US-1-1");
        await world.SyncAsync();
        Assert.Equal("Shipped", world.ShopOrder("US-1").Text("shipmentState"));
        Assert.Equal(2, world.ShopOrder("US-1").Deliveries().Count);
    }

    [Fact]
    public async Task What_the_parts_cost_adds_up_to_the_order_to_the_cent()
    {
        await using var world = await World.StartAsync(TwoWarehouses);
        var orders = Enumerable.Range(1, 5).SelectMany(seed => OrderSeed.CreateNamed(40, seed, OrderMix.Varied).Where(o => o.Variety == OrderVariety.TwoWarehouses).Select(o => o.Order).Take(1)).ToList();
        for (var i = 0; i < orders.Count; i++) orders[i]["orderNumber"] = $"TWO-{i}";
        await world.People.PlaceAsync(orders);

        await world.SyncAsync();

        for (var i = 0; i < orders.Count; i++)
        {
            var parts = await world.ShippingOrdersAsync($"TWO-{i}");
            var gross = (long)orders[i]["taxedPrice"]!["totalGross"]!["centAmount"]! / 100m;
            Assert.Equal(2, parts.Count);
            Assert.Equal(gross, parts.Sum(part => part.Number("amountPaid")));
            Assert.Equal(gross, parts.Sum(part => part.Number("orderTotal")));
        }
    }

    [Fact]
    public async Task A_cancelled_order_is_cancelled_in_both()
    {
        await using var world = await World.StartAsync(TwoWarehouses);
        await world.People.PlaceAsync(ShopOrder.Numbered("US-1").With("MUG-RED", 2, "east").With("PEN-F-BLK", 1, "west"));
        await world.SyncAsync();
        await world.People.CancelInShopAsync("US-1");

        await world.SyncAsync();

        Assert.Equal(["cancelled", "cancelled"], (await world.ShippingOrdersAsync("US-1")).Select(part => part.Text("orderStatus")));
        Assert.Equal(2, world.BulkCalls);
    }
}
