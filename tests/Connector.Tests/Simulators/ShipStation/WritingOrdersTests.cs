using System.Net;
using System.Text.Json.Nodes;
using Xunit;

namespace Connector.Tests.Simulators.ShipStation;

public sealed class WritingOrdersTests
{
    [Fact]
    public async Task A_new_order_comes_back_whole_with_ids_dates_and_a_computed_total()
    {
        await using var account = await SimulatedAccount.StartAsync();
        var order = await account.WriteAsync(SampleOrder.Of("W-1", "key-1", change: o =>
        {
            o["orderTotal"] = 1.00m;
            o["items"]![0]!["productId"] = 77;
        }));

        Assert.Equal("W-1", (string?)order["orderNumber"]);
        Assert.Equal("key-1", (string?)order["orderKey"]);
        Assert.True((long)order["orderId"]! > 0);
        Assert.Equal("2026-03-03T09:20:00.0000000", (string?)order["createDate"]);
        Assert.Equal("2026-03-03T09:20:00.0000000", (string?)order["modifyDate"]);
        Assert.Equal("2026-03-03T09:10:00.0000000", (string?)order["orderDate"]);
        // 2 x 11.95 + 8.50 - 3.24 + 2.11 + 5.00
        Assert.Equal(36.27m, (decimal)order["orderTotal"]!);
        Assert.Equal(28.0m, (decimal)order["weight"]!["value"]!);
        Assert.Equal(1, (int)order["weight"]!["WeightUnits"]!);
        Assert.Null(order["items"]![0]!["productId"]);
        Assert.Equal("Address not yet validated", (string?)order["shipTo"]!["addressVerified"]);
        Assert.Null(order["tagIds"]);
        Assert.Equal("[]", order["advancedOptions"]!["mergedIds"]!.ToJsonString());
        Assert.Equal("none", (string?)order["confirmation"]);
        Assert.True((long)order["customerId"]! > 0);
    }

    [Fact]
    public async Task The_same_key_replaces_the_order()
    {
        await using var account = await SimulatedAccount.StartAsync();
        var first = await account.WriteAsync(SampleOrder.Of("W-1", "key-1"));
        account.Advance(5);
        var second = await account.WriteAsync(SampleOrder.Of("W-1", "key-1", change: o => o["customerNotes"] = "Ring twice"));

        Assert.Equal((long)first["orderId"]!, (long)second["orderId"]!);
        Assert.Equal("Ring twice", (string?)second["customerNotes"]);
        Assert.Equal("2026-03-03T09:20:00.0000000", (string?)second["createDate"]);
        Assert.Equal("2026-03-03T09:20:05.0000000", (string?)second["modifyDate"]);
        Assert.Equal(["W-1"], await account.NumbersAsync("/orders"));
    }

    [Fact]
    public async Task Without_a_key_every_call_makes_another_order_with_a_key_of_its_own()
    {
        await using var account = await SimulatedAccount.StartAsync();
        var first = await account.WriteAsync(SampleOrder.Of("W-1"));
        var second = await account.WriteAsync(SampleOrder.Of("W-1"));

        Assert.NotEqual((long)first["orderId"]!, (long)second["orderId"]!);
        Assert.NotEqual((string?)first["orderKey"], (string?)second["orderKey"]);
        Assert.False(string.IsNullOrEmpty((string?)first["orderKey"]));
    }

    [Fact]
    public async Task What_an_update_leaves_out_is_wiped_but_tags_store_and_key_stay()
    {
        await using var account = await SimulatedAccount.StartAsync();
        var first = await account.WriteAsync(SampleOrder.Of("W-1", "key-1", change: o =>
        {
            o["internalNotes"] = "Fragile";
            o["carrierCode"] = "fedex";
            o["serviceCode"] = "fedex_2day";
            o["confirmation"] = "delivery";
            o["tagIds"] = new JsonArray(5101);
            o["advancedOptions"]!["storeId"] = 410002;
            o["advancedOptions"]!["warehouseId"] = 88002;
        }));
        var second = await account.WriteAsync(SampleOrder.Of("W-1", change: o =>
        {
            o["orderId"] = (long)first["orderId"]!;
            o["orderKey"] = "another-key";
            o["tagIds"] = new JsonArray(5104);
            o["advancedOptions"] = new JsonObject { ["storeId"] = 410001 };
            ((JsonArray)o["items"]!).RemoveAt(1);
        }));

        Assert.Equal((long)first["orderId"]!, (long)second["orderId"]!);
        Assert.Null(second["internalNotes"]);
        Assert.Null(second["carrierCode"]);
        Assert.Null(second["serviceCode"]);
        Assert.Equal("none", (string?)second["confirmation"]);
        Assert.Null(second["advancedOptions"]!["warehouseId"]);
        Assert.Null(second["advancedOptions"]!["customField1"]);
        Assert.Equal("[5101,5104]", second["tagIds"]!.ToJsonString());
        Assert.Equal(410002, (long)second["advancedOptions"]!["storeId"]!);
        Assert.Equal("key-1", (string?)second["orderKey"]);
        Assert.Equal(["line-mug", "coupon"], second["items"]!.AsArray().Select(item => (string?)item!["lineItemKey"]));
    }

    [Fact]
    public async Task Lines_that_stay_keep_their_id_and_date_of_creation()
    {
        await using var account = await SimulatedAccount.StartAsync();
        var first = await account.WriteAsync(SampleOrder.Of("W-1", "key-1"));
        account.Advance(3);
        var second = await account.WriteAsync(SampleOrder.Of("W-1", "key-1", change: o => o["items"]![1]!["quantity"] = 4));

        Assert.Equal((long)first["items"]![1]!["orderItemId"]!, (long)second["items"]![1]!["orderItemId"]!);
        Assert.Equal("2026-03-03T09:20:00", (string?)second["items"]![1]!["createDate"]);
        Assert.Equal("2026-03-03T09:20:03", (string?)second["items"]![1]!["modifyDate"]);
        Assert.Equal("2026-03-03T09:20:00", (string?)second["items"]![0]!["modifyDate"]);
    }

    [Theory]
    [InlineData("shipped")]
    [InlineData("cancelled")]
    public async Task A_closed_order_cannot_be_changed(string status)
    {
        await using var account = await SimulatedAccount.StartAsync();
        await account.WriteAsync(SampleOrder.Of("W-1", "key-1", status));
        var reply = await account.PostAsync("/orders/createorder", SampleOrder.Of("W-1", "key-1"));

        Assert.Equal(HttpStatusCode.BadRequest, reply.Status);
        Assert.Contains(status, (string?)reply.Json["Message"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_open_order_is_cancelled_by_writing_it_again()
    {
        await using var account = await SimulatedAccount.StartAsync();
        await account.WriteAsync(SampleOrder.Of("W-1", "key-1"));
        Assert.Equal("cancelled", (string?)(await account.WriteAsync(SampleOrder.Of("W-1", "key-1", "cancelled")))["orderStatus"]);
    }

    [Fact]
    public async Task A_number_is_cut_at_50_characters_without_a_word()
    {
        await using var account = await SimulatedAccount.StartAsync();
        Assert.Equal(new string('9', 50), (string?)(await account.WriteAsync(SampleOrder.Of(new string('9', 51))))["orderNumber"]);
    }

    [Fact]
    public async Task An_unknown_id_is_not_found_and_makes_nothing()
    {
        await using var account = await SimulatedAccount.StartAsync();
        var reply = await account.PostAsync("/orders/createorder", SampleOrder.Of("W-1", "key-1", change: o => o["orderId"] = 12345));
        Assert.Equal(HttpStatusCode.NotFound, reply.Status);
        Assert.Empty(await account.NumbersAsync("/orders"));
    }

    [Fact]
    public async Task A_deleted_order_is_gone_and_its_key_is_free()
    {
        await using var account = await SimulatedAccount.StartAsync();
        var first = await account.WriteAsync(SampleOrder.Of("W-1", "key-1"));
        var deleted = await account.SendAsync(HttpMethod.Delete, $"/orders/{first["orderId"]}", null);
        var second = await account.WriteAsync(SampleOrder.Of("W-1", "key-1"));

        Assert.True((bool)deleted.Json["success"]!);
        Assert.Equal(HttpStatusCode.NotFound, (await account.GetAsync($"/orders/{first["orderId"]}")).Status);
        Assert.NotEqual((long)first["orderId"]!, (long)second["orderId"]!);
        Assert.Equal(["W-1"], await account.NumbersAsync("/orders?orderNumber=W-1"));
    }

    [Theory]
    [InlineData("/orderNumber", "null", "orderNumber")]
    [InlineData("/orderDate", "null", "orderDate")]
    [InlineData("/orderStatus", "null", "orderStatus")]
    [InlineData("/orderStatus", "\"processing\"", "orderStatus")]
    [InlineData("/orderStatus", "\"pending_fulfillment\"", "orderStatus")]
    [InlineData("/billTo", "null", "billTo")]
    [InlineData("/shipTo", "null", "shipTo")]
    [InlineData("/billTo/name", "\"\"", "bill-to name")]
    [InlineData("/shipTo/name", "\" \"", "ship-to name")]
    [InlineData("/shipTo/country", "\"United States\"", "two-character country")]
    [InlineData("/shipTo/country", "null", "two-character country")]
    [InlineData("/items/0/name", "null", "name")]
    [InlineData("/items/0/quantity", "0", "quantity")]
    [InlineData("/items/0/weight/units", "\"kilograms\"", "weight")]
    [InlineData("/orderKey", "\"123456789012345678901234567890123456789012345678901\"", "orderKey")]
    [InlineData("/serviceCode", "\"usps_priority_mail\"", "serviceCode")]
    [InlineData("/carrierCode", "\"ups\"", "carrierCode")]
    [InlineData("/confirmation", "\"please\"", "confirmation")]
    [InlineData("/packageCode", "\"crate\"", "packageCode")]
    [InlineData("/tagIds", "[1]", "Tag 1")]
    [InlineData("/advancedOptions/storeId", "410009", "Store 410009")]
    [InlineData("/advancedOptions/storeId", "1", "Store 1")]
    [InlineData("/advancedOptions/warehouseId", "1", "Warehouse 1")]
    [InlineData("/advancedOptions/billToParty", "\"me\"", "billToParty")]
    public async Task What_the_service_refuses_is_refused_with_a_message(string path, string value, string message)
    {
        await using var account = await SimulatedAccount.StartAsync();
        var reply = await account.PostAsync("/orders/createorder", SampleOrder.Of("W-1", "key-1", change: o => Set(o, path, value)));

        Assert.Equal(HttpStatusCode.BadRequest, reply.Status);
        Assert.Contains(message, (string?)reply.Json["Message"], StringComparison.Ordinal);
        Assert.Empty(await account.NumbersAsync("/orders"));
    }

    [Theory]
    [InlineData("US", false)]
    [InlineData("NL", false)]
    [InlineData("AE", true)]
    [InlineData("IE", true)]
    public async Task A_country_that_has_postal_codes_wants_one(string country, bool taken)
    {
        await using var account = await SimulatedAccount.StartAsync();
        var order = SampleOrder.Of("W-1", "key-1", change: o =>
        {
            o["shipTo"]!["country"] = country;
            o["shipTo"]!["postalCode"] = " ";
        });
        var reply = await account.PostAsync("/orders/createorder", order.DeepClone());
        var bulk = (await account.PostAsync("/orders/createorders", SampleOrder.Many(order))).Json["results"]![0]!;

        Assert.Equal(taken ? HttpStatusCode.OK : HttpStatusCode.InternalServerError, reply.Status);
        Assert.Equal(taken ? null : "Postal Code must be provided.", (string?)reply.Json["ExceptionMessage"]);
        Assert.Equal(taken, (bool)bulk["success"]!);
        Assert.Equal(taken ? null : "Postal Code must be provided.", (string?)bulk["errorMessage"]);
    }

    [Fact]
    public async Task A_service_of_another_carrier_is_refused()
    {
        await using var account = await SimulatedAccount.StartAsync();
        var reply = await account.PostAsync("/orders/createorder", SampleOrder.Of("W-1", change: o =>
        {
            o["carrierCode"] = "stamps_com";
            o["serviceCode"] = "fedex_2day";
        }));
        Assert.Equal("""{"Message":"Invalid serviceCode"}""", reply.Body);
    }

    [Fact]
    public async Task A_missing_store_is_the_first_one_and_warehouse_zero_is_none()
    {
        await using var account = await SimulatedAccount.StartAsync();
        var order = await account.WriteAsync(SampleOrder.Of("W-1", change: o => o["advancedOptions"] = new JsonObject { ["warehouseId"] = 0 }));
        Assert.Equal(410001, (long)order["advancedOptions"]!["storeId"]!);
        Assert.Null(order["advancedOptions"]!["warehouseId"]);
    }

    private static void Set(JsonObject order, string path, string value)
    {
        var names = path.Split('/')[1..];
        JsonNode node = order;
        foreach (var name in names[..^1]) node = node is JsonArray array ? array[int.Parse(name, System.Globalization.CultureInfo.InvariantCulture)]! : node[name]!;
        node[names[^1]] = JsonNode.Parse(value);
    }
}
