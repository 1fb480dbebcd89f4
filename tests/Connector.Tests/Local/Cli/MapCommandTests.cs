using System.Text.Json;
using System.Text.Json.Nodes;
using Connector.TestSupport;
using Xunit;

namespace Connector.Tests.Local.Cli;

public sealed class MapCommandTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("connector-map-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task An_order_maps_without_any_settings_with_value_and_origin_of_each_field()
    {
        var run = await MapAsync(Order());
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        var order = One(run);
        Assert.Equal("send", Text(order, "decision"));
        var shipping = Assert.Single(order.GetProperty("shippingOrders").EnumerateArray());
        Assert.Equal("main", Text(shipping, "warehouse"));
        var fields = shipping.GetProperty("fields").EnumerateArray().ToDictionary(f => Text(f, "field")!, f => (Value: Text(f, "value"), Origin: Text(f, "origin")!));
        Assert.Equal(("MAP-1", "order number, else order id"), fields["OrderNumber"]);
        Assert.Equal("Ada Example", fields["ShipTo.Name"].Value);
        Assert.Equal("2", fields["Items[0].Quantity"].Value);
        Assert.Equal("12.5", fields["Items[0].UnitPrice"].Value);
        Assert.All(fields.Values, f => Assert.NotEmpty(f.Origin));
    }

    [Fact]
    public async Task Amounts_have_their_currency_and_nothing_else_has_one()
    {
        var fields = One(await MapAsync(Order())).GetProperty("shippingOrders")[0].GetProperty("fields").EnumerateArray().ToList();
        Assert.Equal(
            ["Items[0].UnitPrice", "Items[0].TaxAmount", "AmountPaid", "TaxAmount", "ShippingAmount", "Insurance.InsuredValue"],
            fields.Where(static f => Text(f, "currency") == "USD").Select(static f => Text(f, "field")));

        File.WriteAllText(Path.Combine(_folder.FullName, "amounts.json"), Order().ToJsonString());
        var run = await CommandRun.OfAsync("map", Path.Combine(_folder.FullName, "amounts.json"));
        Assert.Contains("  Items[0].UnitPrice: 12.50 USD  [", run.Output, StringComparison.Ordinal);
        Assert.Contains("  AmountPaid: 25.00 USD  [", run.Output, StringComparison.Ordinal);
        Assert.Contains("  Items[0].Quantity: 2  [", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Each_line_reports_the_rule_that_won_and_why_the_others_did_not()
    {
        var rules = Write("rules.json", """
            {
              "Locations": [{ "Key": "east", "StoreId": 1 }, { "Key": "west", "StoreId": 2 }],
              "Routing": {
                "DefaultLocation": "east",
                "Rules": [
                  { "Name": "pacific", "Regions": ["CA"], "Location": "west" },
                  { "Name": "mugs", "Skus": ["MUG-*"], "Location": "west" },
                ],
              },
            }
            """);
        var run = await MapAsync(Order(), "--rules", rules);
        var line = Assert.Single(One(run).GetProperty("lines").EnumerateArray());
        Assert.Equal(("MUG-GREEN", "west", "mugs"), (Text(line, "sku"), Text(line, "warehouse"), Text(line, "rule")));
        var refused = Assert.Single(line.GetProperty("otherRules").EnumerateArray());
        Assert.Equal("pacific", Text(refused, "rule"));
        Assert.NotEmpty(Text(refused, "reason")!);
        Assert.Equal("west", Text(One(run).GetProperty("shippingOrders")[0], "warehouse"));
    }

    [Fact]
    public async Task A_skipped_order_reports_why_on_stderr_and_is_mapped_all_the_same()
    {
        var order = Order();
        order["paymentState"] = "Pending";
        var run = await MapAsync(order);
        Assert.Equal(1, run.ExitCode);
        Assert.Equal("MAP-1: not for shipping: waiting for payment", run.Error.Trim());
        Assert.Single(One(run).GetProperty("shippingOrders").EnumerateArray());
    }

    [Fact]
    public async Task An_order_that_cannot_be_mapped_reports_code_field_and_text()
    {
        var order = Order();
        order.Remove("shippingAddress");
        var run = await MapAsync(order);
        Assert.Equal(1, run.ExitCode);
        var refusal = One(run).GetProperty("problem");
        Assert.Equal("MissingAddress", Text(refusal, "code"));
        Assert.NotEmpty(Text(refusal, "field")!);
        Assert.Contains("MissingAddress", run.Error, StringComparison.Ordinal);
        Assert.Empty(One(run).GetProperty("shippingOrders").EnumerateArray());
    }

    [Fact]
    public async Task A_document_that_is_no_order_is_refused_with_the_member_that_is_wrong()
    {
        var order = Order();
        order["version"] = "first";
        var run = await MapAsync(order);
        Assert.Equal(1, run.ExitCode);
        Assert.Equal(("OrderUnreadable", "version"), (Text(One(run).GetProperty("problem"), "code"), Text(One(run).GetProperty("problem"), "field")));
    }

    [Fact]
    public async Task A_page_of_orders_is_mapped_one_by_one()
    {
        var second = Order();
        second["orderNumber"] = "MAP-2";
        second["orderState"] = "Complete";
        var page = new JsonObject { ["limit"] = 20, ["offset"] = 0, ["count"] = 2, ["results"] = new JsonArray(Order(), second) };
        var run = await MapAsync(page);
        Assert.Equal(["MAP-1 send", "MAP-2 notForShipping"], run.Json.GetProperty("orders").EnumerateArray().Select(o => $"{Text(o, "orderNumber")} {Text(o, "decision")}"));
        Assert.Equal(1, run.ExitCode);
    }

    [Fact]
    public async Task People_read_routing_fields_and_warnings()
    {
        var run = await CommandRun.OfAsync("map", Write("order.json", Order().ToJsonString()));
        Assert.Equal(0, run.ExitCode);
        foreach (var expected in (string[])["Order MAP-1", "Will be sent", "Warehouses", "(default warehouse)", "ShipTo.Name", "Ada Example", "first and last name"])
            Assert.Contains(expected, run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{ \"id\": ", "line 1, column 9: not valid JSON")]
    [InlineData("[]", "contains a list")]
    [InlineData("{ \"results\": 3 }", "results: is a number")]
    public async Task A_file_that_cannot_be_read_is_named_with_the_place(string content, string expected)
    {
        var path = Write("broken.json", content);
        var run = await CommandRun.OfAsync("map", path);
        Assert.Equal(2, run.ExitCode);
        Assert.StartsWith(path + ": ", run.Error, StringComparison.Ordinal);
        Assert.Contains(expected, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_missing_document_a_missing_rules_file_and_a_wrong_rule_are_named()
    {
        var missing = await CommandRun.OfAsync("map", Path.Combine(_folder.FullName, "none.json"));
        Assert.Equal((2, true), (missing.ExitCode, missing.Error.Contains("none.json: there is no such file", StringComparison.Ordinal)));
        var noRules = await MapAsync(Order(), "--rules", Path.Combine(_folder.FullName, "none.json"));
        Assert.Equal((2, true), (noRules.ExitCode, noRules.Error.StartsWith("--rules: ", StringComparison.Ordinal)));
        var wrong = await MapAsync(Order(), "--rules", Write("rules.json", """{ "Locations": [{ "Key": "east", "StoreId": 1 }], "Routing": { "DefaultLocation": "north" } }"""));
        Assert.Equal((2, true), (wrong.ExitCode, wrong.Error.Contains("Routing.DefaultLocation", StringComparison.Ordinal)));
    }

    /// <summary>Real documents of many shops and years: a result or a clear refusal, with the defaults and with the sample's rules.</summary>
    [FixtureTheory("commercetools/orders/*.json")]
    public async Task Every_known_document_gives_a_result_or_a_clear_refusal(string file)
    {
        var path = Path.Combine(FixtureFolder.Path!, file);
        foreach (var rules in (string[][])[[], ["--rules", Path.Combine(AppContext.BaseDirectory, "connector.sample.json")]])
        {
            var run = await CommandRun.OfAsync(["map", path, "--json", .. rules]);
            Assert.True(run.ExitCode is 0 or 1, run.Error);
            foreach (var order in run.Json.GetProperty("orders").EnumerateArray())
            {
                var notSentBecause = Text(order, "notSentBecause");
                if (notSentBecause is null) Assert.NotEmpty(order.GetProperty("shippingOrders").EnumerateArray());
                else Assert.Contains(notSentBecause, run.Error, StringComparison.Ordinal);
                if (order.GetProperty("problem") is { ValueKind: JsonValueKind.Object } refusal) Assert.All((string[])["code", "field", "text"], part => Assert.NotEmpty(Text(refusal, part)!));
                else Assert.NotEqual("unreadable", Text(order, "decision"));
            }
            var shown = await CommandRun.OfAsync(["map", path, .. rules]);
            Assert.Equal(run.ExitCode, shown.ExitCode);
        }
    }

    private async Task<CommandRun> MapAsync(JsonObject document, params string[] args) =>
        await CommandRun.OfAsync(["map", Write("order.json", document.ToJsonString()), "--json", .. args]);

    private string Write(string name, string content)
    {
        var path = Path.Combine(_folder.FullName, name);
        File.WriteAllText(path, content);
        return path;
    }

    private static JsonElement One(CommandRun run) => Assert.Single(run.Json.GetProperty("orders").EnumerateArray());
    private static string? Text(JsonElement element, string name) => element.GetProperty(name).GetString();

    private static JsonObject Order() => JsonNode.Parse("""
        {
          "id": "6d1c6c0e-8f0b-4f0e-9a53-0d6f0b7a1001", "version": 3, "orderNumber": "MAP-1",
          "createdAt": "2026-03-02T10:00:00.000Z", "lastModifiedAt": "2026-03-02T10:05:00.000Z",
          "orderState": "Open", "paymentState": "Paid", "customerEmail": "ada@example.com", "locale": "en-US", "country": "US",
          "totalPrice": { "type": "centPrecision", "currencyCode": "USD", "centAmount": 2500, "fractionDigits": 2 },
          "taxMode": "Disabled", "origin": "Customer",
          "lineItems": [{
            "id": "2a0b1f44-3f0e-4f52-8d61-7f3f2f0a2001", "productId": "b3a0b1f4-3f0e-4f52-8d61-7f3f2f0a3001", "name": { "en-US": "Green mug" },
            "variant": { "id": 1, "sku": "MUG-GREEN" }, "quantity": 2,
            "price": { "id": "c3a0b1f4-3f0e-4f52-8d61-7f3f2f0a4001", "value": { "type": "centPrecision", "currencyCode": "USD", "centAmount": 1250, "fractionDigits": 2 } },
            "totalPrice": { "type": "centPrecision", "currencyCode": "USD", "centAmount": 2500, "fractionDigits": 2 },
            "priceMode": "Platform", "lineItemMode": "Standard", "state": []
          }],
          "customLineItems": [],
          "shippingAddress": {
            "firstName": "Ada", "lastName": "Example", "streetName": "Example Street", "streetNumber": "12", "postalCode": "62701", "city": "Springfield", "state": "IL", "country": "US"
          }
        }
        """)!.AsObject();
}
