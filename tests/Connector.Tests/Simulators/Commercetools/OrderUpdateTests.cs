using System.Net;
using System.Text.Json.Nodes;
using Connector.Simulators.Commercetools;
using Connector.TestSupport;
using Xunit;

namespace Connector.Tests.Simulators.Commercetools;

public sealed class OrderUpdateTests
{
    private const string Complete = """{"action":"changeOrderState","orderState":"Complete"}""";
    private const string Shipped = """{"action":"changeShipmentState","shipmentState":"Shipped"}""";

    [Fact]
    public async Task An_update_raises_version_and_time_and_reports_who_did_it()
    {
        await using var probe = await ApiProbe.StartAsync();
        var id = probe.PutOrder();
        var before = probe.Order(id);
        var request = new HttpRequestMessage(HttpMethod.Post, "demo/orders/" + id)
        {
            Content = new StringContent($$"""{"version":{{before["version"]}},"actions":[{{Complete}},{{Shipped}}],"unknown":1}"""),
        };
        request.Headers.Add("X-External-User-ID", "shipstation-connector");
        var after = (await probe.SendAsync(request)).Ok();
        Assert.Equal(("Complete", "Shipped"), ((string)after["orderState"]!, (string)after["shipmentState"]!));
        Assert.Equal((long)before["version"]! + 2, (long)after["version"]!);
        Assert.True(string.CompareOrdinal((string?)before["lastModifiedAt"], (string?)after["lastModifiedAt"]) < 0);
        Assert.Equal("demo", (string?)after["lastModifiedBy"]!["clientId"]);
        Assert.Equal("shipstation-connector", (string?)after["lastModifiedBy"]!["externalUserId"]);
        Assert.Equal(probe.Order(id).ToJsonString(), after.ToJsonString());
        Assert.Equal((string?)before["createdBy"]!["clientId"], (string?)after["createdBy"]!["clientId"]);
    }

    [Fact]
    public async Task The_time_of_last_change_grows_even_within_one_millisecond()
    {
        await using var probe = await ApiProbe.StartAsync(new CommercetoolsSimulatorOptions { Clock = new ManualTimeProvider(new DateTimeOffset(2026, 4, 1, 12, 0, 0, TimeSpan.Zero)) });
        var id = probe.PutOrder();
        var times = new List<string>();
        foreach (var state in (string[])["Shipped", "Ready", "Partial", "Delivered"])
        {
            times.Add((string)(await probe.UpdateAsync(id, $$"""{"action":"changeShipmentState","shipmentState":"{{state}}"}""")).Ok()["lastModifiedAt"]!);
        }
        Assert.Equal(4, times.Distinct().Count());
        Assert.Equal(times.Order(StringComparer.Ordinal), times);
    }

    [Fact]
    public async Task A_stale_version_is_a_conflict_that_names_the_present_one()
    {
        await using var probe = await ApiProbe.StartAsync();
        var id = probe.PutOrder();
        var version = (long)probe.Order(id)["version"]!;
        (await probe.UpdateAsync(id, version, Complete)).Ok();
        var error = (await probe.UpdateAsync(id, version, Shipped)).Refused(409, "ConcurrentModification");
        Assert.Equal(version + 1, (long)error["currentVersion"]!);
        Assert.Equal($"Object {id} has a different version than expected. Expected: {version} - Actual: {version + 1}.", (string?)error["message"]);
    }

    [Fact]
    public async Task Of_many_at_once_with_one_version_exactly_one_gets_through()
    {
        await using var probe = await ApiProbe.StartAsync();
        var id = probe.PutOrder(o => o["version"] = 5);
        var responses = await Task.WhenAll(Enumerable.Range(0, 12).Select(i => probe.UpdateAsync(
            id, 5, $$"""{"action":"addDelivery","deliveryKey":"delivery-{{i}}"}""")));
        Assert.Single(responses, a => a.Status == HttpStatusCode.OK);
        Assert.Equal(11, responses.Count(a => a.Status == HttpStatusCode.Conflict));
        Assert.Single(probe.Order(id)["shippingInfo"]!["deliveries"]!.AsArray());
    }

    [Fact]
    public async Task All_actions_apply_or_none()
    {
        await using var probe = await ApiProbe.StartAsync();
        var id = probe.PutOrder();
        var before = probe.Order(id).ToJsonString();
        (await probe.UpdateAsync(id, Complete, Shipped, """{"action":"removeDelivery","deliveryKey":"none"}""")).Refused(400, "InvalidInput");
        Assert.Equal(before, probe.Order(id).ToJsonString());
    }

    [Fact]
    public async Task What_changes_nothing_leaves_the_version()
    {
        await using var probe = await ApiProbe.StartAsync();
        var id = probe.PutOrder(o => o["orderState"] = "Open");
        var before = probe.Order(id);
        Assert.Equal(before.ToJsonString(), (await probe.UpdateAsync(id, """{"action":"changeOrderState","orderState":"Open"}""")).Ok().ToJsonString());
        Assert.Equal(before.ToJsonString(), (await probe.UpdateAsync(id)).Ok().ToJsonString());
    }

    [Theory]
    [InlineData("{\"version\":1,\"actions\":[", "InvalidJsonInput", "detailedErrorMessage")]
    [InlineData("[]", "InvalidJsonInput", "detailedErrorMessage")]
    [InlineData("", "InvalidJsonInput", "detailedErrorMessage")]
    [InlineData("{\"actions\":[]}", "InvalidJsonInput", "version")]
    [InlineData("{\"version\":1}", "InvalidJsonInput", "actions")]
    [InlineData("{\"version\":\"1\",\"actions\":[]}", "InvalidJsonInput", "version")]
    [InlineData("{\"version\":1,\"actions\":[7]}", "InvalidJsonInput", "actions")]
    [InlineData("{\"version\":1,\"actions\":[{}]}", "InvalidJsonInput", "action")]
    [InlineData("{\"version\":1,\"actions\":[{\"action\":\"makeCoffee\"}]}", "InvalidInput", "makeCoffee")]
    [InlineData("{\"version\":1,\"actions\":[{\"action\":\"changeOrderState\"}]}", "InvalidJsonInput", "orderState")]
    public async Task A_body_of_the_wrong_shape_is_refused(string body, string code, string said)
    {
        await using var probe = await ApiProbe.StartAsync();
        var id = probe.PutOrder(o => o["version"] = 1);
        var response = await probe.PostAsync("demo/orders/" + id, body);
        response.Refused(400, code);
        Assert.Contains(said, response.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Five_hundred_actions_are_the_limit()
    {
        await using var probe = await ApiProbe.StartAsync();
        var id = probe.PutOrder();
        string[] actions = [.. Enumerable.Range(0, 500).Select(i => $$"""{"action":"addDelivery","deliveryKey":"d-{{i}}"}""")];
        (await probe.UpdateAsync(id, [.. actions, Complete])).Refused(400, "InvalidInput");
        (await probe.UpdateAsync(id, actions)).Ok();
        Assert.Equal(500, probe.Order(id)["shippingInfo"]!["deliveries"]!.AsArray().Count);
    }

    [Fact]
    public async Task A_body_beyond_the_limit_is_refused_and_one_below_it_read_whole()
    {
        await using var probe = await ApiProbe.StartAsync(new CommercetoolsSimulatorOptions { MaxBodyBytes = 6_000_000 });
        var id = probe.PutOrder();
        (await probe.UpdateAsync(id, Complete + new string(' ', 5_000_000))).Ok();
        (await probe.UpdateAsync(id, Shipped + new string(' ', 6_000_000))).Refused(400, "ResourceSizeLimitExceeded");
    }

    [Fact]
    public async Task Orders_are_updated_and_deleted_by_number_too()
    {
        await using var probe = await ApiProbe.StartAsync();
        var id = probe.PutOrder(o => (o["orderNumber"], o["version"]) = ("N-1", 3));
        Assert.Equal(4, (long)(await probe.PostAsync("demo/orders/order-number=N-1", $$"""{"version":3,"actions":[{{Complete}}]}""")).Ok()["version"]!);
        (await probe.DeleteAsync("demo/orders/" + id)).Refused(400, "InvalidInput");
        (await probe.DeleteAsync("demo/orders/order-number=N-1?version=3")).Refused(409, "ConcurrentModification");
        Assert.Equal(id, (string?)(await probe.DeleteAsync("demo/orders/order-number=N-1?version=4")).Ok()["id"]);
        (await probe.GetAsync("demo/orders/" + id)).Refused(404, "ResourceNotFound");
        Assert.Empty((await probe.QueryAsync()).Ids);
        (await probe.PostAsync("demo/orders/" + id, """{"version":3,"actions":[]}""")).Refused(404, "ResourceNotFound");
    }

    [Fact]
    public async Task An_import_makes_an_order_once_for_a_number()
    {
        await using var probe = await ApiProbe.StartAsync();
        const string Draft = """
            { "orderNumber": "IMP-1", "totalPrice": { "currencyCode": "JPY", "centAmount": 4000 }, "customerEmail": "a@example.com",
              "lineItems": [ { "name": { "en": "Mug" }, "variant": { "sku": "MUG" }, "quantity": 2, "price": { "value": { "currencyCode": "JPY", "centAmount": 2000 } },
                               "supplyChannel": { "typeId": "channel", "key": "east" } } ],
              "shippingInfo": { "shippingMethodName": "Standard", "price": { "currencyCode": "JPY", "centAmount": 0 }, "shippingRate": { "price": { "currencyCode": "JPY", "centAmount": 0 } } },
              "shippingAddress": { "country": "JP", "city": "Kyoto" }, "paymentState": "Paid" }
            """;
        var response = await probe.PostAsync("demo/orders/import", Draft);
        Assert.Equal(HttpStatusCode.Created, response.Status);
        var order = response.Ok();
        Assert.Equal((4000, 0), ((int)order["lineItems"]![0]!["totalPrice"]!["centAmount"]!, (int)order["totalPrice"]!["fractionDigits"]!));
        Assert.Equal("Open", (string?)order["orderState"]);
        (await probe.UpdateAsync((string)order["id"]!, """{"action":"addDelivery"}""")).Ok();
        var error = (await probe.PostAsync("demo/orders/import", Draft)).Refused(400, "DuplicateField");
        Assert.Equal(("orderNumber", "IMP-1"), ((string)error["field"]!, (string)error["duplicateValue"]!));
        (await probe.PostAsync("demo/orders/import", """{"orderNumber":"IMP-2"}""")).Refused(400, "InvalidJsonInput");
        (await probe.PostAsync("demo/orders", """{"cart":{"typeId":"cart","id":"c"},"version":1}""")).Refused(400, "ReferencedResourceNotFound");
    }
}
