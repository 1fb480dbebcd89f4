using Connector.Core.Model.Messages;
using Connector.Core.Model.Orders;
using Connector.TestSupport.Http;
using Connector.Tests.Commercetools.Doubles;
using Xunit;

namespace Connector.Tests.Commercetools;

/// <summary>Attributes that a rule needs and the line lacks.</summary>
public sealed class LineFactsTests : IDisposable
{
    private const string Mug = """{"id":"p-1","version":4,"attributes":[{"name":"origin","value":"PT"},{"name":"bin","value":"A1"}],"masterVariant":{"id":1,"sku":"A","attributes":[{"name":"grams","value":410},{"name":"bin","value":"B2"}]},"variants":[{"id":2,"sku":"B","attributes":[{"name":"grams","value":95}]}]}""";
    private static readonly OrderNeeds s_needs = new([new AttributeUse("Mapping.Items.Weight", "grams"), new AttributeUse("Mapping.Items.WarehouseLocation", "bin")], LineStates: false, WorkflowStates: false);
    private readonly Shop _shop = new(s_needs, ("Commercetools:ExpandPayments", "false"));

    public static TheoryData<string, string, string> Lines => new()
    {
        { "nothing on the line", "", "bin=B2 grams=410 | bin,grams of 4" },
        { "all on the line", """{"name":"grams","value":1},{"name":"bin","value":"Z"}""", "bin=Z grams=1 | -" },
        { "the line's own value stays", """{"name":"grams","value":1}""", "bin=B2 grams=1 | bin of 4" },
        { "an attribute that no rule names stays away", """{"name":"grams","value":1},{"name":"bin","value":"Z"},{"name":"x","value":2}""", "bin=Z grams=1 x=2 | -" }
    };

    [Theory]
    [MemberData(nameof(Lines))]
    public async Task Lines_take_from_the_product_what_they_lack(string situation, string attributes, string expected)
    {
        Serve(attributes, "A");
        _shop.Server.On("GET /acme/product-projections", _ => Documents.Page([Mug]));

        var line = (await _shop.Orders.GetAsync("x", default))!.Lines.Single();

        var values = string.Join(' ', line.Attributes.OrderBy(static a => a.Key, StringComparer.Ordinal).Select(static a => $"{a.Key}={a.Value}"));
        var from = line.FromProduct is { } facts ? $"{string.Join(',', facts.Names.Order(StringComparer.Ordinal))} of {facts.Version}" : "-";
        Assert.True(expected == $"{values} | {from}", $"{situation}: {values} | {from}");
    }

    [Fact]
    public async Task No_rule_no_call_and_a_full_line_no_call()
    {
        using var other = new Shop(("Commercetools:ExpandPayments", "false"));
        other.Server.On("GET /acme/orders/x", Order("", "A"));
        await other.Orders.GetAsync("x", default);
        Serve("""{"name":"grams","value":1},{"name":"bin","value":"Z"}""", "A");
        await _shop.Orders.GetAsync("x", default);

        Assert.DoesNotContain(other.Server.Calls.Concat(_shop.Server.Calls), static call => call.Address.AbsolutePath.Contains("projections", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Many_skus_go_into_one_call_and_are_kept()
    {
        _shop.Server.On("GET /acme/product-projections", _ => Documents.Page([Mug]));

        await _shop.Products.FindVariantsAsync([.. Enumerable.Range(1, 60).Select(static i => $"S{i}"), "A", "B"], default);
        var again = await _shop.Products.FindVariantsAsync(["A", "B"], default);

        var calls = Calls("product-projections");
        Assert.Equal([50, 12], calls.Select(static call => call.QueryAll("var.sku").Count));
        Assert.Equal(["A", "B"], again.Select(static facts => facts.Sku).Order(StringComparer.Ordinal));
        Assert.Equal("PT", again[1].Attributes["origin"].GetString());

        _shop.Clock.Advance(TimeSpan.FromMinutes(6));
        await _shop.Products.FindVariantsAsync(["A"], default);
        Assert.Equal(3, Calls("product-projections").Count);
    }

    [Fact]
    public async Task Variants_that_stand_alone_are_found_and_the_model_is_remembered()
    {
        _shop.Server.On("GET /acme/product-projections", _ => Documents.Page([]));
        _shop.Server.On("GET /acme/variant-projections", _ => Documents.Page(["""{"id":"v-1","version":9,"sku":"A","product":{"typeId":"product","id":"p-1"},"attributes":[{"name":"grams","value":411}]}"""]));

        var first = Assert.Single(await _shop.Products.FindVariantsAsync(["A"], default));
        await _shop.Products.FindVariantsAsync(["B"], default);

        Assert.Equal(("p-1", 9L, 411), (first.ProductId, first.Version, first.Attributes["grams"].GetInt32()));
        Assert.Equal((1, 2), (Calls("product-projections").Count, Calls("variant-projections").Count));
    }

    [Theory]
    [InlineData(400)]
    [InlineData(404)]
    public async Task A_project_that_does_not_know_variants_that_stand_alone_finds_nothing(int status)
    {
        _shop.Server.On("GET /acme/product-projections", _ => Documents.Page([]));
        _shop.Server.On("GET /acme/variant-projections", _ => Documents.Error(status, "ResourceNotFound"));

        Assert.Empty(await _shop.Products.FindVariantsAsync(["A"], default));
    }

    [Fact]
    public async Task Without_the_scope_orders_come_as_they_are_and_the_log_says_so_once()
    {
        Serve("", "A");
        _shop.Server.On("GET /acme/product-projections", _ => Documents.Error(403, "insufficient_scope"));

        for (var i = 0; i < 2; i++) Assert.Empty((await _shop.Orders.GetAsync("x", default))!.Lines.Single().Attributes);

        Assert.Single(Calls("product-projections"));
        Assert.Single(_shop.Logs.Lines, static line => line.Contains("view_published_products", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_order_waits_while_products_cannot_be_read()
    {
        Serve("", "A");
        _shop.Server.On("GET /acme/product-projections", _ => Documents.Error(503, "ServiceUnavailable"));

        var failure = await Assert.ThrowsAnyAsync<ConnectorException>(() => _shop.Orders.GetAsync("x", default));
        Assert.Equal(FailureKind.Transient, failure.Kind);
    }

    [Theory]
    [InlineData(false, false, "")]
    [InlineData(true, false, "lineItems[*].state[*].state customLineItems[*].state[*].state")]
    [InlineData(false, true, "state")]
    public async Task States_come_with_the_one_query_where_a_rule_names_one(bool lineStates, bool workflowStates, string expected)
    {
        using var shop = new Shop(new OrderNeeds([], lineStates, workflowStates), ("Commercetools:ExpandPayments", "false"));
        shop.Server.On("GET /acme/orders/x", Documents.Order("x"));

        await shop.Orders.GetAsync("x", default);

        Assert.Equal(expected, string.Join(' ', shop.Server.Calls.Single(static call => call.Address.AbsolutePath == "/acme/orders/x").QueryAll("expand")));
    }

    public void Dispose() => _shop.Dispose();

    private void Serve(string attributes, string sku) => _shop.Server.On("GET /acme/orders/x", Order(attributes, sku));

    private static string Order(string attributes, string sku) =>
        Documents.Order("x", more: $$$"""
            "lineItems":[{"id":"l-1","quantity":1,"name":{"en":"Mug"},"variant":{"id":1,"sku":"{{{sku}}}","attributes":[{{{attributes}}}]},"price":{"value":{"currencyCode":"USD","centAmount":100}},"totalPrice":{"currencyCode":"USD","centAmount":100}}]
            """);

    private List<SentRequest> Calls(string place) => [.. _shop.Server.Calls.Where(call => call.Address.AbsolutePath == $"/acme/{place}")];
}
