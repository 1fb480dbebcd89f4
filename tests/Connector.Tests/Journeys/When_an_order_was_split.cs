using System.Text.Json.Nodes;
using Connector.Core.Engine.Pump;
using Xunit;

namespace Connector.Tests.Journeys;

/// <summary>Staff split orders in ShipStation at any moment. Every open part follows its order, or somebody is asked.</summary>
public sealed class When_an_order_was_split
{
    private const string Number = "US-1";

    [Fact]
    public async Task A_part_that_no_poll_has_seen_is_cancelled_with_its_order()
    {
        await using var world = await World.StartAsync();
        var order = await SentAsync(world);
        await world.People.SplitAsync(Number, (order.Lines[0], 1));
        await world.People.CancelInShopAsync(Number);

        await world.SyncAsync(SyncScope.Orders);

        await AllAreAsync(world, "cancelled", 2);
        Assert.Empty(await world.ErrorsAsync());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_part_of_a_part_of_a_part_follows(bool polled)
    {
        await using var world = await World.StartAsync();
        var order = await SentAsync(world);
        await SplitThriceAsync(world, order);
        if (polled) await world.SyncUntilQuietAsync();

        await world.People.EditInShopAsync(Number, new JsonObject { ["shippingAddress"] = ShopOrder.Address("700 Larimer Street") });
        await world.SyncAsync(SyncScope.Orders);

        var parts = await world.ShippingOrdersAsync(Number);
        Assert.Equal(4, parts.Count);
        Assert.All(parts, part => Assert.Equal("700 Larimer Street", part.Text("shipTo.street1")));
        Assert.All(parts, part => Assert.Equal(1, UnitsOf(part)));

        await world.People.CancelInShopAsync(Number);
        await world.SyncAsync(SyncScope.Orders);
        await AllAreAsync(world, "cancelled", 4);
        Assert.Empty(await world.ErrorsAsync());
    }

    [Fact]
    public async Task A_part_that_was_split_off_while_the_cancellation_went_out_is_cancelled()
    {
        await using var world = await World.StartAsync();
        var order = await SentAsync(world);
        await world.People.CancelInShopAsync(Number);
        world.Between.At("push-reserved", () => world.People.SplitAsync(Number, (order.Lines[0], 1)));

        await world.SyncAsync(SyncScope.Orders);

        await AllAreAsync(world, "cancelled", 2);
    }

    [Fact]
    public async Task A_part_that_was_split_off_while_a_change_went_out_gets_the_change_and_no_unit_stands_twice()
    {
        await using var world = await World.StartAsync();
        var order = await SentAsync(world);
        await world.People.EditInShopAsync(Number, new JsonObject { ["shippingAddress"] = ShopOrder.Address("700 Larimer Street") });
        world.Between.At("push-reserved", () => world.People.SplitAsync(Number, (order.Lines[0], 1)));

        await world.SyncUntilQuietAsync();

        var parts = await world.ShippingOrdersAsync(Number);
        Assert.Equal([3, 1], parts.Select(UnitsOf));
        Assert.All(parts, part => Assert.Equal("700 Larimer Street", part.Text("shipTo.street1")));
        Assert.Empty(await world.ErrorsAsync());
    }

    [Fact]
    public async Task An_open_part_of_a_cancelled_order_that_a_poll_sees_is_cancelled()
    {
        await using var world = await World.StartAsync();
        var order = await SentAsync(world);
        await world.People.CancelInShopAsync(Number);
        await world.SyncUntilQuietAsync();
        world.Clock.Advance(TimeSpan.FromMinutes(1));
        await world.People.SplitAsync(Number, (order.Lines[0], 1));
        await world.People.EditInShipStationAsync("US-1-1", new JsonObject { ["orderStatus"] = "awaiting_shipment" });

        await world.SyncUntilQuietAsync();

        await AllAreAsync(world, "cancelled", 2);
        Assert.Empty(await world.ErrorsAsync());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Units_that_a_late_call_put_back_into_the_whole_are_taken_out_again(bool polledBetween)
    {
        await using var world = await World.StartAsync();
        var order = await SentAsync(world);
        var before = JsonNode.Parse((await world.ShippingOrderAsync(Number)).GetRawText())!.AsObject();
        foreach (var name in (string[])["createDate", "modifyDate", "customerId", "tagIds", "advancedOptions"]) before.Remove(name);
        await world.People.SplitAsync(Number, (order.Lines[0], 1));
        if (polledBetween) await world.SyncUntilQuietAsync();
        world.Clock.Advance(TimeSpan.FromMinutes(10));
        await world.People.WriteInShipStationAsync(before);
        Assert.Equal([4, 1], (await world.ShippingOrdersAsync(Number)).Select(UnitsOf));

        await world.SyncUntilQuietAsync();

        Assert.Equal([3, 1], (await world.ShippingOrdersAsync(Number)).Select(UnitsOf));
        Assert.Empty(await world.ErrorsAsync());
    }

    [Fact]
    public async Task A_part_that_cannot_follow_is_named_in_the_error_queue()
    {
        await using var world = await World.StartAsync();
        var order = await SentAsync(world);
        await world.People.SplitAsync(Number, (order.Lines[0], 1));
        await world.People.SplitAsync("US-1-1", (order.Lines[0], 1));
        await world.People.SplitAsync(Number, (order.Lines[0], 1));
        await world.People.FulfillAsync("US-1-2", "pending");
        await world.People.CancelInShopAsync(Number);

        await world.SyncAsync(SyncScope.Orders);

        Assert.Contains("US-1-2", Assert.Single(await world.ErrorsAsync()).Info.Description);
        var open = (await world.ShippingOrdersAsync(Number)).Where(o => o.Text("orderStatus") != "cancelled");
        Assert.Equal("US-1-2", Assert.Single(open).Text("orderNumber"));
    }

    [Fact]
    public async Task A_cancellation_of_an_order_that_was_never_split_looks_for_no_parts()
    {
        await using var world = await World.StartAsync();
        await SentAsync(world);
        var lists = world.ShippingCalls("GET /orders");
        await world.People.CancelInShopAsync(Number);

        await world.SyncAsync(SyncScope.Orders);

        await AllAreAsync(world, "cancelled", 1);
        Assert.Equal(lists, world.ShippingCalls("GET /orders"));
    }

    /// <summary>Four mugs in one order, with both sides at rest.</summary>
    private static async Task<ShopOrder> SentAsync(World world)
    {
        var order = ShopOrder.Numbered(Number).With("MUG-RED", 4);
        await world.People.PlaceAsync(order);
        await world.SyncUntilQuietAsync();
        world.Clock.Advance(TimeSpan.FromMinutes(5));
        await world.SyncUntilQuietAsync();
        return order;
    }

    /// <summary>One unit stays in each.</summary>
    private static async Task SplitThriceAsync(World world, ShopOrder order)
    {
        await world.People.SplitAsync(Number, (order.Lines[0], 3));
        await world.People.SplitAsync("US-1-1", (order.Lines[0], 2));
        await world.People.SplitAsync("US-1-2", (order.Lines[0], 1));
    }

    private static int UnitsOf(System.Text.Json.JsonElement order) => order.List("items").Sum(i => i.GetProperty("quantity").GetInt32());

    private static async Task AllAreAsync(World world, string status, int count)
    {
        var orders = await world.ShippingOrdersAsync(Number);
        Assert.Equal(Enumerable.Repeat(status, count), orders.Select(o => o.Text("orderStatus")));
    }
}
