using System.Net;
using System.Text.Json.Nodes;
using Xunit;

namespace Connector.Tests.Simulators.ShipStation;

/// <summary>What people do in the service's own pages.</summary>
public sealed class ControlTests
{
    [Fact]
    public async Task An_edit_is_a_merge_patch_and_moves_the_date()
    {
        await using var account = await SimulatedAccount.StartAsync();
        var order = await account.WriteAsync(SampleOrder.Of("T-1", "key-1", change: o => o["customerNotes"] = "Bell is broken"));
        account.Advance(30);
        await account.ControlAsync("/edit", """
            { "orderKey": "key-1", "merge": { "internalNotes": "Check twice", "carrierCode": "fedex", "serviceCode": "fedex_2day", "customerNotes": null, "advancedOptions": { "warehouseId": 88003 } } }
            """);
        var edited = await account.OrderAsync(order);
        Assert.Equal(("Check twice", "fedex_2day", 88003L), ((string?)edited["internalNotes"], (string?)edited["serviceCode"], (long)edited["advancedOptions"]!["warehouseId"]!));
        Assert.Null(edited["customerNotes"]);
        Assert.Equal("ref-1", (string?)edited["advancedOptions"]!["customField1"]);
        Assert.Equal("2026-03-03T09:20:30.0000000", (string?)edited["modifyDate"]);
        Assert.Equal(order["items"]!.AsArray().Select(item => (long)item!["orderItemId"]!), edited["items"]!.AsArray().Select(item => (long)item!["orderItemId"]!));
        Assert.Equal("14 BIRCH LANE", (string?)edited["shipTo"]!["street1"]);
        Assert.Equal("Address validated successfully", (string?)edited["shipTo"]!["addressVerified"]);
    }

    [Fact]
    public async Task People_may_cancel_what_is_shipped_and_use_a_status_of_the_future()
    {
        await using var account = await SimulatedAccount.StartAsync();
        var order = await account.WriteAsync(SampleOrder.Of("T-1", status: "shipped"));
        await account.ControlAsync("/edit", """{ "orderNumber": "T-1", "merge": { "orderStatus": "cancelled" } }""");
        Assert.Equal("cancelled", (string?)(await account.OrderAsync(order))["orderStatus"]);
        await account.ControlAsync("/edit", """{ "orderNumber": "T-1", "merge": { "orderStatus": "awaiting_pickup" } }""");
        Assert.Equal("awaiting_pickup", (string?)(await account.OrderAsync(order))["orderStatus"]);
    }

    [Fact]
    public async Task An_edited_address_is_looked_at_again_and_an_edit_foreign_leaves_it_alone()
    {
        await using var account = await SimulatedAccount.StartAsync();
        var order = await account.WriteAsync(SampleOrder.Of("T-1", change: o => o["shipTo"]!["street1"] = "1 Nowhere Street"));
        await account.ControlAsync("/settle");
        await account.ControlAsync("/edit", """{ "orderNumber": "T-1", "merge": { "internalNotes": "x" } }""");
        Assert.Equal("Address validation failed", (string?)(await account.OrderAsync(order))["shipTo"]!["addressVerified"]);
        await account.ControlAsync("/edit", """{ "orderNumber": "T-1", "merge": { "shipTo": { "street1": "1 Somewhere Street" } } }""");
        Assert.Equal("Address not yet validated", (string?)(await account.OrderAsync(order))["shipTo"]!["addressVerified"]);
        account.Advance(20);
        Assert.Equal("Address validated successfully", (string?)(await account.OrderAsync(order))["shipTo"]!["addressVerified"]);
        await account.ControlAsync("/address", """{ "orderNumber": "T-1", "addressVerified": "Address validation warning" }""");
        Assert.Equal("Address validation warning", (string?)(await account.OrderAsync(order))["shipTo"]!["addressVerified"]);
    }

    [Fact]
    public async Task A_split_moves_quantities_to_a_part_that_is_written_by_id_only()
    {
        await using var account = await SimulatedAccount.StartAsync();
        var order = await account.WriteAsync(SampleOrder.Of("T-1", "key-1"));
        var split = await account.ControlAsync("/split", """{ "orderNumber": "T-1", "items": [{ "lineItemKey": "line-mug", "quantity": 1 }] }""");
        var part = split["orders"]![1]!;
        Assert.Equal(("T-1-1", "key-1", (long)order["orderId"]!), ((string?)part["orderNumber"], (string?)part["orderKey"], (long)part["advancedOptions"]!["parentId"]!));
        Assert.Equal(1, (int)split["orders"]![0]!["items"]![0]!["quantity"]!);
        Assert.Equal(0m, (decimal)part["shippingAmount"]!);

        var byKey = await account.WriteAsync(SampleOrder.Of("T-1", "key-1"));
        Assert.Equal((long)order["orderId"]!, (long)byKey["orderId"]!);
        var byId = await account.WriteAsync(SampleOrder.Of("T-1-1", "key-1", change: o => o["orderId"] = (long)part["orderId"]!));
        Assert.Equal((long)part["orderId"]!, (long)byId["orderId"]!);
        Assert.Equal(HttpStatusCode.BadRequest, (await account.PostAsync("/__sim/split", """{ "orderNumber": "T-1-1", "items": [{ "lineItemKey": "line-mug", "quantity": 9 }] }""")).Status);
    }

    [Fact]
    public async Task A_copy_has_the_content_under_another_key_and_can_take_lines_with_it()
    {
        await using var account = await SimulatedAccount.StartAsync();
        await account.WriteAsync(SampleOrder.Of("T-1", "key-1"));
        var copied = (await account.ControlAsync("/copy", """{ "orderNumber": "T-1", "newKey": "other-1" }"""))["orders"]!.AsArray();
        Assert.Equal((2, "T-1", "other-1", "awaiting_shipment"), (copied.Count, (string?)copied[1]!["orderNumber"], (string?)copied[1]!["orderKey"], (string?)copied[1]!["orderStatus"]));
        Assert.Equal(copied[0]!["items"]!.AsArray().Count, copied[1]!["items"]!.AsArray().Count);

        var split = (await account.ControlAsync("/copy", """{ "orderKey": "key-1", "newKey": "other-2", "newNumber": "T-1-X", "move": true, "items": [{ "lineItemKey": "line-mug", "quantity": 1 }] }"""))["orders"]!.AsArray();
        var (before, rest) = (copied[0]!["items"]!.AsArray().First(i => (string?)i!["lineItemKey"] == "line-mug")!, split[0]!["items"]!.AsArray().FirstOrDefault(i => (string?)i!["lineItemKey"] == "line-mug"));
        Assert.Equal((int)before["quantity"]! - 1, (int?)rest?["quantity"] ?? 0);
        Assert.Equal((1, false), ((int)Assert.Single(split[1]!["items"]!.AsArray())!["quantity"]!, (bool)split[0]!["advancedOptions"]!["mergedOrSplit"]!));
    }

    [Fact]
    public async Task Lines_that_are_typed_in_again_have_no_keys()
    {
        await using var account = await SimulatedAccount.StartAsync();
        await account.WriteAsync(SampleOrder.Of("T-1", "key-1"));
        var items = (await account.ControlAsync("/retype", """{ "orderNumber": "T-1" }"""))["orders"]![0]!["items"]!.AsArray();
        Assert.NotEmpty(items);
        Assert.All(items, item => Assert.True(string.IsNullOrEmpty((string?)item!["lineItemKey"])));
    }

    [Fact]
    public async Task A_merged_order_leaves_the_lists_and_takes_no_more_writes()
    {
        await using var account = await SimulatedAccount.StartAsync();
        var first = await account.WriteAsync(SampleOrder.Of("T-1", "key-1"));
        var second = await account.WriteAsync(SampleOrder.Of("T-2", "key-2"));
        await account.ControlAsync("/merge", """{ "orderNumbers": ["T-1", "T-2"] }""");

        Assert.Equal(["T-1"], await account.NumbersAsync("/orders"));
        var merged = await account.OrderAsync(first);
        Assert.Equal(6, merged["items"]!.AsArray().Count);
        Assert.Equal($"[{second["orderId"]}]", merged["advancedOptions"]!["mergedIds"]!.ToJsonString());
        Assert.Equal(72.54m, (decimal)merged["orderTotal"]!);
        Assert.Equal(HttpStatusCode.NotFound, (await account.GetAsync($"/orders/{second["orderId"]}")).Status);
        var reply = await account.PostAsync("/orders/createorders", SampleOrder.Many(SampleOrder.Of("T-2", "key-2")));
        Assert.Contains("merged", (string?)reply.Json["results"]![0]!["errorMessage"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_clock_moves_on_request()
    {
        await using var account = await SimulatedAccount.StartAsync();
        var time = await account.ControlAsync("/clock", """{ "advanceSeconds": 3600 }""");
        Assert.StartsWith("2026-03-03T10:20:00", (string?)time["pacific"], StringComparison.Ordinal);
        Assert.Equal(SimulatedAccount.Start.AddHours(1), account.Simulator.Clock.GetUtcNow());
    }

    [Fact]
    public async Task Control_calls_need_no_key_and_say_what_is_wrong()
    {
        await using var account = await SimulatedAccount.StartAsync();
        account.Client.DefaultRequestHeaders.Authorization = null;
        using var form = new StringContent("""{ "orderNumber": "T-9" }""");
        using var response = await account.Client.PostAsync("/__sim/poison", form);
        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Contains("T-9", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await account.PostAsync("/__sim/dance", "{}")).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await account.PostAsync("/__sim/labels", """{ "orderNumber": 5 }""")).Status);
    }
}
