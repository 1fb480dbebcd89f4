using Connector.Core.Engine.Pump;
using Connector.Core.Model.Shipping;
using System.Text.Json;
using System.Text.Json.Nodes;
using Connector.Core.Flows.Reconcile;
using Connector.Core.Model.Messages;
using Connector.TestSupport;
using Xunit;

namespace Connector.Tests.Journeys;

/// <summary>An order that was sent stops being due: it must not ship until it is due again.</summary>
public sealed class When_an_order_is_no_longer_due
{
    /// <summary>The process died when the shop showed the void and no row did.</summary>
    [Fact]
    public async Task The_comparison_knows_of_an_order_that_a_void_opened_and_that_is_not_paid_any_longer()
    {
        await using var world = await World.StartAsync();
        await world.People.PlaceAsync(ShopOrder.Numbered("ND-31"));
        await world.SyncAsync();
        var label = await world.People.LabelAsync("ND-31");
        await world.SyncUntilQuietAsync();
        await world.People.PayAsync("ND-31", "Failed");
        await world.SyncUntilQuietAsync();
        await world.People.VoidAsync(label);
        Assert.True(await world.SyncUntilCrashAsync("shipment-written"));
        Assert.Equal(SyncStatus.Shipped, Assert.Single(await world.RowsAsync("ND-31")).Status);

        var found = (await world.Get<ReconciliationRun>().RunAsync(new ReconciliationScope(DateTimeOffset.UnixEpoch, null, Fix: true, TimeSpan.Zero), null, default)).Differences;
        await world.HurryPumpAsync();

        Assert.Contains(found, d => d.Kind == DifferenceKind.NoLongerDueButOpen);
        Assert.Equal("awaiting_payment", (await world.ShippingOrderAsync("ND-31")).Text("orderStatus"));
    }

    /// <summary>The response to the first call was lost, and people have split the order since.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_hold_reaches_the_parts_of_an_order_whose_first_call_has_no_known_outcome(bool seen)
    {
        await using var world = await World.StartAsync();
        var order = ShopOrder.Numbered("ND-30").With("MUG-RED", 3);
        await world.People.PlaceAsync(order);
        Assert.True(await world.SyncUntilCrashAsync("push-called"));
        await world.People.SplitAsync("ND-30", (order.Lines[0], 1));
        if (seen) await world.SyncAsync(SyncScope.Shipments);
        await world.People.PayAsync("ND-30", "Failed");

        await world.SyncUntilQuietAsync();

        var there = await world.ShippingOrdersAsync("ND-30");
        Assert.Equal(["awaiting_payment", "awaiting_payment"], there.Select(o => o.Text("orderStatus")));
        Assert.Equal([2, 1], there.Select(o => o.List("items").Sum(i => i.GetProperty("quantity").GetInt32())));
        Assert.Empty(await world.ErrorsAsync());
    }

    private static readonly Dictionary<string, string?> Rules = new()
    {
        ["Selection:SkipWhen:0:Name"] = "doNotShip", ["Selection:HoldUntilField"] = "holdUntil", ["Selection:ShipmentStates:Out:0"] = "Backorder", ["Selection:Stores:Out:0"] = "outlet",
        ["Selection:WorkflowStates:Out:0"] = "order-on-hold"
    };

    public static TheoryData<string, string, string> Reasons => new()
    {
        { "payment failed", "awaiting_payment", "Awaiting payment in ShipStation: waiting for payment." },
        { "payment pending", "awaiting_payment", "Awaiting payment in ShipStation: waiting for payment." },
        { "a balance is due", "awaiting_payment", "Awaiting payment in ShipStation: waiting for payment." },
        { "backorder", "on_hold", "On hold in ShipStation: shipment state is Backorder." },
        { "a store", "on_hold", "On hold in ShipStation: outside criteria: store 'outlet'." },
        { "a workflow state", "on_hold", "On hold in ShipStation: outside criteria: workflow state 'order-on-hold'." },
        { "a custom field", "on_hold", "On hold in ShipStation: outside criteria: custom field" },
        { "a date", "on_hold", "On hold in ShipStation: held until the date in 'holdUntil'." },
        { "an edit that cannot be mapped", "on_hold", "On hold in ShipStation: " }
    };

    [Theory]
    [MemberData(nameof(Reasons))]
    public async Task It_is_held_there_and_released_when_it_is_due_again(string reason, string status, string message)
    {
        await using var world = await World.StartAsync(new WorldPlan { Settings = Rules });
        var order = await PushAsync(world, "ND-1");

        await world.People.EditInShopAsync("ND-1", Edit(reason, order));
        await world.SyncAsync();

        Assert.Equal(status, (await world.ShippingOrderAsync("ND-1")).Text("orderStatus"));
        Assert.StartsWith(message, Message(world), StringComparison.Ordinal);
        Assert.Contains(message.TrimEnd('.'), await world.HistoryAsync("ND-1"), StringComparison.Ordinal);
        Assert.Equal(reason.Contains("mapped") ? [ErrorCodes.MissingAddress] : [], (await world.ErrorsAsync()).Select(e => e.Info.Code));
        Assert.Empty((await CompareAsync(world)).Differences);
        var calls = world.BulkCalls;
        await world.SyncAsync();
        Assert.Equal(calls, world.BulkCalls);

        await world.People.EditInShopAsync("ND-1", new JsonObject
        {
            ["paymentState"] = "Paid", ["shipmentState"] = null, ["store"] = null, ["state"] = null, ["custom"] = Custom(world, ("doNotShip", null), ("holdUntil", null)), ["shippingAddress"] = ShopOrder.Address("12 Congress Avenue")
        });
        await world.SyncUntilQuietAsync();

        Assert.Equal("awaiting_shipment", (await world.ShippingOrderAsync("ND-1")).Text("orderStatus"));
        Assert.Null(Message(world));
        Assert.Equal("exported", Field(world, "shipstationStatus"));
        Assert.Empty(await world.ErrorsAsync());
    }

    [Fact]
    public async Task An_order_that_waits_for_its_date_is_released_on_it()
    {
        await using var world = await World.StartAsync(new WorldPlan { Settings = Rules });
        await PushAsync(world, "ND-1");
        var until = world.Clock.GetUtcNow().AddHours(5);
        await world.People.EditInShopAsync("ND-1", new JsonObject { ["custom"] = Custom(world, ("holdUntil", until.ToString("O"))) });
        await world.SyncAsync();
        Assert.Equal("on_hold", (await world.ShippingOrderAsync("ND-1")).Text("orderStatus"));

        await world.SyncUntilQuietAsync();

        Assert.True(world.Clock.GetUtcNow() >= until);
        Assert.Equal("awaiting_shipment", (await world.ShippingOrderAsync("ND-1")).Text("orderStatus"));
    }

    [Fact]
    public async Task A_hold_that_people_made_before_is_not_released_by_us()
    {
        await using var world = await World.StartAsync(new WorldPlan { Settings = Rules });
        await PushAsync(world, "ND-1");
        world.Clock.Advance(TimeSpan.FromMinutes(2));
        await world.People.EditInShipStationAsync("ND-1", new JsonObject { ["orderStatus"] = "on_hold" });
        await world.SyncAsync();
        await world.People.EditInShopAsync("ND-1", new JsonObject { ["paymentState"] = "Failed" });
        await world.SyncAsync();
        Assert.Equal("on_hold", (await world.ShippingOrderAsync("ND-1")).Text("orderStatus"));
        Assert.Empty((await CompareAsync(world)).Differences);

        await world.People.EditInShopAsync("ND-1", new JsonObject { ["paymentState"] = "Paid" });
        await world.SyncUntilQuietAsync();

        Assert.Equal("on_hold", (await world.ShippingOrderAsync("ND-1")).Text("orderStatus"));
    }

    [Fact]
    public async Task A_hold_that_people_made_for_some_days_is_followed_by_ours()
    {
        await using var world = await World.StartAsync(new WorldPlan { Settings = Rules });
        await PushAsync(world, "ND-1");
        world.Clock.Advance(TimeSpan.FromMinutes(2));
        await world.People.EditInShipStationAsync("ND-1", new JsonObject { ["orderStatus"] = "on_hold", ["holdUntilDate"] = world.Clock.GetUtcNow().AddDays(2).ToString("yyyy-MM-dd") });
        await world.People.EditInShopAsync("ND-1", new JsonObject { ["paymentState"] = "Failed" });

        await world.SyncUntilQuietAsync();

        Assert.True(world.Clock.GetUtcNow() > ManualTimeProvider.Start.AddDays(1));
        Assert.Equal("awaiting_payment", (await world.ShippingOrderAsync("ND-1")).Text("orderStatus"));
    }

    [Fact]
    public async Task A_hold_of_ours_that_people_released_is_respected_and_reported()
    {
        await using var world = await World.StartAsync(new WorldPlan { Settings = Rules });
        await PushAsync(world, "ND-1");
        await world.People.EditInShopAsync("ND-1", new JsonObject { ["paymentState"] = "Failed" });
        await world.SyncAsync();
        world.Clock.Advance(TimeSpan.FromMinutes(2));
        await world.People.EditInShipStationAsync("ND-1", new JsonObject { ["orderStatus"] = "awaiting_shipment" });

        await world.SyncUntilQuietAsync();
        await world.People.EditInShopAsync("ND-1", new JsonObject { ["customerEmail"] = "other@example.com" });
        await world.SyncUntilQuietAsync();

        Assert.Equal("awaiting_shipment", (await world.ShippingOrderAsync("ND-1")).Text("orderStatus"));
        var found = Assert.Single((await CompareAsync(world, fix: true)).Differences);
        Assert.Equal((DifferenceKind.NoLongerDueButOpen, false), (found.Kind, found.Repairable));
    }

    [Fact]
    public async Task One_that_can_no_longer_be_read_is_held_and_reported_and_released_when_it_can()
    {
        await using var world = await World.StartAsync();
        await world.People.PlaceAsync(ShopOrder.Numbered("ND-20"));
        await world.SyncAsync();
        var lines = world.ShopOrder("ND-20").GetProperty("lineItems").GetRawText();

        var broken = System.Text.Json.Nodes.JsonNode.Parse(lines)!;
        broken[0]!["quantity"] = "many";
        await world.People.EditInShopAsync("ND-20", new() { ["lineItems"] = broken });
        await world.SyncUntilQuietAsync();

        Assert.Equal("on_hold", (await world.ShippingOrderAsync("ND-20")).Text("orderStatus"));
        Assert.Equal(ErrorCodes.OrderUnreadable, Assert.Single(await PushErrorsAsync(world)).Info.Code);
        await world.SyncUntilQuietAsync();
        Assert.Single(await PushErrorsAsync(world));

        await world.People.EditInShopAsync("ND-20", new() { ["lineItems"] = System.Text.Json.Nodes.JsonNode.Parse(lines) });
        await world.SyncUntilQuietAsync();
        Assert.Equal("awaiting_shipment", (await world.ShippingOrderAsync("ND-20")).Text("orderStatus"));
        Assert.Empty(await PushErrorsAsync(world));

        static async Task<IEnumerable<Connector.Core.Ports.ErrorQueueEntry>> PushErrorsAsync(World world) => (await world.ErrorsAsync()).Where(static e => e.MessageType == MessageTypes.PushOrder);
    }

    [Fact]
    public async Task One_that_the_shop_deleted_is_held_and_reported_by_the_comparison()
    {
        await using var world = await World.StartAsync();
        await world.People.PlaceAsync(ShopOrder.Numbered("ND-21"));
        await world.SyncAsync();
        await world.People.DeleteInShopAsync("ND-21");
        world.Clock.Advance(TimeSpan.FromHours(1));

        var found = await world.Get<Connector.Core.Flows.Reconcile.ReconciliationRun>().RunAsync(
            new Connector.Core.Flows.Reconcile.ReconciliationScope(DateTimeOffset.UnixEpoch, null, true, TimeSpan.Zero), null, default);
        await world.HurryPumpAsync();

        Assert.Equal(Connector.Core.Flows.Reconcile.DifferenceKind.NotInShop, Assert.Single(found.Differences).Kind);
        Assert.Equal("on_hold", (await world.ShippingOrderAsync("ND-21")).Text("orderStatus"));
        Assert.Equal(ErrorCodes.OrderNotFound, Assert.Single(await world.ErrorsAsync()).Info.Code);
    }

    [Fact]
    public async Task By_rule_it_is_cancelled()
    {
        await using var world = await World.StartAsync(new WorldPlan { Settings = new Dictionary<string, string?>(Rules) { ["Selection:WhenNoLongerDue"] = "Cancel" } });
        await PushAsync(world, "ND-1");
        await world.People.EditInShopAsync("ND-1", new JsonObject { ["paymentState"] = "Failed" });

        await world.SyncUntilQuietAsync();

        Assert.Equal("cancelled", (await world.ShippingOrderAsync("ND-1")).Text("orderStatus"));
    }

    [Fact]
    public async Task By_rule_it_is_only_reported()
    {
        await using var world = await World.StartAsync(new WorldPlan { Settings = new Dictionary<string, string?>(Rules) { ["Selection:WhenNoLongerDue"] = "Report" } });
        await PushAsync(world, "ND-1");
        await world.People.EditInShopAsync("ND-1", new JsonObject { ["paymentState"] = "Failed" });
        await world.SyncUntilQuietAsync();
        await world.People.EditInShopAsync("ND-1", new JsonObject { ["customerEmail"] = "other@example.com" });
        await world.SyncUntilQuietAsync();

        Assert.Equal("awaiting_shipment", (await world.ShippingOrderAsync("ND-1")).Text("orderStatus"));
        Assert.Equal(ErrorCodes.NoLongerDue, Assert.Single(await world.ErrorsAsync()).Info.Code);
        Assert.StartsWith("The order is no longer due (waiting for payment)", Message(world), StringComparison.Ordinal);

        await world.People.EditInShopAsync("ND-1", new JsonObject { ["paymentState"] = "Paid" });
        await world.SyncUntilQuietAsync();
        Assert.Empty(await world.ErrorsAsync());
        Assert.Null(Message(world));
    }

    [Fact]
    public async Task The_hold_reaches_parts_that_people_split_off()
    {
        await using var world = await World.StartAsync(new WorldPlan { Settings = Rules });
        var order = ShopOrder.Numbered("ND-1").With("MUG-RED", 3);
        await world.People.PlaceAsync(order);
        await world.SyncAsync();
        world.Clock.Advance(TimeSpan.FromMinutes(2));
        await world.People.SplitAsync("ND-1", (order.Lines[0], 1));
        await world.People.EditInShopAsync("ND-1", new JsonObject { ["paymentState"] = "Failed" });

        await world.SyncUntilQuietAsync();

        Assert.Equal(["awaiting_payment", "awaiting_payment"], (await world.ShippingOrdersAsync("ND-1")).Select(o => o.Text("orderStatus")));
    }

    [Fact]
    public async Task The_comparison_holds_what_nobody_held()
    {
        await using var world = await World.StartAsync(new WorldPlan { Settings = Rules });
        await PushAsync(world, "ND-1");
        await world.People.EditInShopAsync("ND-1", new JsonObject { ["paymentState"] = "Failed" });
        world.Clock.Advance(TimeSpan.FromHours(1));

        Assert.Equal(DifferenceKind.NoLongerDueButOpen, Assert.Single((await CompareAsync(world, fix: true)).Differences).Kind);
        await world.HurryPumpAsync();

        Assert.Equal("awaiting_payment", (await world.ShippingOrderAsync("ND-1")).Text("orderStatus"));
    }

    private static async Task<ShopOrder> PushAsync(World world, string number)
    {
        var order = ShopOrder.Numbered(number).With("MUG-RED", 2);
        await world.People.PlaceAsync(order);
        await world.SyncAsync();
        Assert.Equal("awaiting_shipment", (await world.ShippingOrderAsync(number)).Text("orderStatus"));
        return order;
    }

    private JsonObject Edit(string reason, ShopOrder order) => reason switch
    {
        "payment failed" => new JsonObject { ["paymentState"] = "Failed" },
        "payment pending" => new JsonObject { ["paymentState"] = "Pending" },
        "a balance is due" => new JsonObject { ["paymentState"] = "BalanceDue" },
        "backorder" => new JsonObject { ["shipmentState"] = "Backorder" },
        "a store" => new JsonObject { ["store"] = new JsonObject { ["typeId"] = "store", ["key"] = "outlet" } },
        "a workflow state" => new JsonObject { ["state"] = When_a_line_lacks_product_facts.Reference("order-on-hold") },
        "a custom field" => new JsonObject { ["custom"] = new JsonObject { ["fields"] = new JsonObject { ["doNotShip"] = true } } },
        "a date" => new JsonObject { ["custom"] = new JsonObject { ["fields"] = new JsonObject { ["holdUntil"] = "2099-01-01" } } },
        _ => new JsonObject { ["shippingAddress"] = null }
    };

    private static JsonObject Custom(World world, params (string Name, string? Value)[] fields)
    {
        Assert.NotNull(world);
        return new JsonObject { ["fields"] = new JsonObject(fields.Select(f => KeyValuePair.Create(f.Name, (JsonNode?)f.Value))) };
    }

    private static string? Message(World world) => Field(world, "shipstationMessage");

    private static string? Field(World world, string name) =>
        world.ShopOrder("ND-1").TryGetProperty("custom", out var custom) && custom.GetProperty("fields").TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static Task<ReconciliationReport> CompareAsync(World world, bool fix = false) =>
        world.Get<ReconciliationRun>().RunAsync(new ReconciliationScope(DateTimeOffset.UnixEpoch, null, fix, TimeSpan.Zero), null, default);
}
