using System.Text.Json.Nodes;
using Connector.Core.Model.Messages;
using Xunit;

namespace Connector.Tests.Journeys;

public sealed class When_an_address_is_bad
{
    [Fact]
    public async Task The_order_is_held_until_the_shop_corrects_it()
    {
        await using var world = await World.StartAsync();
        await world.People.PlaceAsync(ShopOrder.Numbered("US-1").But(order => order["shippingAddress"] = ShopOrder.Address("1 Nowhere Lane")));
        await world.SyncAsync();
        await world.People.SettleAsync();

        await world.SyncAsync();

        Assert.Equal("on_hold", (await world.ShippingOrderAsync("US-1")).Text("orderStatus"));
        Assert.Equal("failed", world.ShopOrder("US-1").Field("shipstationAddressCheck"));
        var error = Assert.Single(await world.ErrorsAsync());
        Assert.Equal((FailureKind.AddressInvalid, "AddressFailed", "US-1"), (error.Info.Kind, error.Info.Code, error.Info.OrderNumber));

        // Nobody corrects an address at once; ShipStation's own second look at a new order is over by then.
        world.Clock.Advance(TimeSpan.FromMinutes(10));
        await world.SyncAsync();
        Assert.Equal("on hold", world.ShopOrder("US-1").Field("shipstationStatus"));
        Assert.Single(await world.ErrorsAsync());

        await world.People.EditInShopAsync("US-1", new JsonObject { ["shippingAddress"] = ShopOrder.Address("12 Congress Avenue") });
        await world.SyncAsync();
        Assert.Equal("awaiting_shipment", (await world.ShippingOrderAsync("US-1")).Text("orderStatus"));
        world.Clock.Advance(TimeSpan.FromMinutes(1));
        await world.SyncAsync();

        Assert.Equal("valid", world.ShopOrder("US-1").Field("shipstationAddressCheck"));
        Assert.Empty(await world.ErrorsAsync());
    }

    [Fact]
    public async Task One_that_is_corrected_within_the_minute_is_reported_as_well()
    {
        await using var world = await World.StartAsync();
        await world.People.PlaceAsync(ShopOrder.Numbered("US-1").But(order => order["shippingAddress"] = ShopOrder.Address("1 Nowhere Lane")));
        await world.SyncAsync();
        await world.People.SettleAsync();
        await world.SyncAsync();
        Assert.Equal("failed", world.ShopOrder("US-1").Field("shipstationAddressCheck"));

        await world.People.EditInShopAsync("US-1", new JsonObject { ["shippingAddress"] = ShopOrder.Address("12 Congress Avenue") });
        await world.SyncAsync();
        await world.People.SettleAsync();
        await world.SyncUntilQuietAsync();

        Assert.Equal("valid", world.ShopOrder("US-1").Field("shipstationAddressCheck"));
        Assert.Empty(await world.ErrorsAsync());
    }

    [Fact]
    public async Task A_doubtful_one_is_reported_and_nothing_is_held()
    {
        await using var world = await World.StartAsync();
        await world.People.PlaceAsync(ShopOrder.Numbered("US-1").But(order => order["shippingAddress"] = ShopOrder.Address("1 Unclear Street")));
        await world.SyncAsync();
        await world.People.SettleAsync();

        await world.SyncAsync();

        Assert.Equal("warning", world.ShopOrder("US-1").Field("shipstationAddressCheck"));
        Assert.Equal("awaiting_shipment", (await world.ShippingOrderAsync("US-1")).Text("orderStatus"));
        Assert.Empty(await world.ErrorsAsync());
    }
}
