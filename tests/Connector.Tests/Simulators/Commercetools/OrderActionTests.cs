using System.Text.Json.Nodes;
using Connector.Simulators.Commercetools.Seeds;
using Xunit;

namespace Connector.Tests.Simulators.Commercetools;

public sealed class OrderActionTests
{
    private const string ConnectorType = """{"action":"setCustomType","type":{"typeId":"type","key":"shipstation-order"},"fields":{"shipstationStatus":"sent"}}""";

    [Fact]
    public async Task Custom_fields_need_a_type_and_come_and_go()
    {
        await using var probe = await ApiProbe.StartAsync();
        var id = probe.PutOrder();
        (await probe.UpdateAsync(id, """{"action":"setCustomField","name":"shipstationStatus","value":"new"}""")).Refused(400, "InvalidOperation");
        var order = (await probe.UpdateAsync(id, ConnectorType,
            """{"action":"setCustomField","name":"shipstationOrderIds","value":["1","2"]}""",
            """{"action":"setCustomField","name":"shipstationStatus","value":"shipped"}""")).Ok();
        Assert.Equal(ReferenceSeed.TypeId("shipstation-order"), (string?)order["custom"]!["type"]!["id"]);
        Assert.Equal("""{"shipstationStatus":"shipped","shipstationOrderIds":["1","2"]}""", order["custom"]!["fields"]!.ToJsonString());
        order = (await probe.UpdateAsync(id, """{"action":"setCustomField","name":"shipstationStatus","value":null}""")).Ok();
        Assert.Equal("""{"shipstationOrderIds":["1","2"]}""", order["custom"]!["fields"]!.ToJsonString());
        (await probe.UpdateAsync(id, """{"action":"setCustomField","name":"shipstationStatus"}""")).Refused(400, "InvalidOperation");
        order = (await probe.UpdateAsync(id, """{"action":"setCustomType"}""")).Ok();
        Assert.Null(order["custom"]);
    }

    [Theory]
    [InlineData("shipstationStatus", "7")]
    [InlineData("shipstationOrderIds", "\"1\"")]
    [InlineData("shipstationOrderIds", "[\"1\",\"1\"]")]
    [InlineData("shipstationOrderIds", "[1]")]
    [InlineData("giftMessage", "\"belongs to another Type\"")]
    public async Task A_value_that_does_not_fit_its_field_is_refused(string name, string value)
    {
        await using var probe = await ApiProbe.StartAsync();
        var id = probe.PutOrder();
        (await probe.UpdateAsync(id, ConnectorType)).Ok();
        var error = (await probe.UpdateAsync(id, $$"""{"action":"setCustomField","name":"{{name}}","value":{{value}}}""")).Refused(400, "InvalidField");
        Assert.Equal(name, (string?)error["field"]);
        Assert.Equal(JsonNode.Parse(value)!.ToJsonString(), error["invalidValue"]!.ToJsonString());
    }

    [Theory]
    [InlineData("flag", "true", "\"true\"")]
    [InlineData("count", "1.5", "\"1\"")]
    [InlineData("day", "\"2026-03-02\"", "\"2.3.2026\"")]
    [InlineData("clock", "\"14:05:00\"", "\"late\"")]
    [InlineData("at", "\"2026-03-02T14:05:00.000Z\"", "\"2026-03-02\"")]
    [InlineData("level", "\"high\"", "\"middle\"")]
    [InlineData("price", "{\"currencyCode\":\"EUR\",\"centAmount\":100}", "100")]
    [InlineData("words", "{\"en\":\"a\"}", "\"a\"")]
    [InlineData("where", "{\"typeId\":\"channel\",\"id\":\"x\"}", "{\"typeId\":\"store\",\"id\":\"x\"}")]
    public async Task Each_kind_of_field_takes_its_own_values_only(string field, string good, string bad)
    {
        await using var probe = await ApiProbe.StartAsync();
        string Field(string name, string type) => $$"""{"name":"{{name}}","label":{"en":"x"},"required":false,"type":{{type}}}""";
        (await probe.PostAsync("demo/types", $$"""
            { "key": "many", "name": { "en": "x" }, "resourceTypeIds": ["order"], "fieldDefinitions": [
              {{Field("flag", """{"name":"Boolean"}""")}}, {{Field("count", """{"name":"Number"}""")}}, {{Field("day", """{"name":"Date"}""")}},
              {{Field("clock", """{"name":"Time"}""")}}, {{Field("at", """{"name":"DateTime"}""")}}, {{Field("price", """{"name":"Money"}""")}},
              {{Field("level", """{"name":"Enum","values":[{"key":"low","label":"l"},{"key":"high","label":"h"}]}""")}},
              {{Field("words", """{"name":"LocalizedString"}""")}}, {{Field("where", """{"name":"Reference","referenceTypeId":"channel"}""")}} ] }
            """)).Ok();
        var id = probe.PutOrder();
        (await probe.UpdateAsync(id, $$"""{"action":"setCustomType","type":{"key":"many"},"fields":{"{{field}}":{{good}} } }""")).Ok();
        var error = (await probe.UpdateAsync(id, $$"""{"action":"setCustomField","name":"{{field}}","value":{{bad}}}""")).Refused(400, "InvalidField");
        Assert.Equal(field == "level", error["allowedValues"] is not null);
    }

    [Theory]
    [InlineData("""{"action":"changeOrderState","orderState":"Canceled"}""", "orderState", 4)]
    [InlineData("""{"action":"changeShipmentState","shipmentState":"Cancelled"}""", "shipmentState", 8)]
    [InlineData("""{"action":"changePaymentState","paymentState":"Done"}""", "paymentState", 5)]
    public async Task States_outside_the_list_are_refused_with_the_list(string action, string field, int allowed)
    {
        await using var probe = await ApiProbe.StartAsync();
        var error = (await probe.UpdateAsync(probe.PutOrder(), action)).Refused(400, "InvalidField");
        Assert.Equal(field, (string?)error["field"]);
        Assert.Equal(allowed, error["allowedValues"]!.AsArray().Count);
        Assert.NotNull(error["invalidValue"]);
    }

    [Fact]
    public async Task Workflow_states_follow_their_transitions_unless_forced()
    {
        await using var probe = await ApiProbe.StartAsync();
        var id = probe.PutOrder(o => o.Remove("state"));
        string To(string key, bool force = false) => $$"""{"action":"transitionState","state":{"typeId":"state","key":"{{key}}"},"force":{{(force ? "true" : "false")}}}""";
        (await probe.UpdateAsync(id, To("order-shipped"))).Refused(400, "InvalidOperation");
        (await probe.UpdateAsync(id, To("order-received"))).Ok();
        (await probe.UpdateAsync(id, To("order-shipped"))).Refused(400, "InvalidOperation");
        (await probe.UpdateAsync(id, To("sent-to-warehouse"), To("order-shipped"))).Ok();
        (await probe.UpdateAsync(id, To("order-received"))).Refused(400, "InvalidOperation");
        var order = (await probe.UpdateAsync(id, To("order-received", force: true))).Ok();
        Assert.Equal(ReferenceSeed.StateId("order-received"), (string?)order["state"]!["id"]);
        (await probe.UpdateAsync(id, To("picked"))).Refused(400, "InvalidInput");
        var error = (await probe.UpdateAsync(id, To("nowhere"))).Refused(400, "ReferencedResourceNotFound");
        Assert.Equal(("state", "nowhere"), ((string)error["typeId"]!, (string)error["key"]!));
    }

    [Fact]
    public async Task Line_item_states_move_by_quantity()
    {
        await using var probe = await ApiProbe.StartAsync();
        var id = probe.PutOrder(variety: OrderVariety.CartDiscountSplit);
        var line = (string)probe.Order(id)["lineItems"]![0]!["id"]!;
        string Move(int quantity, string from, string to) => $$"""
            {"action":"transitionLineItemState","lineItemId":"{{line}}","quantity":{{quantity}},"fromState":{"key":"{{from}}"},"toState":{"key":"{{to}}"},"actualTransitionDate":"2026-03-02T15:00:00.000Z"}
            """;
        var order = (await probe.UpdateAsync(id, Move(2, "Initial", "shipped"))).Ok();
        Assert.Equal((1, 2), ((int)order["lineItems"]![0]!["state"]![0]!["quantity"]!, (int)order["lineItems"]![0]!["state"]![1]!["quantity"]!));
        (await probe.UpdateAsync(id, Move(2, "Initial", "shipped"))).Refused(400, "InvalidOperation");
        (await probe.UpdateAsync(id, Move(1, "Initial", "order-shipped"))).Refused(400, "InvalidInput");
        order = (await probe.UpdateAsync(id, Move(1, "Initial", "shipped"))).Ok();
        Assert.Equal(3, (int)order["lineItems"]![0]!["state"]!.AsArray().Single()!["quantity"]!);
        string Import(int quantity) => $$"""{"action":"importLineItemState","lineItemKey":"line-1","state":[{"quantity":{{quantity}},"state":{"key":"picked"} } ] }""";
        (await probe.UpdateAsync(id, Import(2))).Refused(400, "InvalidInput");
        order = (await probe.UpdateAsync(id, Import(3))).Ok();
        Assert.Equal(ReferenceSeed.StateId("picked"), (string?)order["lineItems"]![0]!["state"]![0]!["state"]!["id"]);
    }

    [Fact]
    public async Task Sync_marks_need_a_channel_for_it()
    {
        await using var probe = await ApiProbe.StartAsync();
        var id = probe.PutOrder();
        string Mark(string channel, string externalId, string? at = null) =>
            $$"""{"action":"updateSyncInfo","channel":{"typeId":"channel","key":"{{channel}}"},"externalId":"{{externalId}}"{{(at is null ? "" : $",\"syncedAt\":\"{at}\"")}}}""";
        var order = (await probe.UpdateAsync(id, Mark("shipstation", "88", "2026-03-02T15:00:00.000Z"))).Ok();
        Assert.Equal((ReferenceSeed.ChannelId("shipstation"), "88", "2026-03-02T15:00:00.000Z"),
            ((string)order["syncInfo"]![0]!["channel"]!["id"]!, (string)order["syncInfo"]![0]!["externalId"]!, (string)order["syncInfo"]![0]!["syncedAt"]!));
        order = (await probe.UpdateAsync(id, Mark("shipstation", "88"))).Ok();
        Assert.Equal((string?)order["lastModifiedAt"], (string?)order["syncInfo"]!.AsArray().Single()!["syncedAt"]);
        Assert.Equal(2, (await probe.UpdateAsync(id, Mark("shipstation", "89"))).Ok()["syncInfo"]!.AsArray().Count);
        Assert.Equal([id], (await probe.QueryAsync(("where", $"syncInfo(channel(id = \"{ReferenceSeed.ChannelId("shipstation")}\"))"))).Ids);
        (await probe.UpdateAsync(id, Mark("east", "88"))).Refused(400, "InvalidInput");
        (await probe.UpdateAsync(id, Mark("nowhere", "88"))).Refused(400, "ReferencedResourceNotFound");
    }

    [Fact]
    public async Task Returns_are_announced_arrive_and_go_back_to_stock()
    {
        await using var probe = await ApiProbe.StartAsync();
        var id = probe.PutOrder();
        var line = (string)probe.Order(id)["lineItems"]![0]!["id"]!;
        string Return(string items) => $$"""{"action":"addReturnInfo","returnTrackingId":"R1","returnDate":"2026-03-10T10:00:00.000Z","items":[{{items}}]}""";
        (await probe.UpdateAsync(id, Return(""))).Refused(400, "InvalidInput");
        (await probe.UpdateAsync(id, Return("""{"lineItemId":"nobody","quantity":1,"shipmentState":"Returned"}"""))).Refused(400, "InvalidInput");
        (await probe.UpdateAsync(id, Return($$"""{"lineItemId":"{{line}}","quantity":1,"shipmentState":"Unusable"}"""))).Refused(400, "InvalidField");
        var order = (await probe.UpdateAsync(id, Return($$"""{"lineItemId":"{{line}}","quantity":1,"shipmentState":"Returned","comment":"too red"}"""))).Ok();
        var item = order["returnInfo"]![0]!["items"]![0]!;
        Assert.Equal(("LineItemReturnItem", line, "Returned", "Initial"),
            ((string)item["type"]!, (string)item["lineItemId"]!, (string)item["shipmentState"]!, (string)item["paymentState"]!));
        string State(string state) => $$"""{"action":"setReturnShipmentState","returnItemId":"{{item["id"]}}","shipmentState":"{{state}}"}""";
        order = (await probe.UpdateAsync(id, State("BackInStock"), $$"""{"action":"setReturnPaymentState","returnItemId":"{{item["id"]}}","paymentState":"Refunded"}""")).Ok();
        Assert.Equal("BackInStock", (string?)order["returnInfo"]![0]!["items"]![0]!["shipmentState"]);
        (await probe.UpdateAsync(id, State("Returned"))).Refused(400, "InvalidOperation");
    }

    [Fact]
    public async Task Numbers_are_given_once_and_to_one_order()
    {
        await using var probe = await ApiProbe.StartAsync();
        var first = probe.PutOrder(variety: OrderVariety.NoOrderNumber);
        var second = probe.PutOrder(o => o.Remove("orderNumber"));
        const string Action = """{"action":"setOrderNumber","orderNumber":"N-7"}""";
        (await probe.UpdateAsync(first, Action)).Ok();
        Assert.Equal(first, (string?)(await probe.GetAsync("demo/orders/order-number=N-7")).Ok()["id"]);
        (await probe.UpdateAsync(first, """{"action":"setOrderNumber","orderNumber":"N-8"}""")).Refused(400, "InvalidOperation");
        (await probe.UpdateAsync(second, Action)).Refused(400, "DuplicateField");
    }

    [Fact]
    public async Task Addresses_and_windows_are_set_and_removed()
    {
        await using var probe = await ApiProbe.StartAsync();
        var id = probe.PutOrder();
        var order = (await probe.UpdateAsync(id,
            """{"action":"setShippingAddress","address":{"country":"FR","city":"Lyon","pOBox":"7"}}""",
            """{"action":"setBillingAddress"}""", """{"action":"setCustomerEmail","email":"new@example.com"}""",
            """{"action":"setEstimatedDelivery","estimatedDelivery":{"from":"2026-03-05T00:00:00.000Z"}}""")).Ok();
        Assert.Equal("""{"pOBox":"7"}""", new JsonObject { ["pOBox"] = (string?)order["shippingAddress"]!["pOBox"] }.ToJsonString());
        Assert.Null(order["shippingAddress"]!["firstName"]);
        Assert.Null(order["billingAddress"]);
        Assert.Equal("new@example.com", (string?)order["customerEmail"]);
        Assert.Equal("2026-03-05T00:00:00.000Z", (string?)order["shippingInfo"]!["estimatedDelivery"]!["from"]);
        (await probe.UpdateAsync(id, """{"action":"setEstimatedDelivery","shippingKey":"a"}""")).Refused(400, "InvalidInput");
        Assert.Null((await probe.UpdateAsync(id, """{"action":"setShippingAddress"}""")).Ok()["shippingAddress"]);
    }
}
