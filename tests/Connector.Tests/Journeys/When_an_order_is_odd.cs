using System.Text.Json.Nodes;
using Connector.Simulators.Commercetools.Seeds;
using Xunit;

namespace Connector.Tests.Journeys;

public sealed class When_an_order_is_odd
{
    [Theory]
    [InlineData("shipmentState", "AwaitingPickup")]
    [InlineData("shippingMode", "Teleported")]
    [InlineData("taxRoundingMode", "Sideways")]
    [InlineData("origin", "Oracle")]
    public async Task A_word_that_nobody_knows_yet_does_not_stop_it(string field, string word)
    {
        await using var world = await World.StartAsync();
        await world.People.PlaceAsync(ShopOrder.Numbered("US-1").But(order => order[field] = word));

        await world.SyncAsync();
        await world.People.LabelAsync("US-1");
        await world.SyncAsync();

        Assert.Equal("Shipped", world.ShopOrder("US-1").Text("shipmentState"));
        Assert.Single(world.ShopOrder("US-1").Deliveries());
        Assert.Empty(await world.ErrorsAsync());
    }

    [Fact]
    public async Task An_order_state_that_nobody_knows_yet_keeps_it_in_the_shop_with_a_reason()
    {
        await using var world = await World.StartAsync();
        await world.People.PlaceAsync(ShopOrder.Numbered("US-1").But(order => order["orderState"] = "Dreaming"));

        await world.SyncAsync();

        Assert.Empty(await world.ShippingOrdersAsync("US-1"));
        Assert.Contains("Not sent: order state is", await world.HistoryAsync("US-1"));
        Assert.Empty(await world.ErrorsAsync());
    }

    [Fact]
    public async Task Five_hundred_lines_go_out_and_come_back_whole()
    {
        await using var world = await World.StartAsync();
        var document = OrderSeed.WithManyLines(500, 1);
        var number = (string)document["orderNumber"]!;
        await world.People.PlaceAsync([document]);

        await world.SyncAsync();
        Assert.Equal(500, (await world.ShippingOrderAsync(number)).List("items").Count);
        await world.People.LabelAsync(number);
        await world.SyncAsync();

        Assert.Equal(500, Assert.Single(world.ShopOrder(number).Deliveries()).Items().Count());
        Assert.Equal("Shipped", world.ShopOrder(number).Text("shipmentState"));
        Assert.Equal(1, world.BulkCalls);
        Assert.Empty(await world.ErrorsAsync());
    }

    [Fact]
    public async Task One_without_a_number_goes_by_its_id()
    {
        await using var world = await World.StartAsync();
        await world.People.PlaceAsync(ShopOrder.Numbered("US-1").But(order => order.Remove("orderNumber")));

        await world.SyncAsync();

        var there = Assert.Single(await world.People.AllShippingOrdersAsync());
        Assert.Equal(there.Text("orderNumber"), world.Shop.Orders().Single().Text("id"));
    }

    [Fact]
    public async Task The_merchants_own_fields_are_left_alone_and_one_warning_says_what_is_not_shown()
    {
        await using var world = await World.StartAsync();
        foreach (var number in (string[])["US-1", "US-2"])
        {
            await world.People.PlaceAsync(ShopOrder.Numbered(number).But(order => order["custom"] = new JsonObject
            {
                ["type"] = new JsonObject { ["typeId"] = "type", ["id"] = ReferenceSeed.TypeId(ReferenceSeed.MerchantTypeKey) },
                ["fields"] = new JsonObject { ["giftMessage"] = "Happy birthday" }
            }));
        }
        await world.SyncAsync();
        await world.People.LabelAsync("US-1");
        await world.SyncAsync();

        var order = world.ShopOrder("US-1");
        Assert.Equal("Happy birthday", Assert.Single(order.At("custom.fields")!.Value.EnumerateObject()).Value.GetString());
        Assert.Equal(ReferenceSeed.TypeId(ReferenceSeed.MerchantTypeKey), order.Text("custom.type.id"));
        Assert.Single(order.List("syncInfo"));
        Assert.Single(order.Deliveries());
        Assert.Equal("Shipped", order.Text("shipmentState"));
        Assert.Contains(ReferenceSeed.MerchantTypeKey, Assert.Single(world.Warnings.Lines));
        Assert.Empty(await world.ErrorsAsync());
    }
}
