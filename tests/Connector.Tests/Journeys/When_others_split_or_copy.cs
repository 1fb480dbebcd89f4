using System.Text.Json;
using System.Text.Json.Nodes;
using Connector.Core.Engine.Pump;
using Connector.Core.Flows.Reconcile;
using Connector.Core.Model.Messages;
using Connector.Core.Model.Shipping;
using Connector.Tests.Journeys.Reconciliation;
using Xunit;

namespace Connector.Tests.Journeys;

/// <summary>Another program splits our order through the API, or people copy it: the new order has our number, our custom field and our line keys, and a key that is not ours.</summary>
public sealed class When_others_split_or_copy
{
    [Theory]
    [InlineData("FS-1-2", false)]
    [InlineData("FS-1-2", true)]
    [InlineData("APP-77", false)]
    [InlineData("APP-77", true)]
    public async Task Labels_of_both_parts_reach_the_shop(string number, bool webhooks)
    {
        await using var world = await World.StartAsync(new WorldPlan { Webhooks = webhooks });
        var order = await PushAsync(world);
        await SplitAsync(world, order, number, 1);

        await world.People.LabelAsync(number);
        await world.SyncUntilQuietAsync();
        Assert.Equal("Partial", world.ShopOrder("FS-1").Text("shipmentState"));
        await world.People.LabelAsync("FS-1");
        await world.SyncUntilQuietAsync();

        var shop = world.ShopOrder("FS-1");
        Assert.Equal("Shipped", shop.Text("shipmentState"));
        Assert.Equal([1, 2], Deliveries(shop).Order());
        Assert.Empty(await world.ErrorsAsync());
        Assert.Equal(0, world.ShippingCalls("POST /orders/markasshipped"));
    }

    [Theory]
    [InlineData("FS-1-2", true)]
    [InlineData("FS-1-2", false)]
    [InlineData("APP-77", true)]
    public async Task A_cancellation_reaches_all_parts(string number, bool seen)
    {
        await using var world = await World.StartAsync();
        var order = await PushAsync(world);
        await SplitAsync(world, order, number, 1);
        if (seen) await world.SyncUntilQuietAsync();

        await world.People.CancelInShopAsync("FS-1");
        await world.SyncUntilQuietAsync();

        Assert.Equal(["cancelled", "cancelled"], (await world.People.AllShippingOrdersAsync()).Select(o => o.Text("orderStatus")));
        Assert.Empty(await world.ErrorsAsync());
        world.Clock.Advance(TimeSpan.FromHours(1));
        Assert.Empty((await CompareAsync(world)).Differences);
    }

    [Fact]
    public async Task A_part_that_is_made_while_its_order_is_cancelled_cannot_be_told_from_a_copy_and_somebody_is_asked()
    {
        await using var world = await World.StartAsync();
        var order = await PushAsync(world);
        await world.People.CancelInShopAsync("FS-1");
        world.Between.At("push-reserved", () => SplitAsync(world, order, "APP-77", 1));
        await world.SyncUntilQuietAsync();
        world.Clock.Advance(TimeSpan.FromMinutes(1));

        await world.SyncUntilQuietAsync();

        Assert.Equal(["cancelled", "awaiting_shipment"], (await world.People.AllShippingOrdersAsync()).Select(o => o.Text("orderStatus")));
        Assert.Contains("APP-77", Assert.Single(await world.ErrorsAsync()).Info.Description, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_part_that_was_not_seen_before_the_cancellation_is_cancelled_by_the_next_poll()
    {
        await using var world = await World.StartAsync();
        var order = await PushAsync(world);
        await SplitAsync(world, order, "APP-77", 1);
        await world.People.CancelInShopAsync("FS-1");
        await world.SyncAsync(SyncScope.Orders);
        Assert.Equal(["cancelled", "awaiting_shipment"], (await world.People.AllShippingOrdersAsync()).Select(o => o.Text("orderStatus")));

        await world.SyncUntilQuietAsync();

        Assert.Equal(["cancelled", "cancelled"], (await world.People.AllShippingOrdersAsync()).Select(o => o.Text("orderStatus")));
        Assert.Empty(await world.ErrorsAsync());
    }

    /// <summary>The first call went through and its response was lost: sent whole again, the order would have the units back that are in the part.</summary>
    [Fact]
    public async Task A_part_that_is_made_before_the_first_call_has_a_known_outcome_keeps_its_units()
    {
        await using var world = await World.StartAsync();
        var order = ShopOrder.Numbered("FS-1").With("MUG-RED", 3);
        await world.People.PlaceAsync(order);
        Assert.True(await world.SyncUntilCrashAsync("push-called"));
        Assert.Equal(SyncStatus.Reserved, Assert.Single(await world.RowsAsync("FS-1")).Status);
        await SplitAsync(world, order, "APP-77", 1);
        await world.SyncAsync(SyncScope.Shipments);
        await world.People.EditInShopAsync("FS-1", new JsonObject { ["shippingAddress"] = ShopOrder.Address("7 Shop Street") });

        await world.SyncUntilQuietAsync();

        var there = await world.People.AllShippingOrdersAsync();
        Assert.Equal([2, 1], there.Select(o => o.List("items").Sum(i => i.GetProperty("quantity").GetInt32())));
        Assert.All(there, o => Assert.Equal("7 SHOP STREET", o.Text("shipTo.street1")!.ToUpperInvariant()));
        Assert.Empty(await world.ErrorsAsync());
    }

    [Fact]
    public async Task An_open_copy_of_an_order_that_the_shop_shows_as_shipped_is_reported_and_stays()
    {
        await using var world = await World.StartAsync();
        await PushAsync(world);
        await world.People.LabelAsync("FS-1");
        await world.SyncUntilQuietAsync();
        Assert.Equal("Shipped", world.ShopOrder("FS-1").Text("shipmentState"));
        await CopyAsync(world);
        await world.SyncUntilQuietAsync();
        world.Clock.Advance(TimeSpan.FromHours(1));

        var told = Assert.Single((await CompareAsync(world)).Differences);

        Assert.Equal((DifferenceKind.DuplicateInShipping, false), (told.Kind, told.Repairable));
        Assert.Contains("FS-1-R", told.Text, StringComparison.Ordinal);
        await world.SyncUntilQuietAsync();
        Assert.Equal(["shipped", "awaiting_shipment"], (await world.People.AllShippingOrdersAsync()).Select(o => o.Text("orderStatus")));
    }

    /// <summary>The call that was sent again put the units back that are in the part. A label of the part does not settle it: what has left with it stands in our order as well.</summary>
    [Fact]
    public async Task Units_that_a_call_without_a_known_outcome_put_back_are_reported_until_somebody_takes_them_out()
    {
        await using var world = await World.StartAsync();
        var order = ShopOrder.Numbered("FS-1").With("MUG-RED", 3);
        await world.People.PlaceAsync(order);
        Assert.True(await world.SyncUntilCrashAsync("push-called"));
        await SplitAsync(world, order, "APP-77", 1);
        await world.SyncUntilQuietAsync();
        Assert.Equal([3, 1], (await world.People.AllShippingOrdersAsync()).Select(o => o.List("items").Sum(i => i.GetProperty("quantity").GetInt32())));
        Assert.Contains("APP-77", Assert.Single(await world.ErrorsAsync()).Info.Description, StringComparison.Ordinal);

        await world.People.LabelAsync("APP-77");
        await world.SyncUntilQuietAsync();
        world.Clock.Advance(TimeSpan.FromMinutes(20));
        await world.ReplayAllAsync();
        await world.SyncUntilQuietAsync();
        Assert.Contains("APP-77", Assert.Single(await world.ErrorsAsync()).Info.Description, StringComparison.Ordinal);

        var items = JsonNode.Parse((await world.ShippingOrderAsync("FS-1")).GetProperty("items").GetRawText())!;
        items[0]!["quantity"] = 2;
        await world.People.EditInShipStationAsync("FS-1", new JsonObject { ["items"] = items.DeepClone() });
        await world.ReplayAllAsync();
        await world.SyncUntilQuietAsync();
        Assert.Empty(await world.ErrorsAsync());
    }

    /// <summary>Only the hold of the first call, which no response acknowledged, says what was sent.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_part_of_an_order_that_was_cancelled_before_any_call_was_acknowledged_is_known_and_cancelled(bool before)
    {
        await using var world = await World.StartAsync();
        var order = ShopOrder.Numbered("FS-1").With("MUG-RED", 3);
        await world.People.PlaceAsync(order);
        Assert.True(await world.SyncUntilCrashAsync("push-called"));
        if (before) await SplitAsync(world, order, "APP-77", 1);
        await world.People.CancelInShopAsync("FS-1");
        await world.SyncAsync(SyncScope.Orders);
        Assert.Equal("cancelled", (await world.People.AllShippingOrdersAsync())[0].Text("orderStatus"));
        if (!before) await CopyAsync(world);

        await world.SyncUntilQuietAsync();

        var part = (await world.People.AllShippingOrdersAsync())[1];
        Assert.NotNull(Assert.Single(await world.RowsAsync("FS-1")).Payload);
        Assert.Equal(before ? "cancelled" : "awaiting_shipment", part.Text("orderStatus"));
        Assert.Equal(before ? [] : [ErrorCodes.LockedInShipping], (await world.ErrorsAsync()).Select(e => e.Info.Code));
    }

    /// <summary>The program keeps one key and drops another, and two lines have that article.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Goods_of_a_part_without_their_key_fill_the_open_units_of_all_lines_with_their_article(bool partFirst)
    {
        await using var world = await World.StartAsync();
        var order = ShopOrder.Numbered("FS-1").With("MUG-RED", 2).With("MUG-RED", 2).With("TEE-1", 1);
        await world.People.PlaceAsync(order);
        await world.SyncAsync();
        world.Clock.Advance(TimeSpan.FromMinutes(2));
        var ours = JsonNode.Parse((await world.ShippingOrderAsync("FS-1")).GetRawText())!.AsObject();
        var part = ours.DeepClone().AsObject();
        foreach (var name in (string[])["orderId", "createDate", "modifyDate", "customerId", "tagIds"]) part.Remove(name);
        (part["orderKey"], part["orderNumber"]) = ("split-app", "APP-77");
        var goods = part["items"]!.AsArray();
        goods.RemoveAt(1);
        goods[0]!.AsObject().Remove("lineItemKey");
        goods[0]!["quantity"] = 3;
        var left = ours["items"]!.AsArray();
        left.RemoveAt(2);
        left.RemoveAt(0);
        left[0]!["quantity"] = 1;
        await world.People.WriteInShipStationAsync(part);
        await world.People.WriteInShipStationAsync(ours);
        await world.SyncUntilQuietAsync();
        world.Clock.Advance(TimeSpan.FromHours(1));
        Assert.Empty((await CompareAsync(world)).Differences);

        foreach (var number in partFirst ? (string[])["APP-77", "FS-1"] : ["FS-1", "APP-77"])
        {
            await world.People.LabelAsync(number);
            await world.SyncUntilQuietAsync();
        }

        var shop = world.ShopOrder("FS-1");
        var units = shop.Deliveries().SelectMany(d => d.Items()).ToLookup(i => i.Line, i => i.Quantity);
        Assert.Equal([2, 2, 1], order.Lines.Select(line => units[line].Sum()));
        Assert.Equal("Shipped", shop.Text("shipmentState"));
        Assert.Empty(await world.ErrorsAsync());
        Assert.Equal(0, world.ShippingCalls("POST /orders/markasshipped"));
    }

    [Fact]
    public async Task A_part_with_goods_of_unknown_lines_is_cancelled_with_its_order()
    {
        await using var world = await World.StartAsync();
        var order = ShopOrder.Numbered("FS-1").With("MUG-RED", 2).With("MUG-RED", 2).With("TEE-1", 1);
        await world.People.PlaceAsync(order);
        await world.SyncAsync();
        world.Clock.Advance(TimeSpan.FromMinutes(2));
        await world.People.CopyAsync("FS-1", "APP-77", move: true, (order.Lines[0], 1), (order.Lines[2], 1));
        var part = (await world.People.AllShippingOrdersAsync())[^1];
        var lines = JsonNode.Parse(part.GetProperty("items").GetRawText())!.AsArray();
        lines[0]!.AsObject().Remove("lineItemKey");
        await world.People.EditInShipStationAsync("APP-77", new JsonObject { ["items"] = lines.DeepClone() });
        await world.SyncUntilQuietAsync();

        await world.People.CancelInShopAsync("FS-1");
        await world.SyncUntilQuietAsync();

        Assert.Equal(["cancelled", "cancelled"], (await world.People.AllShippingOrdersAsync()).Select(o => o.Text("orderStatus")));
        Assert.Empty(await world.ErrorsAsync());
    }

    [Fact]
    public async Task A_hold_reaches_all_parts()
    {
        await using var world = await World.StartAsync();
        var order = await PushAsync(world);
        await SplitAsync(world, order, "APP-77", 1);
        await world.SyncUntilQuietAsync();

        await world.People.EditInShopAsync("FS-1", new JsonObject { ["paymentState"] = "Failed" });
        await world.SyncUntilQuietAsync();

        Assert.Equal(["awaiting_payment", "awaiting_payment"], (await world.People.AllShippingOrdersAsync()).Select(o => o.Text("orderStatus")));
    }

    [Fact]
    public async Task The_comparison_knows_of_a_part_that_can_ship_though_its_order_is_not_paid_any_longer()
    {
        await using var world = await World.StartAsync();
        var order = await PushAsync(world);
        await world.People.CopyAsync("FS-1", "APP-77", move: true, (order.Lines[0], 1));
        await world.People.LabelAsync("FS-1");
        await world.SyncUntilQuietAsync();
        await world.People.PayAsync("FS-1", "Failed");
        world.Clock.Advance(TimeSpan.FromHours(1));

        var found = Assert.Single((await CompareAsync(world)).Differences);
        await world.HurryPumpAsync();

        Assert.Equal((DifferenceKind.NoLongerDueButOpen, true), (found.Kind, found.Repairable));
        Assert.Equal(["shipped", "awaiting_payment"], (await world.People.AllShippingOrdersAsync()).Select(o => o.Text("orderStatus")));
    }

    /// <summary>People cancelled the order itself in ShipStation, so that its row never says what became of it.</summary>
    [Fact]
    public async Task A_part_that_is_held_already_is_not_written_again()
    {
        await using var world = await World.StartAsync();
        var order = await PushAsync(world);
        await world.People.CopyAsync("FS-1", "APP-77", move: true, (order.Lines[0], 1));
        await world.People.EditInShipStationAsync("FS-1", new JsonObject { ["orderStatus"] = "cancelled" });
        await world.SyncUntilQuietAsync();
        await world.People.PayAsync("FS-1", "Failed");
        await world.SyncUntilQuietAsync();
        Assert.Equal(["cancelled", "awaiting_payment"], (await world.People.AllShippingOrdersAsync()).Select(o => o.Text("orderStatus")));
        var calls = world.BulkCalls;

        await world.People.EditInShopAsync("FS-1", new JsonObject { ["customerEmail"] = "other@example.com" });
        await world.SyncUntilQuietAsync();

        Assert.Equal(calls, world.BulkCalls);
    }

    [Fact]
    public async Task A_replacement_for_goods_that_have_shipped_is_reported_and_never_cancelled()
    {
        await using var world = await World.StartAsync(new WorldPlan { Settings = new Dictionary<string, string?> { ["Writeback:ShipmentState"] = "false" } });
        await PushAsync(world);
        await world.People.LabelAsync("FS-1", new JsonObject { ["includeItems"] = false });
        await world.SyncUntilQuietAsync();
        await CopyAsync(world);
        world.Clock.Advance(TimeSpan.FromHours(1));

        var found = (await CompareAsync(world)).Differences;
        await world.SyncUntilQuietAsync();

        Assert.All(found, d => Assert.False(d.Repairable));
        Assert.Equal("awaiting_shipment", (await world.People.AllShippingOrdersAsync())[^1].Text("orderStatus"));
    }

    [Fact]
    public async Task A_copy_stays_when_its_order_is_cancelled_and_somebody_is_asked()
    {
        await using var world = await World.StartAsync();
        await PushAsync(world);
        await CopyAsync(world);
        await world.SyncUntilQuietAsync();

        await world.People.CancelInShopAsync("FS-1");
        await world.SyncUntilQuietAsync();

        Assert.Equal(["cancelled", "awaiting_shipment"], (await world.People.AllShippingOrdersAsync()).Select(o => o.Text("orderStatus")));
        Assert.Equal(ErrorCodes.LockedInShipping, Assert.Single(await world.ErrorsAsync()).Info.Code);
    }

    [Fact]
    public async Task Goods_that_ship_with_a_copy_do_not_ship_again()
    {
        await using var world = await World.StartAsync();
        await PushAsync(world);
        await CopyAsync(world);
        var copy = (await world.People.AllShippingOrdersAsync())[^1].Text("orderNumber")!;
        Assert.Equal("FS-1-R", copy);

        await world.People.LabelAsync(copy);
        await world.SyncUntilQuietAsync();

        Assert.Equal("Shipped", world.ShopOrder("FS-1").Text("shipmentState"));
        Assert.Equal(["shipped", "shipped"], (await world.People.AllShippingOrdersAsync()).Select(o => o.Text("orderStatus")));
        Assert.Single(Deliveries(world.ShopOrder("FS-1")));
    }

    [Fact]
    public async Task What_is_open_of_our_order_does_not_ship_after_a_copy_has_shipped_though_a_part_had_a_label_before()
    {
        await using var world = await World.StartAsync();
        var order = await PushAsync(world);
        await CopyAsync(world);
        await world.People.LabelAsync("FS-1", new JsonObject
        {
            ["orderId"] = (await world.People.AllShippingOrdersAsync())[0].GetProperty("orderId").GetInt64(),
            ["items"] = new JsonArray(new JsonObject { ["lineItemKey"] = order.Lines[0], ["quantity"] = 1 })
        });
        await world.SyncUntilQuietAsync();

        await world.People.LabelAsync("FS-1-R");
        await world.SyncUntilQuietAsync();

        Assert.Equal("Shipped", world.ShopOrder("FS-1").Text("shipmentState"));
        Assert.All(await world.People.AllShippingOrdersAsync(), o => Assert.Equal("shipped", o.Text("orderStatus")));
    }

    [Fact]
    public async Task Goods_that_left_our_order_without_a_trace_are_reported()
    {
        await using var world = await World.StartAsync();
        var order = await PushAsync(world);
        var taken = JsonNode.Parse((await world.ShippingOrderAsync("FS-1")).GetRawText())!.AsObject();
        taken["items"]![0]!["quantity"] = 1;
        await world.People.EditInShipStationAsync("FS-1", new JsonObject { ["items"] = taken["items"]!.DeepClone() });
        Assert.NotEmpty(order.Lines);
        await world.SyncUntilQuietAsync();
        world.Clock.Advance(TimeSpan.FromHours(1));

        var found = Assert.Single((await CompareAsync(world)).Differences);

        Assert.Equal((DifferenceKind.GoodsMissing, false), (found.Kind, found.Repairable));
        Assert.StartsWith("2 units", found.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Items_without_our_keys_fill_the_lines_of_their_article()
    {
        await using var world = await World.StartAsync();
        var order = ShopOrder.Numbered("FS-1").With("MUG-RED", 2).With("MUG-RED", 1);
        await world.People.PlaceAsync(order);
        await world.SyncAsync();
        var lines = new JsonArray(new JsonObject { ["sku"] = "MUG-RED", ["name"] = "Mug, typed in", ["quantity"] = 3, ["unitPrice"] = 15 });
        await world.People.EditInShipStationAsync("FS-1", new JsonObject { ["items"] = lines });

        await world.People.LabelAsync("FS-1");
        await world.SyncUntilQuietAsync();

        var shop = world.ShopOrder("FS-1");
        Assert.Equal("Shipped", shop.Text("shipmentState"));
        var items = shop.GetProperty("shippingInfo").GetProperty("deliveries")[0].GetProperty("items").EnumerateArray().ToDictionary(i => i.Text("id")!, i => i.GetProperty("quantity").GetInt32());
        Assert.Equal((2, 1), (items[order.Lines[0]], items[order.Lines[1]]));
        Assert.Empty(await world.ErrorsAsync());
    }

    private static async Task<ShopOrder> PushAsync(World world)
    {
        var order = ShopOrder.Numbered("FS-1").With("MUG-RED", 3);
        await world.People.PlaceAsync(order);
        await world.SyncAsync();
        world.Clock.Advance(TimeSpan.FromMinutes(2));
        return order;
    }

    private static async Task CopyAsync(World world) => await new Damage(world).CopyInShipStationAsync("FS-1", new JsonObject { ["orderKey"] = "copied-by-hand", ["orderNumber"] = "FS-1-R" });

    /// <summary>Another program moves so many units to an order of its own, with two calls of the API.</summary>
    private static async Task SplitAsync(World world, ShopOrder order, string number, int units)
    {
        Assert.NotEmpty(order.Lines);
        var ours = JsonNode.Parse((await world.ShippingOrderAsync("FS-1")).GetRawText())!.AsObject();
        var part = ours.DeepClone().AsObject();
        foreach (var name in (string[])["orderId", "createDate", "modifyDate", "customerId", "tagIds"]) part.Remove(name);
        (part["orderKey"], part["orderNumber"], part["items"]![0]!["quantity"]) = ("split-app-" + number, number, units);
        ours["items"]![0]!["quantity"] = ours["items"]![0]!["quantity"]!.GetValue<int>() - units;
        await world.People.WriteInShipStationAsync(part);
        if (ours["orderStatus"]!.GetValue<string>() == "awaiting_shipment") await world.People.WriteInShipStationAsync(ours);
    }

    private static IEnumerable<int> Deliveries(JsonElement shop) =>
        shop.GetProperty("shippingInfo").GetProperty("deliveries").EnumerateArray().Select(d => d.GetProperty("items").EnumerateArray().Sum(i => i.GetProperty("quantity").GetInt32()));

    private static Task<ReconciliationReport> CompareAsync(World world) =>
        world.Get<ReconciliationRun>().RunAsync(new ReconciliationScope(DateTimeOffset.UnixEpoch, null, true, TimeSpan.Zero), null, default);
}
