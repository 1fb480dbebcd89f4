using System.Net;
using System.Text.Json.Nodes;
using Connector.Simulators.ShipStation;
using Xunit;

namespace Connector.Tests.Simulators.ShipStation;

public sealed class WebhookTests
{
    [Fact]
    public async Task Subscriptions_are_made_listed_and_deleted()
    {
        await using var account = await SimulatedAccount.StartAsync();
        var made = await account.PostAsync("/webhooks/subscribe", """{ "target_url": "https://hooks.example.com/x", "event": "ITEM_SHIP_NOTIFY", "store_id": 410001, "friendly_name": "labels" }""");
        Assert.Equal(HttpStatusCode.Created, made.Status);
        var hook = Assert.Single((await account.GetAsync("/webhooks")).Json["webhooks"]!.AsArray())!;
        Assert.Equal((long)made.Json["id"]!, (long)hook["WebHookID"]!);
        Assert.Equal(("ITEM_SHIP_NOTIFY", "https://hooks.example.com/x", 410001L), ((string?)hook["HookType"], (string?)hook["Url"], (long)hook["StoreID"]!));

        var deleted = await account.SendAsync(HttpMethod.Delete, $"/webhooks/{made.Json["id"]}", null);
        Assert.Equal((HttpStatusCode.OK, ""), (deleted.Status, deleted.Body));
        Assert.Equal(HttpStatusCode.NotFound, (await account.SendAsync(HttpMethod.Delete, $"/webhooks/{made.Json["id"]}", null)).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await account.PostAsync("/webhooks/subscribe", """{ "target_url": "/x", "event": "SHIP_NOTIFY" }""")).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await account.PostAsync("/webhooks/subscribe", """{ "target_url": "https://hooks.example.com/x", "event": "TRACK" }""")).Status);
    }

    [Fact]
    public async Task A_label_is_reported_in_two_members_and_its_address_lists_it_with_items()
    {
        await using var scene = await Scene.StartAsync("ITEM_SHIP_NOTIFY");
        await scene.Account.WriteAsync(SampleOrder.Of("E-1"));
        await scene.Account.ControlAsync("/labels", """{ "orderNumber": "E-1" }""");

        var body = Assert.Single(await scene.DeliveredAsync());
        Assert.Equal(["resource_url", "resource_type"], body.AsObject().Select(member => member.Key));
        Assert.Equal("ITEM_SHIP_NOTIFY", (string?)body["resource_type"]);
        var url = (string)body["resource_url"]!;
        Assert.StartsWith(scene.Account.Simulator.Address + "shipments?batchId=", url, StringComparison.Ordinal);
        Assert.True(url.Length <= 200);
        var list = (await scene.Account.GetAsync(url)).Json;
        Assert.Equal(2, Assert.Single(list["shipments"]!.AsArray())!["shipmentItems"]!.AsArray().Count);
    }

    [Fact]
    public async Task Voids_returns_edits_holds_and_cancels_are_reported_to_nobody()
    {
        await using var scene = await Scene.StartAsync();
        var order = await scene.Account.WriteAsync(SampleOrder.Of("E-1", "key-1", "awaiting_payment"));
        await scene.Account.ControlAsync("/edit", """{ "orderNumber": "E-1", "merge": { "orderStatus": "on_hold" } }""");
        await scene.Account.ControlAsync("/edit", """{ "orderNumber": "E-1", "merge": { "orderStatus": "awaiting_shipment" } }""");
        await scene.Account.PostAsync("/orders/holduntil", $$"""{ "orderId": {{order["orderId"]}}, "holdUntilDate": "2026-03-05" }""");
        await scene.Account.PostAsync("/orders/restorefromhold", $$"""{ "orderId": {{order["orderId"]}} }""");
        await scene.Account.ControlAsync("/labels", """{ "orderNumber": "E-1", "isReturn": true }""");
        await scene.Account.ControlAsync("/void", """{ "orderNumber": "E-1" }""");
        await scene.Account.WriteAsync(SampleOrder.Of("E-1", "key-1", "cancelled"));
        Assert.Empty(await scene.DeliveredAsync());
    }

    [Fact]
    public async Task Orders_are_reported_once_for_each_call_when_they_need_no_payment_any_more()
    {
        await using var scene = await Scene.StartAsync("ORDER_NOTIFY");
        await scene.Account.PostAsync("/orders/createorders", SampleOrder.Many(
            SampleOrder.Of("E-1", "key-1"), SampleOrder.Of("E-2", "key-2", "awaiting_payment"), SampleOrder.Of("E-3", "key-3", "on_hold")));
        var created = Assert.Single(await scene.DeliveredAsync());
        Assert.Equal(["E-1", "E-3"], await scene.Account.NumbersAsync((string)created["resource_url"]!));

        await scene.Account.WriteAsync(SampleOrder.Of("E-1", "key-1"));
        Assert.Empty(await scene.DeliveredAsync());
        await scene.Account.WriteAsync(SampleOrder.Of("E-2", "key-2"));
        var paid = Assert.Single(await scene.DeliveredAsync());
        Assert.Equal(["E-2"], await scene.Account.NumbersAsync((string)paid["resource_url"]!));
    }

    [Fact]
    public async Task A_subscription_for_one_store_hears_of_that_store_only()
    {
        await using var receiver = await HookReceiver.StartAsync();
        await using var account = await SimulatedAccount.StartAsync();
        await account.PostAsync("/webhooks/subscribe", $$"""{ "target_url": "{{receiver.Address}}", "event": "ORDER_NOTIFY", "store_id": 410002 }""");
        await account.PostAsync("/orders/createorders", SampleOrder.Many(SampleOrder.Of("E-1"), SampleOrder.Of("E-2", change: o => o["advancedOptions"]!["storeId"] = 410002)));
        await account.WriteAsync(SampleOrder.Of("E-3"));
        await account.Simulator.WhenWebhooksAreDeliveredAsync(default);
        var body = Assert.Single(receiver.Take());
        Assert.Contains("storeID=410002", (string?)body["resource_url"], StringComparison.Ordinal);
        Assert.Equal(["E-2"], await account.NumbersAsync((string)body["resource_url"]!));
    }

    [Fact]
    public async Task Marking_as_shipped_and_refusing_are_reported_by_their_own_events()
    {
        await using var scene = await Scene.StartAsync("FULFILLMENT_SHIPPED", "FULFILLMENT_REJECTED", "SHIP_NOTIFY");
        var order = await scene.Account.WriteAsync(SampleOrder.Of("E-1"));
        await scene.Account.WriteAsync(SampleOrder.Of("E-2"));
        await scene.Account.PostAsync("/orders/markasshipped", $$"""{ "orderId": {{order["orderId"]}}, "carrierCode": "usps" }""");
        await scene.Account.ControlAsync("/fulfillment", """{ "orderNumber": "E-2", "outcome": "rejected" }""");

        var reported = await scene.DeliveredAsync();
        Assert.Equal(["FULFILLMENT_SHIPPED", "FULFILLMENT_REJECTED"], reported.Select(body => (string?)body["resource_type"]));
        Assert.Equal(1, (int)(await scene.Account.GetAsync((string)reported[0]["resource_url"]!)).Json["total"]!);
        Assert.Equal(["E-2"], await scene.Account.NumbersAsync((string)reported[1]["resource_url"]!));
    }

    [Fact]
    public async Task Deliveries_can_be_doubled_dropped_and_switched_off()
    {
        await using var scene = await Scene.StartAsync("ORDER_NOTIFY");
        await scene.Account.ControlAsync("/webhooks", """{ "duplicate": true }""");
        await scene.Account.WriteAsync(SampleOrder.Of("E-1"));
        var twice = await scene.DeliveredAsync();
        Assert.Equal(2, twice.Count);
        Assert.Equal((string?)twice[0]["resource_url"], (string?)twice[1]["resource_url"]);

        await scene.Account.ControlAsync("/webhooks", """{ "duplicate": false, "dropNext": 1 }""");
        await scene.Account.WriteAsync(SampleOrder.Of("E-2"));
        await scene.Account.WriteAsync(SampleOrder.Of("E-3"));
        var kept = Assert.Single(await scene.DeliveredAsync());
        Assert.Equal(["E-3"], await scene.Account.NumbersAsync((string)kept["resource_url"]!));

        await scene.Account.ControlAsync("/webhooks", """{ "off": true }""");
        await scene.Account.WriteAsync(SampleOrder.Of("E-4"));
        Assert.Empty(await scene.DeliveredAsync());
        Assert.Equal("""{"sent":3,"failed":0,"dropped":2,"pending":0}""", (await scene.Account.GetAsync("/__sim/stats")).Json["webhooks"]!.ToJsonString());
    }

    [Fact]
    public async Task Deliveries_can_come_in_reverse()
    {
        await using var scene = await Scene.StartAsync("SHIP_NOTIFY", "ITEM_SHIP_NOTIFY");
        await scene.Account.ControlAsync("/webhooks", """{ "reorder": true }""");
        await scene.Account.WriteAsync(SampleOrder.Of("E-1"));
        await scene.Account.ControlAsync("/labels", """{ "orderNumber": "E-1" }""");
        Assert.Equal(["ITEM_SHIP_NOTIFY", "SHIP_NOTIFY"], (await scene.DeliveredAsync()).Select(body => (string?)body["resource_type"]));
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(2, 3)]
    public async Task A_delivery_that_fails_is_lost_unless_retries_are_configured(int retries, int calls)
    {
        await using var receiver = await HookReceiver.StartAsync();
        receiver.ResponseWith = 500;
        await using var account = await SimulatedAccount.StartAsync(new ShipStationSimulatorOptions { WebhookRetries = retries });
        await account.PostAsync("/webhooks/subscribe", $$"""{ "target_url": "{{receiver.Address}}", "event": "ORDER_NOTIFY" }""");
        await account.WriteAsync(SampleOrder.Of("E-1"));
        await account.Simulator.WhenWebhooksAreDeliveredAsync(default);
        Assert.Equal(calls, receiver.Calls);
    }

    [Fact]
    public async Task A_fixed_receiver_hears_everything_and_the_host_can_be_the_real_one()
    {
        await using var receiver = await HookReceiver.StartAsync();
        await using var account = await SimulatedAccount.StartAsync(new ShipStationSimulatorOptions { WebhookUrl = receiver.Address, ResourceHost = "ssapi6.shipstation.com" });
        await account.WriteAsync(SampleOrder.Of("E-1"));
        await account.Simulator.WhenWebhooksAreDeliveredAsync(default);
        var reported = receiver.Take();
        Assert.Equal(["ORDER_NOTIFY", "ITEM_ORDER_NOTIFY"], reported.Select(body => (string?)body["resource_type"]));
        Assert.StartsWith("https://ssapi6.shipstation.com/orders?importBatch=", (string?)reported[0]["resource_url"], StringComparison.Ordinal);
    }

    /// <summary>An account whose events (all, when none is named) come to one receiver.</summary>
    private sealed class Scene(SimulatedAccount account, HookReceiver receiver) : IAsyncDisposable
    {
        private static readonly string[] All = ["ORDER_NOTIFY", "ITEM_ORDER_NOTIFY", "SHIP_NOTIFY", "ITEM_SHIP_NOTIFY", "FULFILLMENT_SHIPPED", "FULFILLMENT_REJECTED"];

        public SimulatedAccount Account => account;

        public static async Task<Scene> StartAsync(params string[] events)
        {
            var scene = new Scene(await SimulatedAccount.StartAsync(), await HookReceiver.StartAsync());
            foreach (var name in events.Length > 0 ? events : All)
                await scene.Account.PostAsync("/webhooks/subscribe", new JsonObject { ["target_url"] = scene.Receiver.Address.ToString(), ["event"] = name });
            return scene;
        }

        public async Task<List<JsonNode>> DeliveredAsync()
        {
            await account.Simulator.WhenWebhooksAreDeliveredAsync(default);
            return receiver.Take();
        }

        public async ValueTask DisposeAsync()
        {
            await account.DisposeAsync();
            await receiver.DisposeAsync();
        }

        private HookReceiver Receiver => receiver;
    }
}
