using System.Text.Json.Nodes;
using Connector.Core.Model.Messages;
using Xunit;

namespace Connector.Tests.Journeys;

public sealed class When_an_order_need_not_ship
{
    [Theory]
    [InlineData("digital", "digital only")]
    [InlineData("unpaid", "waiting for payment")]
    [InlineData("pickup", "pickup")]
    public async Task It_stays_in_the_shop_and_the_journal_says_why(string what, string reason)
    {
        await using var world = await World.StartAsync(new WorldPlan
        {
            Settings = new Dictionary<string, string?>
            {
                ["Selection:Lines:NotShipped:0:Skus:0"] = "PDF-*", ["Selection:Lines:NotShipped:0:Reason"] = "digital", ["Selection:PickupMethods:0"] = "standard"
            }
        });
        var order = ShopOrder.Numbered("US-1");
        // Every other order is sent by another method than the one that customers collect by.
        if (what != "pickup") order.But(o => o["shippingInfo"]!["shippingMethodName"] = "Express").But(o => o["shippingInfo"]!.AsObject().Remove("shippingMethod"));
        if (what == "digital") order.With("PDF-PATTERN", 1);
        if (what == "unpaid") order.But(o => o["paymentState"] = "Pending");
        await world.People.PlaceAsync(order);

        var done = await world.SyncAsync();

        Assert.Equal(1, done[Measure.Skipped]);
        Assert.Empty(await world.ShippingOrdersAsync("US-1"));
        Assert.Contains("Not sent: " + reason, await world.HistoryAsync("US-1"));
        Assert.Equal((0, 0), (world.BulkCalls, world.ShopWrites));
        Assert.Empty(await world.ErrorsAsync());
    }

    [Fact]
    public async Task It_is_sent_as_soon_as_it_must()
    {
        await using var world = await World.StartAsync();
        await world.People.PlaceAsync(ShopOrder.Numbered("US-1").But(order => order["paymentState"] = "Pending"));
        await world.SyncAsync();

        await world.People.EditInShopAsync("US-1", new JsonObject { ["paymentState"] = "Paid" });
        await world.SyncAsync();

        Assert.Equal("awaiting_shipment", (await world.ShippingOrderAsync("US-1")).Text("orderStatus"));
    }
}
