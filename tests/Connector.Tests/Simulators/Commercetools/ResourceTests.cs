using System.Text.Json.Nodes;
using Connector.Simulators.Commercetools;
using Connector.Simulators.Commercetools.Seeds;
using Xunit;

namespace Connector.Tests.Simulators.Commercetools;

public sealed class ResourceTests
{
    private const string Subscription = """
        { "key": "connector", "destination": { "type": "AzureServiceBus",
            "connectionString": "Endpoint=sb://ns.servicebus.windows.net/;SharedAccessKeyName=send;SharedAccessKey=c2VjcmV0;EntityPath=orders" },
          "messages": [ { "resourceTypeId": "order", "types": ["OrderCreated"] } ] }
        """;

    [Fact]
    public async Task Warehouses_are_found_by_role_and_the_reference_data_is_there()
    {
        await using var probe = await ApiProbe.StartAsync();
        var warehouses = (await probe.GetAsync("demo/channels?limit=500&sort=key&where=" + Uri.EscapeDataString("roles contains any (\"InventorySupply\")"))).Results;
        Assert.Equal(["berlin", "east", "west"], warehouses.Select(c => (string?)c!["key"]));
        Assert.Equal("Reno", (string?)(await probe.GetAsync("demo/channels/key=west")).Ok()["address"]!["city"]);
        Assert.Equal(["OrderExport"], (await probe.GetAsync("demo/channels/key=shipstation")).Ok()["roles"]!.AsArray().Select(r => (string?)r));
        Assert.Equal(14, (await probe.GetAsync("demo/types/key=shipstation-order")).Ok()["fieldDefinitions"]!.AsArray().Count);
        Assert.Equal(ReferenceSeed.StateId("Initial"), (string?)(await probe.GetAsync("demo/states/key=Initial")).Ok()["id"]);
        Assert.Contains("Express", (await probe.GetAsync("demo/shipping-methods")).Results.Select(m => (string?)m!["name"]));
        Assert.Contains("us-web", (await probe.GetAsync("demo/stores")).Results.Select(m => (string?)m!["key"]));
        var stock = (await probe.GetAsync("demo/inventory?limit=500&where=" + Uri.EscapeDataString("sku in (\"MUG-RED\",\"PEN-F-BLK\")"))).Results;
        Assert.Equal(6, stock.Count);
        Assert.Equal(5000, (long)stock[0]!["availableQuantity"]!);
        var product = (await probe.GetAsync("demo/product-projections?limit=1&where=" + Uri.EscapeDataString("key = \"stoneware-mug\""))).Results.Single()!;
        Assert.Equal("MUG-RED", (string?)product["masterVariant"]!["sku"]);
        Assert.Equal("demo", (string?)(await probe.GetAsync("demo")).Ok()["key"]);
    }

    [Fact]
    public async Task A_project_can_start_without_what_a_connector_sets_up()
    {
        await using var probe = await ApiProbe.StartAsync(new CommercetoolsSimulatorOptions { WithConnectorResources = false });
        (await probe.GetAsync("demo/channels/key=shipstation")).Refused(404, "ResourceNotFound");
        (await probe.GetAsync("demo/types/key=shipstation-order")).Refused(404, "ResourceNotFound");
        (await probe.GetAsync("demo/types/key=merchant-order")).Ok();
        (await probe.PostAsync("demo/channels", """{"key":"shipstation","roles":["OrderExport"]}""")).Ok();
        (await probe.UpdateAsync(probe.PutOrder(), """{"action":"updateSyncInfo","channel":{"key":"shipstation"},"externalId":"1"}""")).Ok();
    }

    [Fact]
    public async Task Fields_are_added_to_the_merchants_type_and_can_then_be_set()
    {
        await using var probe = await ApiProbe.StartAsync();
        var id = probe.PutOrder(variety: OrderVariety.MerchantFields);
        const string Set = """{"action":"setCustomField","name":"shipstationStatus","value":"sent"}""";
        (await probe.UpdateAsync(id, Set)).Refused(400, "InvalidField");
        var type = (await probe.GetAsync("demo/types/key=merchant-order")).Ok();
        string Add(string name, string kind) => $$$"""{"version":{{{type["version"]}}},"actions":[{"action":"addFieldDefinition","fieldDefinition":{"name":"{{{name}}}","label":{"en":"x"},"required":false,"type":{"name":"{{{kind}}}"} } } ] }""";
        (await probe.PostAsync("demo/types/key=merchant-order", Add("giftMessage", "String"))).Refused(400, "DuplicateField");
        // The same name means the same thing in all Types for orders.
        (await probe.PostAsync("demo/types/key=merchant-order", Add("shipstationStatus", "Number"))).Refused(400, "InvalidInput");
        (await probe.PostAsync("demo/types/key=merchant-order", Add("a b", "String"))).Refused(400, "InvalidField");
        var changed = (await probe.PostAsync($"demo/types/{type["id"]}", Add("shipstationStatus", "String"))).Ok();
        Assert.Equal((long)type["version"]! + 1, (long)changed["version"]!);
        (await probe.PostAsync("demo/types/key=merchant-order", Add("other", "String"))).Refused(409, "ConcurrentModification");
        Assert.Equal("sent", (string?)(await probe.UpdateAsync(id, Set)).Ok()["custom"]!["fields"]!["shipstationStatus"]);
    }

    [Fact]
    public async Task States_point_to_states_and_stay_while_someone_needs_them()
    {
        await using var probe = await ApiProbe.StartAsync();
        (await probe.PostAsync("demo/states", """{"key":"late","type":"OrderState","transitions":[{"typeId":"state","key":"nowhere"}]}""")).Refused(400, "ReferencedResourceNotFound");
        (await probe.PostAsync("demo/states", """{"key":"late","type":"Weather"}""")).Refused(400, "InvalidField");
        var state = (await probe.PostAsync("demo/states", """{"key":"late","type":"OrderState","transitions":[{"typeId":"state","key":"order-shipped"}]}""")).Ok();
        Assert.True((bool)state["initial"]!);
        (await probe.PostAsync("demo/states", """{"key":"late","type":"OrderState"}""")).Refused(400, "DuplicateField");
        string Transitions(long version, string keys) => $$"""{"version":{{version}},"actions":[{"action":"setTransitions","transitions":[{{keys}}]}] }""";
        (await probe.PostAsync("demo/states/key=late", Transitions(1, """{"key":"order-shipped"}"""))).Refused(400, "InvalidOperation");
        (await probe.PostAsync("demo/states/key=late", Transitions(1, ""))).Ok();
        (await probe.DeleteAsync("demo/states/key=order-shipped?version=1")).Refused(400, "ReferenceExists");
        (await probe.DeleteAsync("demo/states/key=late?version=1")).Refused(409, "ConcurrentModification");
        (await probe.DeleteAsync("demo/states/key=late?version=2")).Ok();
    }

    [Fact]
    public async Task What_the_documents_rule_out_is_refused()
    {
        await using var probe = await ApiProbe.StartAsync();
        (await probe.PostAsync("demo/types", """{"key":"odd","name":{"en":"x"},"resourceTypeIds":["parcel"]}""")).Refused(400, "InvalidField");
        (await probe.PostAsync("demo/subscriptions", Subscription.Replace("\"AzureServiceBus\",", "\"EventGrid\", \"uri\": \"https://topic.example.com/api/events\", \"accessKey\": \"c2VjcmV0\",", StringComparison.Ordinal))).Refused(400, "InvalidInput");
        (await probe.PostAsync("demo/payments", """{"amountPlanned":{"currencyCode":"dollars","centAmount":100}}""")).Refused(400, "InvalidField");
        (await probe.PostAsync("demo/payments", """{"amountPlanned":{"currencyCode":"USD","centAmount":1.5}}""")).Refused(400, "InvalidJsonInput");
        (await probe.PostAsync("demo/product-types", """{"name":"odd","description":"x","attributes":[{"name":"a","type":{"name":"text"},"label":{"en":"a"}},{"name":"a","type":{"name":"text"},"label":{"en":"a"}}]}""")).Refused(400, "DuplicateField");
        (await probe.PostAsync("demo/orders/import", """{"totalPrice":{"currencyCode":"usd","centAmount":100}}""")).Refused(400, "InvalidField");
        const string Line = """{"key":"one","name":{"en":"Mug"},"quantity":1,"price":{"value":{"currencyCode":"USD","centAmount":100}},"variant":{"sku":"MUG-RED"}}""";
        (await probe.PostAsync("demo/orders/import", $$"""{"totalPrice":{"currencyCode":"USD","centAmount":100},"lineItems":[{{Line}},{{Line}}]}""")).Refused(400, "DuplicateField");
    }

    [Fact]
    public async Task Channels_change_their_roles()
    {
        await using var probe = await ApiProbe.StartAsync();
        var changed = (await probe.PostAsync("demo/channels/key=east", """{"version":1,"actions":[{"action":"addRoles","roles":["OrderExport"]},{"action":"changeName","name":{"en":"E"}}]}""")).Ok();
        Assert.Equal(["InventorySupply", "OrderExport"], changed["roles"]!.AsArray().Select(r => (string?)r));
        (await probe.PostAsync("demo/channels/key=east", """{"version":3,"actions":[{"action":"setRoles","roles":["King"]}]}""")).Refused(400, "InvalidField");
        (await probe.PostAsync("demo/channels/key=east", """{"version":3,"actions":[{"action":"paint"}]}""")).Refused(400, "InvalidInput");
        (await probe.DeleteAsync("demo/channels/key=web?version=1")).Refused(400, "ReferenceExists");
    }

    [Fact]
    public async Task Subscriptions_never_show_their_secret_again()
    {
        await using var probe = await ApiProbe.StartAsync();
        var made = (await probe.PostAsync("demo/subscriptions", Subscription)).Ok();
        var read = (await probe.GetAsync("demo/subscriptions/key=connector")).Ok();
        foreach (var response in (JsonObject[])[made, read])
        {
            var text = (string)response["destination"]!["connectionString"]!;
            Assert.DoesNotContain("c2VjcmV0", text, StringComparison.Ordinal);
            Assert.Contains("EntityPath=orders", text, StringComparison.Ordinal);
        }
        (await probe.PostAsync("demo/subscriptions", Subscription)).Refused(400, "DuplicateField");
        (await probe.PostAsync("demo/subscriptions", """{"destination":{"type":"AzureServiceBus","connectionString":"nothing"},"messages":[{"resourceTypeId":"order"}]}""")).Refused(400, "InvalidInput");
        (await probe.PostAsync("demo/subscriptions", Subscription.Replace("\"messages\"", "\"other\"", StringComparison.Ordinal).Replace("connector", "c-2", StringComparison.Ordinal))).Refused(400, "InvalidInput");
        probe.Http.DefaultRequestHeaders.Authorization = null;
        Assert.Equal("Healthy", (string?)(await probe.GetAsync($"demo/subscriptions/{made["id"]}/health")).Ok()["status"]);
        await probe.SignInAsync();
        (await probe.DeleteAsync("demo/subscriptions/key=connector?version=1")).Ok();
        (await probe.GetAsync("demo/subscriptions/key=connector")).Refused(404, "ResourceNotFound");
    }
}
