using System.Text.Json;
using System.Text.Json.Nodes;
using Connector.Core.Flows.Reconcile;
using Connector.Core.Model.Messages;
using Connector.Core.Model.Shipping;
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

    /// <summary>The label is known before they deliver, or only afterwards.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_they_deliver_beside_a_label_of_ours_completes_the_order(bool known)
    {
        await using var world = await World.StartAsync();
        var order = await PushAsync(world, "OD-12");
        await world.People.LabelAsync("OD-12", (order.Lines[0], 1));
        if (known) await world.SyncUntilQuietAsync();

        await world.People.DeliverInShopAsync("OD-12", (order.Lines[0], 1));
        await world.SyncUntilQuietAsync();

        Assert.Equal("shipped", (await world.ShippingOrderAsync("OD-12")).Text("orderStatus"));
        var shop = world.ShopOrder("OD-12");
        Assert.Equal(("Shipped", "shipped", 2), (shop.Text("shipmentState"), Field(shop, "shipstationStatus"), shop.Deliveries().Count));
        Assert.Empty(await world.ErrorsAsync());
        world.Clock.Advance(TimeSpan.FromHours(1));
        Assert.Empty((await CompareAsync(world, fix: false)).Differences);
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

    public static TheoryData<string> Ends => ["deliveries of all units", "shipmentState Shipped", "shipmentState Delivered", "orderState Complete", "shipped, with deliveries"];

    [Theory]
    [MemberData(nameof(Ends))]
    public async Task An_order_that_ends_by_another_way_is_marked_as_shipped_and_nobody_is_notified(string end)
    {
        await using var world = await World.StartAsync();
        var order = await PushAsync(world, "OD-5");

        await world.People.EditInShopAsync("OD-5", End(end, order));
        await world.SyncUntilQuietAsync();

        Assert.Equal("shipped", (await world.ShippingOrderAsync("OD-5")).Text("orderStatus"));
        Assert.Equal(1, world.ShippingCalls("POST /orders/markasshipped"));
        var fulfillment = (await world.People.CallShipStationAsync(HttpMethod.Get, "fulfillments")).GetProperty("fulfillments")[0];
        Assert.False(fulfillment.GetProperty("notifyErrorMessage").ValueKind == JsonValueKind.String || fulfillment.GetProperty("marketplaceNotified").GetBoolean());
        var shop = world.ShopOrder("OD-5");
        Assert.Equal(end.Contains("deliveries") ? 1 : 0, shop.GetProperty("shippingInfo").GetProperty("deliveries").GetArrayLength());
        Assert.Equal("shipped outside ShipStation", Field(shop, "shipstationStatus"));
        Assert.StartsWith("Ended by another way (", Field(shop, "shipstationMessage"), StringComparison.Ordinal);
        Assert.Contains("marked as shipped", await world.HistoryAsync("OD-5"), StringComparison.Ordinal);
        Assert.Empty(await world.ErrorsAsync());
        world.Clock.Advance(TimeSpan.FromHours(1));
        Assert.Empty((await CompareAsync(world, fix: false)).Differences);

        var (calls, writes) = (world.Shipping.Stats.ByRoute.Values.Sum(), world.ShopWrites);
        await world.People.EditInShopAsync("OD-5", new JsonObject { ["customerEmail"] = "other@example.com" });
        await world.SyncUntilQuietAsync();
        Assert.Equal((1, writes), (world.ShippingCalls("POST /orders/markasshipped"), world.ShopWrites));
        Assert.True(calls > 0);
    }

    [Theory]
    [InlineData("Cancel", "cancelled", 0)]
    [InlineData("Report", "awaiting_shipment", 1)]
    public async Task By_rule_it_is_cancelled_or_only_reported(string rule, string status, int errors)
    {
        await using var world = await World.StartAsync(new WorldPlan { Settings = new Dictionary<string, string?> { ["Selection:WhenEndedOutside"] = rule } });
        var order = await PushAsync(world, "OD-6");
        await world.People.EditInShopAsync("OD-6", End("shipped, with deliveries", order));

        await world.SyncUntilQuietAsync();

        Assert.Equal((status, 0), ((await world.ShippingOrderAsync("OD-6")).Text("orderStatus"), world.ShippingCalls("POST /orders/markasshipped")));
        Assert.Equal(Enumerable.Repeat(ErrorCodes.EndedOutside, errors), (await world.ErrorsAsync()).Select(e => e.Info.Code));
    }

    [Fact]
    public async Task A_split_order_that_ends_by_another_way_is_marked_with_all_its_parts()
    {
        await using var world = await World.StartAsync();
        var order = await PushAsync(world, "OD-7");
        world.Clock.Advance(TimeSpan.FromMinutes(2));
        await world.People.SplitAsync("OD-7", (order.Lines[0], 1));
        await world.People.EditInShopAsync("OD-7", End("shipped, with deliveries", order));

        await world.SyncUntilQuietAsync();

        Assert.Equal(["shipped", "shipped"], (await world.ShippingOrdersAsync("OD-7")).Select(o => o.Text("orderStatus")));
        Assert.Equal(1, world.ShopOrder("OD-7").GetProperty("shippingInfo").GetProperty("deliveries").GetArrayLength());
    }

    /// <summary>A part is marked before the order itself is, and then the call for the order is lost.</summary>
    [Fact]
    public async Task What_a_mark_of_a_part_makes_in_ShipStation_is_no_delivery_even_while_its_order_is_open()
    {
        await using var world = await World.StartAsync();
        var order = await PushAsync(world, "OD-13");
        world.Clock.Advance(TimeSpan.FromMinutes(2));
        await world.People.SplitAsync("OD-13", (order.Lines[0], 1));
        await world.SyncUntilQuietAsync();
        await world.People.DeliverInShopAsync("OD-13");
        world.Shipping.Faults.Add(new Connector.Simulators.Control.Fault { Route = "POST /orders/markasshipped", Drop = "after", Times = 1 });
        world.Shipping.Faults.Add(new Connector.Simulators.Control.Fault { Route = "GET /orders/{id}", Status = 503, Skip = 1, Times = 30 });
        await world.SyncAsync(Connector.Core.Engine.Pump.SyncScope.Orders);
        Assert.Equal(["awaiting_shipment", "shipped"], (await world.ShippingOrdersAsync("OD-13")).Select(o => o.Text("orderStatus")).Order());

        await world.SyncAsync(Connector.Core.Engine.Pump.SyncScope.Shipments);
        world.Shipping.Faults.Clear();
        await world.SyncUntilQuietAsync();

        Assert.Equal(["shipped", "shipped"], (await world.ShippingOrdersAsync("OD-13")).Select(o => o.Text("orderStatus")));
        Assert.Single(world.ShopOrder("OD-13").Deliveries());
        Assert.Empty(await world.ErrorsAsync());
    }

    /// <summary>The label of the rest is voided later: the units that others delivered are the only ones that have left.</summary>
    [Fact]
    public async Task What_a_mark_of_a_part_makes_in_ShipStation_is_no_delivery_after_a_void_either()
    {
        await using var world = await World.StartAsync();
        var order = ShopOrder.Numbered("OD-14").With("MUG-RED", 4);
        await world.People.PlaceAsync(order);
        await world.SyncAsync();
        world.Clock.Advance(TimeSpan.FromMinutes(2));
        await world.People.SplitAsync("OD-14", (order.Lines[0], 1));
        await world.SyncUntilQuietAsync();
        var label = await world.People.LabelAsync("OD-14");
        await world.SyncUntilQuietAsync();
        await world.People.DeliverInShopAsync("OD-14", (order.Lines[0], 1));
        await world.SyncUntilQuietAsync();
        Assert.Equal(["shipped", "shipped"], (await world.ShippingOrdersAsync("OD-14")).Select(o => o.Text("orderStatus")));

        await world.People.VoidAsync(label);
        await world.SyncUntilQuietAsync();

        Assert.Equal(["awaiting_shipment", "shipped"], (await world.ShippingOrdersAsync("OD-14")).Select(o => o.Text("orderStatus")).Order());
        Assert.Null(Assert.Single(world.ShopOrder("OD-14").Deliveries()).Text("key"));
        // Which of the parts has fewer units now is for people to say.
        Assert.Equal(ErrorCodes.LockedInShipping, Assert.Single(await world.ErrorsAsync()).Info.Code);
    }

    /// <summary>They did not see the label, and delivered all; then the label is voided.</summary>
    [Fact]
    public async Task An_order_that_a_void_opens_again_after_others_have_delivered_all_is_marked()
    {
        await using var world = await World.StartAsync();
        var order = ShopOrder.Numbered("OD-16").With("MUG-RED", 4);
        await world.People.PlaceAsync(order);
        await world.SyncAsync();
        world.Clock.Advance(TimeSpan.FromMinutes(2));
        await world.People.SplitAsync("OD-16", (order.Lines[0], 1));
        await world.SyncUntilQuietAsync();
        var label = await world.People.LabelAsync("OD-16");
        await world.People.DeliverInShopAsync("OD-16");
        await world.SyncUntilQuietAsync();
        Assert.Equal(["shipped", "shipped"], (await world.ShippingOrdersAsync("OD-16")).Select(o => o.Text("orderStatus")));

        await world.People.VoidAsync(label);
        await world.SyncUntilQuietAsync();

        Assert.Equal(["shipped", "shipped"], (await world.ShippingOrdersAsync("OD-16")).Select(o => o.Text("orderStatus")));
        Assert.Null(Assert.Single(world.ShopOrder("OD-16").Deliveries()).Text("key"));
    }

    /// <summary>Split by people or by another program; one unit left by hand, the other with the label of one of the two.</summary>
    [Theory]
    [InlineData(true, "OD-15", true)]
    [InlineData(true, "OD-15", false)]
    [InlineData(false, "OD-15", true)]
    [InlineData(false, "OD-15", false)]
    [InlineData(true, "OD-15-1", true)]
    [InlineData(false, "OD-15-1", true)]
    public async Task What_is_still_open_of_a_split_order_of_which_all_has_left_is_marked(bool byPeople, string labelled, bool seen)
    {
        await using var world = await World.StartAsync();
        var order = ShopOrder.Numbered("OD-15").With("MUG-RED", 2);
        await world.People.PlaceAsync(order);
        await world.SyncAsync();
        world.Clock.Advance(TimeSpan.FromMinutes(2));
        if (byPeople) await world.People.SplitAsync("OD-15", (order.Lines[0], 1));
        else await world.People.CopyAsync("OD-15", "OD-15-1", move: true, (order.Lines[0], 1));
        if (seen) await world.SyncUntilQuietAsync();
        await world.People.DeliverInShopAsync("OD-15", (order.Lines[0], 1));
        if (seen) await world.SyncUntilQuietAsync();

        await world.People.LabelAsync(labelled, new JsonObject { ["orderId"] = (await world.ShippingOrdersAsync("OD-15")).Single(o => o.Text("orderNumber") == labelled).GetProperty("orderId").GetInt64() });
        await world.SyncUntilQuietAsync();

        Assert.Equal(["shipped", "shipped"], (await world.ShippingOrdersAsync("OD-15")).Select(o => o.Text("orderStatus")));
        Assert.Equal(("Shipped", 2), (world.ShopOrder("OD-15").Text("shipmentState"), world.ShopOrder("OD-15").Deliveries().Count));
        Assert.Empty(await world.ErrorsAsync());
        world.Clock.Advance(TimeSpan.FromHours(1));
        Assert.Empty((await CompareAsync(world, fix: false)).Differences);
    }

    [Fact]
    public async Task Only_the_warehouse_whose_goods_others_delivered_is_marked()
    {
        await using var world = await World.StartAsync(new WorldPlan
        {
            Settings = new Dictionary<string, string?>
            {
                ["Locations:0:Key"] = "east", ["Locations:0:StoreId"] = "410001", ["Locations:1:Key"] = "west", ["Locations:1:StoreId"] = "410001",
                ["Routing:DefaultLocation"] = "east", ["Routing:Rules:0:Location"] = "west", ["Routing:Rules:0:Skus:0"] = "TEE-*"
            }
        });
        var order = ShopOrder.Numbered("OD-8").With("MUG-RED", 2).With("TEE-1", 1);
        await world.People.PlaceAsync(order);
        await world.SyncAsync();

        await world.People.EditInShopAsync("OD-8", Delivery(order, (1, 1)));
        await world.SyncUntilQuietAsync();

        Assert.Equal(["MUG-RED awaiting_shipment", "TEE-1 shipped"], (await world.ShippingOrdersAsync("OD-8")).Select(o => $"{Goods(o)[2..]} {o.Text("orderStatus")}").Order());
        Assert.Empty(await world.ErrorsAsync());
    }

    [Fact]
    public async Task The_comparison_finds_what_was_not_marked()
    {
        await using var world = await World.StartAsync();
        var order = await PushAsync(world, "OD-9");
        await world.People.EditInShopAsync("OD-9", End("shipped, with deliveries", order));
        world.Clock.Advance(TimeSpan.FromHours(1));

        Assert.Equal(DifferenceKind.EndedButOpen, Assert.Single((await CompareAsync(world, fix: true)).Differences).Kind);
        await world.HurryPumpAsync();

        Assert.Equal("shipped", (await world.ShippingOrderAsync("OD-9")).Text("orderStatus"));
    }

    [Theory]
    [InlineData("push-reserved")]
    [InlineData("push-called")]
    public async Task A_crash_around_the_call_ends_the_same(string point)
    {
        await using var world = await World.StartAsync();
        var order = await PushAsync(world, "OD-10");
        await world.People.EditInShopAsync("OD-10", End("shipped, with deliveries", order));

        await world.SyncUntilCrashAsync(point);
        await world.SyncUntilQuietAsync();

        Assert.Equal("shipped", (await world.ShippingOrderAsync("OD-10")).Text("orderStatus"));
        Assert.Equal(1, world.ShippingCalls("POST /orders/markasshipped"));
        Assert.Equal(1, world.ShopOrder("OD-10").GetProperty("shippingInfo").GetProperty("deliveries").GetArrayLength());
        Assert.Equal(SyncStatus.Shipped, Assert.Single(await world.RowsAsync("OD-10")).Status);
    }

    [Fact]
    public async Task An_edit_after_Delivered_is_as_late_as_one_after_Shipped()
    {
        await using var world = await World.StartAsync();
        await PushAsync(world, "OD-11");
        await world.People.LabelAsync("OD-11");
        await world.SyncUntilQuietAsync();

        await world.People.EditInShopAsync("OD-11", new JsonObject { ["shipmentState"] = "Delivered", ["shippingAddress"] = ShopOrder.Address("99 Other Street") });
        await world.SyncUntilQuietAsync();

        Assert.Equal(ErrorCodes.ChangedAfterShipment, Assert.Single(await world.ErrorsAsync()).Info.Code);
    }

    private static async Task<ShopOrder> PushAsync(World world, string number)
    {
        var order = ShopOrder.Numbered(number).With("MUG-RED", 2);
        await world.People.PlaceAsync(order);
        await world.SyncAsync();
        return order;
    }

    private static JsonObject End(string end, ShopOrder order)
    {
        var edit = end.Contains("deliveries") ? Delivery(order, (0, 2)) : [];
        if (end.StartsWith("shipmentState", StringComparison.Ordinal)) edit["shipmentState"] = end.Split(' ')[1];
        if (end.StartsWith("orderState", StringComparison.Ordinal)) edit["orderState"] = end.Split(' ')[1];
        if (end.StartsWith("shipped", StringComparison.Ordinal)) edit["shipmentState"] = "Shipped";
        return edit;
    }

    private static string? Field(JsonElement shop, string name) =>
        shop.TryGetProperty("custom", out var custom) && custom.GetProperty("fields").TryGetProperty(name, out var value) ? value.GetString() : null;

    private static Task<ReconciliationReport> CompareAsync(World world, bool fix) =>
        world.Get<ReconciliationRun>().RunAsync(new ReconciliationScope(DateTimeOffset.UnixEpoch, null, fix, TimeSpan.Zero), null, default);

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
