using System.Text.Json;
using System.Text.Json.Nodes;
using Connector.Core.Model.Messages;
using Xunit;

namespace Connector.Tests.Journeys;

/// <summary>Another connector, or a person in the shop, delivers goods of an order without us.</summary>
public sealed class When_others_deliver
{
    [Fact]
    public async Task What_they_delivered_before_the_first_push_is_not_sent()
    {
        await using var world = await World.StartAsync();
        var order = ShopOrder.Numbered("OD-1").With("MUG-RED", 2).With("TEE-1", 1);
        await world.People.PlaceAsync(order.But(o => o["shippingInfo"]!["deliveries"] = Delivered(order, (0, 1))));

        await world.SyncAsync();

        var there = await world.ShippingOrderAsync("OD-1");
        Assert.Equal("1 MUG-RED, 1 TEE-1", Goods(there));
        Assert.Equal(35.95m, there.GetProperty("amountPaid").GetDecimal());
        Assert.Empty(await world.ErrorsAsync());
    }

    [Fact]
    public async Task An_order_that_they_delivered_whole_is_never_sent()
    {
        await using var world = await World.StartAsync();
        var order = ShopOrder.Numbered("OD-2").With("MUG-RED", 2);
        await world.People.PlaceAsync(order.But(o => o["shippingInfo"]!["deliveries"] = Delivered(order, (0, 2))));

        var done = await world.SyncAsync();

        Assert.Equal((1, 0), (done[Measure.Skipped], world.BulkCalls));
        Assert.Contains("Not sent: shipped already", await world.HistoryAsync("OD-2"));
    }

    [Fact]
    public async Task What_they_deliver_after_the_push_is_taken_out()
    {
        await using var world = await World.StartAsync();
        var order = ShopOrder.Numbered("OD-3").With("MUG-RED", 3);
        await world.People.PlaceAsync(order);
        await world.SyncAsync();

        await world.People.EditInShopAsync("OD-3", Delivery(order, (0, 2)));
        await world.SyncAsync();

        Assert.Equal("1 MUG-RED", Goods(await world.ShippingOrderAsync("OD-3")));
        await world.People.LabelAsync("OD-3");
        await world.SyncUntilQuietAsync();
        var shop = world.ShopOrder("OD-3");
        Assert.Equal("Shipped", shop.Text("shipmentState"));
        Assert.Equal(2, shop.GetProperty("shippingInfo").GetProperty("deliveries").GetArrayLength());
        Assert.Empty(await world.ErrorsAsync());
    }

    [Fact]
    public async Task Units_in_a_closed_line_item_state_are_not_sent_until_they_leave_it()
    {
        await using var world = await World.StartAsync(new WorldPlan { Settings = new Dictionary<string, string?> { ["Selection:Lines:ClosedStates:0"] = Connector.Simulators.Commercetools.Seeds.ReferenceSeed.StateId("Backordered") } });
        var order = ShopOrder.Numbered("OD-4").With("MUG-RED", 2).With("TEE-1", 1);
        await world.People.PlaceAsync(order.But(o => o["lineItems"]![0]!["state"] = States(("Backordered", 1), ("Initial", 1))));
        await world.SyncAsync();
        Assert.Equal("1 MUG-RED, 1 TEE-1", Goods(await world.ShippingOrderAsync("OD-4")));

        var lines = order.Document["lineItems"]!.DeepClone();
        lines[0]!["state"] = States(("Initial", 2));
        await world.People.EditInShopAsync("OD-4", new JsonObject { ["lineItems"] = lines });
        await world.SyncAsync();

        Assert.Equal("2 MUG-RED, 1 TEE-1", Goods(await world.ShippingOrderAsync("OD-4")));
    }

    private static JsonObject Delivery(ShopOrder order, params (int Line, int Quantity)[] items) =>
        new() { ["shippingInfo"] = new JsonObject { ["deliveries"] = Delivered(order, items) } };

    internal static JsonArray Delivered(ShopOrder order, params (int Line, int Quantity)[] items) => new(new JsonObject
    {
        ["id"] = "0b1c0000-0000-4000-8000-00000000d001", ["createdAt"] = "2026-03-03T11:00:00.000Z",
        ["items"] = new JsonArray([.. items.Select(item => new JsonObject { ["id"] = order.Lines[item.Line], ["quantity"] = item.Quantity })]),
        ["parcels"] = new JsonArray()
    });

    private static JsonArray States(params (string Key, int Quantity)[] states) => new([.. states.Select(s => new JsonObject
    {
        ["quantity"] = s.Quantity, ["state"] = new JsonObject { ["typeId"] = "state", ["id"] = Connector.Simulators.Commercetools.Seeds.ReferenceSeed.StateId(s.Key) }
    })]);

    private static string Goods(JsonElement order) =>
        string.Join(", ", order.GetProperty("items").EnumerateArray().Where(i => !i.GetProperty("adjustment").GetBoolean()).Select(i => $"{i.GetProperty("quantity")} {i.Text("sku")}"));
}
