using System.Net;
using System.Text.Json.Nodes;
using Connector.Simulators.ShipStation;
using Xunit;

namespace Connector.Tests.Simulators.ShipStation;

public sealed class LabelTests
{
    [Fact]
    public async Task A_label_ships_the_order_and_carries_its_lines()
    {
        await using var account = await SimulatedAccount.StartAsync();
        var order = await account.WriteAsync(SampleOrder.Of("S-1", "key-1"));
        account.Advance(60);
        var made = (await account.ControlAsync("/labels", """{ "orderNumber": "S-1", "tracking": "9400100000000000000042", "cost": 7.98 }"""))["shipments"]![0]!;

        Assert.Equal("shipped", (string?)(await account.OrderAsync(order))["orderStatus"]);
        Assert.Equal("2026-03-03T09:21:00.0000000", (string?)(await account.OrderAsync(order))["modifyDate"]);
        var list = (await account.GetAsync("/shipments?includeShipmentItems=true")).Json;
        var shipment = Assert.Single(list["shipments"]!.AsArray())!;
        Assert.Equal((long)made["shipmentId"]!, (long)shipment["shipmentId"]!);
        Assert.Equal("key-1", (string?)shipment["orderKey"]);
        Assert.Equal("2026-03-03T09:21:00.0000000", (string?)shipment["createDate"]);
        Assert.Equal("2026-03-03", (string?)shipment["shipDate"]);
        Assert.Equal(("9400100000000000000042", 7.98m), ((string?)shipment["trackingNumber"], (decimal)shipment["shipmentCost"]!));
        Assert.Equal("14 BIRCH LANE", (string?)shipment["shipTo"]!["street1"]);
        Assert.Equal(410001, (long)shipment["advancedOptions"]!["storeId"]!);
        Assert.False(shipment["advancedOptions"]!.AsObject().ContainsKey("customField1"));
        Assert.Equal(["line-mug x2", "line-tea x1"], Items(shipment));
        Assert.False(shipment["shipmentItems"]![0]!.AsObject().ContainsKey("adjustment"));
        Assert.Null((await account.GetAsync("/shipments")).Json["shipments"]![0]!["shipmentItems"]);
    }

    [Fact]
    public async Task A_part_of_an_order_leaves_the_rest_in_a_new_order()
    {
        await using var account = await SimulatedAccount.StartAsync();
        var order = await account.WriteAsync(SampleOrder.Of("S-1", "key-1"));
        await account.ControlAsync("/labels", """{ "orderNumber": "S-1", "items": [{ "lineItemKey": "line-mug", "quantity": 1 }] }""");

        var orders = (await account.GetAsync("/orders")).Json["orders"]!.AsArray();
        Assert.Equal(["S-1:shipped", "S-1-1:awaiting_shipment"], orders.Select(row => $"{row!["orderNumber"]}:{row["orderStatus"]}"));
        Assert.Equal((long)order["orderId"]!, (long)orders[1]!["advancedOptions"]!["parentId"]!);
        Assert.Equal("key-1", (string?)orders[1]!["orderKey"]);
        Assert.True((bool)orders[0]!["advancedOptions"]!["mergedOrSplit"]!);
        Assert.True((bool)orders[1]!["advancedOptions"]!["mergedOrSplit"]!);
        Assert.Equal(["line-mug x1", "line-tea x1"], Items(orders[1]!, "items"));

        // The number of the origin still finds the part that is open.
        var second = await account.ControlAsync("/labels", """{ "orderNumber": "S-1", "items": [{ "sku": "TEA-50", "quantity": 1 }] }""");
        Assert.Equal("S-1-1", (string?)second["shipments"]![0]!["orderNumber"]);
        Assert.Equal(["S-1", "S-1-1", "S-1-2"], await account.NumbersAsync("/orders"));
        Assert.Equal(["S-1-2"], await account.NumbersAsync("/orders?orderStatus=awaiting_shipment"));
    }

    [Fact]
    public async Task With_keep_open_the_order_waits_until_labels_cover_it()
    {
        await using var account = await SimulatedAccount.StartAsync(new ShipStationSimulatorOptions { PartialLabel = PartialLabel.KeepOpen });
        var order = await account.WriteAsync(SampleOrder.Of("S-1", "key-1"));
        await account.ControlAsync("/labels", """{ "orderKey": "key-1", "items": [{ "lineItemKey": "line-mug", "quantity": 1 }] }""");
        Assert.Equal("awaiting_shipment", (string?)(await account.OrderAsync(order))["orderStatus"]);
        var tooMany = await account.PostAsync("/__sim/labels", """{ "orderKey": "key-1", "items": [{ "lineItemKey": "line-mug", "quantity": 2 }] }""");
        Assert.Equal(HttpStatusCode.BadRequest, tooMany.Status);

        var rest = await account.ControlAsync("/labels", """{ "orderKey": "key-1" }""");
        Assert.Equal(["line-mug x1", "line-tea x1"], Items(rest["shipments"]![0]!));
        Assert.Equal("shipped", (string?)(await account.OrderAsync(order))["orderStatus"]);
        Assert.Equal(["S-1"], await account.NumbersAsync("/orders"));

        var void1 = await account.PostAsync("/shipments/voidlabel", $$"""{ "shipmentId": {{rest["shipments"]![0]!["shipmentId"]}} }""");
        Assert.True((bool)void1.Json["approved"]!);
        Assert.Equal("awaiting_shipment", (string?)(await account.OrderAsync(order))["orderStatus"]);
    }

    [Fact]
    public async Task A_void_is_seen_by_its_own_filter_only_and_opens_the_order()
    {
        await using var account = await SimulatedAccount.StartAsync();
        var order = await account.WriteAsync(SampleOrder.Of("S-1"));
        var made = await account.ControlAsync("/labels", """{ "orderNumber": "S-1" }""");
        Assert.Empty((await account.GetAsync("/shipments?voidDateStart=2026-03-03")).Json["shipments"]!.AsArray());
        account.Advance(90);
        var body = $$"""{ "shipmentId": {{made["shipments"]![0]!["shipmentId"]}} }""";
        Assert.Equal("""{"approved":true,"message":"Label voided successfully"}""", (await account.PostAsync("/shipments/voidlabel", body)).Body);

        var row = Assert.Single((await account.GetAsync("/shipments?voidDateStart=2026-03-03T09:21:30&voidDateEnd=2026-03-03T09:21:30")).Json["shipments"]!.AsArray())!;
        Assert.True((bool)row["voided"]!);
        Assert.Equal("2026-03-03T09:21:30.0000000", (string?)row["voidDate"]);
        Assert.Equal("2026-03-03T09:20:00.0000000", (string?)row["createDate"]);
        var open = await account.OrderAsync(order);
        Assert.Equal(("awaiting_shipment", "2026-03-03T09:21:30.0000000"), ((string?)open["orderStatus"], (string?)open["modifyDate"]));
        Assert.False((bool)(await account.PostAsync("/shipments/voidlabel", body)).Json["approved"]!);

        // And it can be labelled again.
        await account.ControlAsync("/labels", """{ "orderNumber": "S-1" }""");
        Assert.Equal("shipped", (string?)(await account.OrderAsync(order))["orderStatus"]);
        Assert.Equal(2, (int)(await account.GetAsync($"/shipments?orderId={order["orderId"]}")).Json["total"]!);
    }

    [Fact]
    public async Task A_return_label_changes_nothing_about_the_order()
    {
        await using var account = await SimulatedAccount.StartAsync();
        var order = await account.WriteAsync(SampleOrder.Of("S-1"));
        await account.ControlAsync("/labels", """{ "orderNumber": "S-1" }""");
        var back = await account.ControlAsync("/labels", """{ "orderNumber": "S-1", "isReturn": true, "items": [{ "lineItemKey": "line-mug", "quantity": 1 }] }""");
        Assert.True((bool)back["shipments"]![0]!["isReturnLabel"]!);
        await account.ControlAsync("/void", $$"""{ "shipmentId": {{back["shipments"]![0]!["shipmentId"]}} }""");
        Assert.Equal("shipped", (string?)(await account.OrderAsync(order))["orderStatus"]);
    }

    [Fact]
    public async Task A_label_without_items_ships_the_whole_order()
    {
        await using var account = await SimulatedAccount.StartAsync();
        var order = await account.WriteAsync(SampleOrder.Of("S-1"));
        var made = await account.ControlAsync("/labels", """{ "orderNumber": "S-1", "noItems": true }""");
        Assert.Empty(made["shipments"]![0]!["shipmentItems"]!.AsArray());
        Assert.Equal("shipped", (string?)(await account.OrderAsync(order))["orderStatus"]);
    }

    [Fact]
    public async Task All_open_orders_are_labelled_as_one_batch()
    {
        await using var account = await SimulatedAccount.StartAsync();
        foreach (var number in (string[])["S-1", "S-2", "S-3"]) await account.WriteAsync(SampleOrder.Of(number));
        await account.WriteAsync(SampleOrder.Of("S-4", status: "on_hold"));
        Assert.Equal(2, (await account.ControlAsync("/labels", """{ "all": true, "limit": 2 }"""))["shipments"]!.AsArray().Count);
        var rest = (await account.ControlAsync("/labels", """{ "all": true }"""))["shipments"]!.AsArray();
        Assert.Equal("S-3", (string?)Assert.Single(rest)!["orderNumber"]);
        var batches = (await account.GetAsync("/shipments")).Json["shipments"]!.AsArray().Select(row => (string?)row!["batchNumber"]).ToList();
        Assert.Equal(batches[0], batches[1]);
        Assert.NotEqual(batches[1], batches[2]);
    }

    [Theory]
    [InlineData("recipientName=mira", 2)]
    [InlineData("recipientCountryCode=ca", 1)]
    [InlineData("orderNumber=S-1", 1)]
    [InlineData("carrierCode=fedex", 1)]
    [InlineData("serviceCode=usps_priority_mail", 1)]
    [InlineData("trackingNumber=TRACK-2", 1)]
    [InlineData("storeId=410002", 1)]
    [InlineData("createDateStart=2026-03-03T09:20:05", 1)]
    [InlineData("shipDateStart=2026-03-09&shipDateEnd=2026-03-10", 1)]
    [InlineData("shipDateEnd=2026-03-04", 1)]
    public async Task Shipments_are_filtered(string query, int count)
    {
        await using var account = await SimulatedAccount.StartAsync();
        await account.WriteAsync(SampleOrder.Of("S-1"));
        await account.WriteAsync(SampleOrder.Of("S-2", change: o =>
        {
            o["shipTo"]!["country"] = "CA";
            o["advancedOptions"]!["storeId"] = 410002;
        }));
        await account.ControlAsync("/labels", """{ "orderNumber": "S-1" }""");
        account.Advance(10);
        await account.ControlAsync("/labels", """{ "orderNumber": "S-2", "tracking": "TRACK-2", "carrier": "fedex", "service": "fedex_ground_international", "shipDate": "2026-03-09" }""");
        Assert.Equal(count, (int)(await account.GetAsync("/shipments?" + query)).Json["total"]!);
    }

    [Fact]
    public async Task A_label_by_api_needs_carrier_and_confirmation_or_ends_in_a_null_reference()
    {
        await using var account = await SimulatedAccount.StartAsync();
        var order = await account.WriteAsync(SampleOrder.Of("S-1"));
        var body = JsonNode.Parse($$"""
            { "orderId": {{order["orderId"]}}, "carrierCode": "stamps_com", "serviceCode": "usps_priority_mail", "packageCode": "package", "confirmation": "delivery",
              "shipDate": "2026-03-04", "testLabel": false }
            """)!.AsObject();

        Assert.Equal(HttpStatusCode.InternalServerError, (await Try(o => o.Remove("carrierCode"))).Status);
        Assert.Equal(HttpStatusCode.InternalServerError, (await Try(o => o.Remove("confirmation"))).Status);
        Assert.Contains("No applicable services", (await Try(o => o["serviceCode"] = "fedex_2day")).Body, StringComparison.Ordinal);
        Assert.NotNull((await Try(o => o["testLabel"] = 0)).Json["ModelState"]!["request.testLabel"]);
        var made = (await Try(_ => { })).Json;
        Assert.False(string.IsNullOrEmpty((string?)made["trackingNumber"]));
        Assert.NotEmpty(Convert.FromBase64String((string)made["labelData"]!));
        Assert.Equal("shipped", (string?)(await account.OrderAsync(order))["orderStatus"]);
        // A second one is sold, too: Labels/ViolationTests.
        Assert.Equal(HttpStatusCode.OK, (await Try(_ => { })).Status);

        Task<Reply> Try(Action<JsonObject> change)
        {
            var changed = body.DeepClone().AsObject();
            change(changed);
            return account.PostAsync("/orders/createlabelfororder", changed);
        }
    }

    [Fact]
    public async Task Rates_are_quoted_for_domestic_or_foreign_services()
    {
        await using var account = await SimulatedAccount.StartAsync();
        var rates = await account.PostAsync("/shipments/getrates", """
            { "carrierCode": "fedex", "fromPostalCode": "43004", "toCountry": "US", "toPostalCode": "97301", "weight": { "value": 2, "units": "pounds" } }
            """);
        Assert.All(rates.Json.AsArray(), rate => Assert.True((decimal)rate!["shipmentCost"]! > 0));
        Assert.DoesNotContain(rates.Json.AsArray(), rate => ((string)rate!["serviceCode"]!).Contains("international", StringComparison.Ordinal));
        Assert.Equal(HttpStatusCode.BadRequest, (await account.PostAsync("/shipments/getrates", """{ "carrierCode": "fedex" }""")).Status);
    }

    private static string[] Items(JsonNode row, string name = "shipmentItems") =>
        [.. row[name]!.AsArray().Select(item => $"{item!["lineItemKey"]} x{item["quantity"]}")];
}
