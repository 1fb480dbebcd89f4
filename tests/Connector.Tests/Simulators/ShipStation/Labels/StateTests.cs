using System.Net;
using System.Text.Json.Nodes;
using Connector.Simulators.ShipStation;
using Xunit;

namespace Connector.Tests.Simulators.ShipStation.Labels;

/// <summary>What orders, labels, lists and events are after each step.</summary>
public sealed class StateTests
{
    [Theory]
    [InlineData("v1")]
    [InlineData("v2 by rate")]
    [InlineData("v2 by shipment")]
    public async Task A_purchase_ships_the_order_in_both_apis(string by)
    {
        await using var hooks = await HookReceiver.StartAsync();
        await using var account = await LabelledAccount.StartAsync(new ShipStationSimulatorOptions { WebhookUrl = hooks.Address });
        await account.PostV2Async("/v2/environment/webhooks", $$"""{ "name": "n", "event": "label_created_v2", "url": "{{hooks.Address}}" }""");
        var id = await account.OrderAsync("S-1");
        await account.Account.Simulator.WhenWebhooksAreDeliveredAsync(default);
        hooks.Take();
        account.Account.Advance(60);

        var bought = LabelledAccount.Ok(by switch
        {
            "v1" => await account.BuyV1Async(id),
            "v2 by rate" => await account.BuyV2Async(id),
            _ => await account.PostV2Async($"/v2/labels/shipment/se-{id}")
        }).Json;
        var label = by == "v1" ? $"se-{bought["shipmentId"]}" : (string)bought["label_id"]!;

        var order = await account.ReadOrderAsync(id);
        Assert.Equal(("shipped", "2026-03-03T09:21:00.0000000"), ((string?)order["orderStatus"], (string?)order["modifyDate"]));
        var shipment = (await account.GetV2Async($"/v2/shipments/se-{id}")).Json;
        Assert.Equal(("label_purchased", "key-S-1"), ((string?)shipment["shipment_status"], (string?)shipment["external_shipment_id"]));
        var shown = (await account.GetV2Async($"/v2/labels/{label}")).Json;
        Assert.Equal(("completed", $"se-{id}", "key-S-1", false), ((string?)shown["status"], (string?)shown["shipment_id"], (string?)shown["external_shipment_id"], (bool)shown["voided"]!));
        Assert.Equal(250m - (decimal)shown["shipment_cost"]!["amount"]! - (decimal)shown["insurance_cost"]!["amount"]!, await account.BalanceAsync());

        // The lists follow after a while, what the event points at does not.
        Assert.Empty(await account.ListedV1Async(id));
        Assert.Empty(await account.ListedV2Async(id));
        await account.Account.Simulator.WhenWebhooksAreDeliveredAsync(default);
        var events = hooks.Take();
        Assert.Equal(["ITEM_SHIP_NOTIFY", "LABEL_CREATED_V2", "SHIP_NOTIFY"], events.Select(static e => (string)e["resource_type"]!).Order(StringComparer.Ordinal));
        var pointed = new Uri((string)events.Single(static e => (string?)e["resource_type"] == "LABEL_CREATED_V2")["resource_url"]!).PathAndQuery;
        Assert.Equal(label, (string?)Assert.Single((await account.GetV2Async(pointed)).Json["labels"]!.AsArray())!["label_id"]);
        account.Account.Advance(2);
        Assert.Equal([label], (await account.ListedV1Async(id)).Select(static m => $"se-{m}"));
        Assert.Equal([label], await account.ListedV2Async(id));
    }

    [Fact]
    public async Task An_approved_void_opens_the_order_and_no_event_says_so()
    {
        await using var hooks = await HookReceiver.StartAsync();
        await using var account = await LabelledAccount.StartAsync(new ShipStationSimulatorOptions { WebhookUrl = hooks.Address });
        var id = await account.OrderAsync("S-1");
        var label = (string)LabelledAccount.Ok(await account.BuyV2Async(id)).Json["label_id"]!;
        await account.Account.Simulator.WhenWebhooksAreDeliveredAsync(default);
        hooks.Take();
        var voided = LabelledAccount.Ok(await account.V2Async(HttpMethod.Put, $"/v2/labels/{label}/void"));
        Assert.Equal("""{"approved":true,"message":"Refund request submitted."}""", voided.Body);

        Assert.Equal("awaiting_shipment", (string?)(await account.ReadOrderAsync(id))["orderStatus"]);
        Assert.Equal("pending", (string?)(await account.GetV2Async($"/v2/shipments/se-{id}")).Json["shipment_status"]);
        var shown = (await account.GetV2Async($"/v2/labels/{label}")).Json;
        Assert.Equal(("voided", true, "manual", "2026-03-03T17:20:00.000Z"), ((string?)shown["status"], (bool)shown["voided"]!, (string?)shown["void_type"], (string?)shown["voided_at"]));
        account.Account.Advance(2);
        Assert.Equal([label], await account.ListedV2Async(id));
        Assert.Single((await account.GetV2Async("/v2/labels?label_status=voided")).Json["labels"]!.AsArray());
        await account.Account.Simulator.WhenWebhooksAreDeliveredAsync(default);
        Assert.Empty(hooks.Take());
    }

    [Theory]
    [InlineData("again", "label_already_voided")]
    [InlineData("scanned", "label_already_used")]
    [InlineData("late", "label_not_found_within_void_period")]
    public async Task A_void_is_refused_with_a_200(string why, string reason)
    {
        await using var account = await LabelledAccount.StartAsync();
        await account.SwitchAsync("""{ "refundAssistDays": 0 }""");
        var id = await account.OrderAsync("S-1");
        var number = (long)LabelledAccount.Ok(await account.BuyV1Async(id)).Json["shipmentId"]!;
        if (why == "again") await account.V2Async(HttpMethod.Put, $"/v2/labels/se-{number}/void");
        if (why == "scanned") await account.Account.ControlAsync("/scan", $$"""{ "shipmentId": {{number}} }""");
        if (why == "late") account.Account.Advance(28 * 86400 + 1);

        var v2 = LabelledAccount.Ok(await account.V2Async(HttpMethod.Put, $"/v2/labels/se-{number}/void")).Json;
        Assert.Equal((false, reason), ((bool)v2["approved"]!, (string?)v2["reason_code"]));
        var v1 = LabelledAccount.Ok(await account.Account.PostAsync("/shipments/voidlabel", $$"""{ "shipmentId": {{number}} }""")).Json;
        Assert.Equal((false, (string?)v2["message"]), ((bool)v1["approved"]!, (string?)v1["message"]));
        Assert.Equal(HttpStatusCode.NotFound, (await account.Account.PostAsync("/shipments/voidlabel", """{ "shipmentId": 5 }""")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await account.V2Async(HttpMethod.Put, "/v2/labels/se-5/void")).Status);
    }

    [Fact]
    public async Task The_void_of_the_older_of_two_labels_opens_the_order_although_one_is_live()
    {
        await using var account = await LabelledAccount.StartAsync();
        var id = await account.OrderAsync("S-1");
        var older = (long)LabelledAccount.Ok(await account.BuyV1Async(id)).Json["shipmentId"]!;
        var newer = (long)LabelledAccount.Ok(await account.BuyV1Async(id)).Json["shipmentId"]!;
        await account.Account.PostAsync("/shipments/voidlabel", $$"""{ "shipmentId": {{older}} }""");
        Assert.Equal("awaiting_shipment", (string?)(await account.ReadOrderAsync(id))["orderStatus"]);
        account.Account.Advance(2);
        var rows = (await account.Account.GetAsync($"/shipments?orderId={id}&includeShipmentItems=true")).Json["shipments"]!.AsArray();
        var live = Assert.Single(rows, static row => !(bool)row!["voided"]!)!;
        Assert.Equal((newer, 0), ((long)live["shipmentId"]!, live["shipmentItems"]!.AsArray().Count));
    }

    [Fact]
    public async Task A_void_leaves_an_order_shipped_that_was_marked_as_shipped()
    {
        await using var account = await LabelledAccount.StartAsync();
        var id = await account.OrderAsync("S-1");
        await account.Account.PostAsync("/orders/markasshipped", $$"""{ "orderId": {{id}}, "carrierCode": "usps" }""");
        var number = (long)LabelledAccount.Ok(await account.BuyV1Async(id)).Json["shipmentId"]!;
        await account.Account.PostAsync("/shipments/voidlabel", $$"""{ "shipmentId": {{number}} }""");
        Assert.Equal("shipped", (string?)(await account.ReadOrderAsync(id))["orderStatus"]);
    }

    [Fact]
    public async Task A_label_of_v1_without_an_order_belongs_to_none()
    {
        await using var account = await LabelledAccount.StartAsync();
        var id = await account.OrderAsync("S-1");
        var made = LabelledAccount.Ok(await account.Account.PostAsync("/shipments/createlabel", V1RefusalTests.Orphan())).Json;
        Assert.StartsWith("SEAuto-", (string?)made["orderKey"], StringComparison.Ordinal);
        Assert.Equal((false, false), ((bool)made["voided"]!, (bool)made["isReturnLabel"]!));
        Assert.StartsWith("%PDF", System.Text.Encoding.Latin1.GetString(Convert.FromBase64String((string)made["labelData"]!)), StringComparison.Ordinal);
        account.Account.Advance(2);
        Assert.Equal("awaiting_shipment", (string?)(await account.ReadOrderAsync(id))["orderStatus"]);
        Assert.Empty(await account.ListedV1Async(id));
        Assert.Equal(["S-1"], await account.Account.NumbersAsync("/orders"));
        Assert.Single((await account.Account.GetAsync("/shipments")).Json["shipments"]!.AsArray());
    }

    [Fact]
    public async Task A_label_of_v2_with_its_shipment_inside_is_a_new_shipment_in_both_apis()
    {
        await using var account = await LabelledAccount.StartAsync();
        var id = await account.OrderAsync("S-1");
        var made = LabelledAccount.Ok(await account.PostV2Async("/v2/labels", V2.InlineLabel.Body())).Json;
        Assert.NotEqual($"se-{id}", (string?)made["shipment_id"]);
        Assert.StartsWith("SEAuto-", (string?)made["external_shipment_id"], StringComparison.Ordinal);
        Assert.Equal("awaiting_shipment", (string?)(await account.ReadOrderAsync(id))["orderStatus"]);
        Assert.Equal("label_purchased", (string?)(await account.GetV2Async($"/v2/shipments/{made["shipment_id"]}")).Json["shipment_status"]);
        Assert.Equal(2, (await account.Account.NumbersAsync("/orders")).Length);
    }

    [Fact]
    public async Task A_sample_costs_nothing_and_moves_nothing()
    {
        await using var account = await LabelledAccount.StartAsync();
        var id = await account.OrderAsync("S-1");
        var made = LabelledAccount.Ok(await account.BuyV1Async(id, static body => body["testLabel"] = true)).Json;
        Assert.Equal((0m, "9999999999999999999999"), ((decimal)made["shipmentCost"]!, (string?)made["trackingNumber"]));
        Assert.Equal("awaiting_shipment", (string?)(await account.ReadOrderAsync(id))["orderStatus"]);
        Assert.Equal(250m, await account.BalanceAsync());
        Assert.Equal($"se-test-{made["shipmentId"]}", (string?)(await account.GetV2Async($"/v2/labels/se-test-{made["shipmentId"]}")).Json["label_id"]);
        LabelledAccount.Ok(await account.BuyV1Async(id));
        Assert.Empty(await account.ViolationsAsync());
    }

    [Fact]
    public async Task A_return_is_a_label_of_its_own_and_leaves_the_order_alone()
    {
        await using var hooks = await HookReceiver.StartAsync();
        await using var account = await LabelledAccount.StartAsync(new ShipStationSimulatorOptions { WebhookUrl = hooks.Address });
        await account.PostV2Async("/v2/environment/webhooks", $$"""{ "name": "n", "event": "label_created_v2", "url": "{{hooks.Address}}" }""");
        var id = await account.OrderAsync("S-1");
        var label = (string)LabelledAccount.Ok(await account.BuyV2Async(id)).Json["label_id"]!;
        await account.Account.Simulator.WhenWebhooksAreDeliveredAsync(default);
        hooks.Take();
        var back = LabelledAccount.Ok(await account.PostV2Async($"/v2/labels/{label}/return", """{ "charge_event": "on_carrier_acceptance" }""")).Json;
        Assert.Equal((true, label, "Northfield Goods"), ((bool)back["is_return_label"]!, (string?)back["outbound_label_id"], (string?)back["ship_to"]!["name"]));
        Assert.Equal("shipped", (string?)(await account.ReadOrderAsync(id))["orderStatus"]);
        await account.Account.Simulator.WhenWebhooksAreDeliveredAsync(default);
        Assert.Equal(["LABEL_CREATED_V2"], hooks.Take().Select(static e => (string)e["resource_type"]!));
        Assert.Equal("return_label_not_supported", LabelledAccount.Code(await account.PostV2Async($"/v2/labels/{back["label_id"]}/return")));
        Assert.Empty(await account.ViolationsAsync());
    }

    [Fact]
    public async Task Several_boxes_are_one_label_with_a_number_each()
    {
        await using var account = await LabelledAccount.StartAsync();
        await account.SwitchAsync("""{ "masterLast": true }""");
        var made = LabelledAccount.Ok(await account.PostV2Async("/v2/labels", V2.InlineLabel.Body(boxes: 3, carrier: LabelledAccount.Ups, service: "ups_ground"))).Json;
        Assert.Equal([2, 3, 1], made["packages"]!.AsArray().Select(static box => (int)box!["sequence"]!));
        Assert.Equal((string?)made["tracking_number"], (string?)made["packages"]![2]!["tracking_number"]);
        Assert.Equal(3, made["packages"]!.AsArray().Select(static box => (string?)box!["tracking_number"]).Distinct().Count());
    }

    [Theory]
    [InlineData("completed")]
    [InlineData("error")]
    public async Task A_label_may_be_in_the_making_for_some_reads(string end)
    {
        await using var account = await LabelledAccount.StartAsync();
        await account.SwitchAsync($$"""{ "processingPolls": 2, "processingEndsIn": "{{end}}" }""");
        var made = LabelledAccount.Ok(await account.BuyV2Async(await account.OrderAsync("S-1"))).Json;
        var seen = new List<string> { (string)made["status"]! };
        Assert.Null(made["label_download"]);
        for (var read = 0; read < 3; read++) seen.Add((string)(await account.GetV2Async($"/v2/labels/{made["label_id"]}")).Json["status"]!);
        Assert.Equal(["processing", "processing", end, end], seen);
    }

    [Fact]
    public async Task People_buy_and_void_for_free_unless_it_is_to_be_charged()
    {
        await using var account = await LabelledAccount.StartAsync();
        await account.OrderAsync("S-1");
        await account.OrderAsync("S-2");
        await account.Account.ControlAsync("/labels", """{ "orderNumber": "S-1", "cost": 10 }""");
        Assert.Equal(250m, await account.BalanceAsync());
        await account.Account.ControlAsync("/labels", """{ "orderNumber": "S-2", "cost": 10, "charge": true }""");
        Assert.Equal(240m, await account.BalanceAsync());
    }

    [Fact]
    public async Task Everything_is_gone_after_a_reset()
    {
        await using var account = await LabelledAccount.StartAsync();
        var id = await account.OrderAsync("S-1");
        await account.SwitchAsync("""{ "priceFactor": 2 }""");
        var rate = await account.RateIdAsync(id);
        await account.BuyV1Async(id);
        await account.BuyV1Async(id);
        await account.Account.ControlAsync("/reset");
        Assert.Empty(await account.ViolationsAsync());
        Assert.Equal(250m, await account.BalanceAsync());
        Assert.Equal(HttpStatusCode.NotFound, (await account.GetV2Async($"/v2/rates/{rate}")).Status);
        Assert.Equal(1m, (decimal)(await account.Account.GetAsync("/__sim/labelling")).Json["priceFactor"]!);
        Assert.Equal(HttpStatusCode.BadRequest, (await account.Account.PostAsync("/__sim/labelling", JsonNode.Parse("""{ "priceFaktor": 2 }""")!)).Status);
    }
}
