using Connector.Core.Model.Messages;
using Connector.Core.Model.Orders;
using Connector.Core.Model.Shipping;
using Connector.Core.Rules.Mapping;
using Connector.Core.Rules.Mapping.Sources;
using Xunit;

namespace Connector.Tests.Core.Rules.Mapping.Items;

public sealed class ItemTests
{
    [Fact]
    public void An_ordinary_line_maps_whole()
    {
        var line = Sample.Line("li-1", 2) with { ImageUrls = ["https://img.example.com/mug.jpg"], SupplyChannelKey = "x" };
        var item = Assert.Single(Sample.Order(line).MapOne().Items);
        Assert.Equal("li-1", item.LineItemKey);
        Assert.Equal("MUG", item.Sku);
        Assert.Equal("Mug li-1", item.Name);
        Assert.Equal("https://img.example.com/mug.jpg", item.ImageUrl);
        Assert.Equal(new Weight(250m, WeightUnit.Grams), item.Weight);
        Assert.Equal(2, item.Quantity);
        Assert.Equal(10m, item.UnitPrice);
        Assert.False(item.Adjustment);
        Assert.Empty(item.Options);
    }

    [Theory]
    [InlineData(" S-1 ", "vk", "pk", "S-1")]
    [InlineData("", "vk", "pk", "vk")]
    [InlineData(null, null, "pk", "pk")]
    [InlineData(null, null, null, "p-id#3")]
    public void A_missing_sku_falls_back(string? sku, string? variantKey, string? productKey, string expected)
    {
        var line = Sample.Line(sku: sku) with { VariantKey = variantKey, ProductKey = productKey, ProductId = "p-id", VariantId = 3 };
        Assert.Equal(expected, Sample.Order(line).MapOne().Items[0].Sku);
    }

    [Theory]
    [InlineData("de-DE", "Becher")]
    [InlineData("de-AT", "Becher")]
    [InlineData("en-GB", "Mug GB")]
    [InlineData("fr-FR", "Taza")]
    [InlineData(null, "Taza")]
    public void The_name_is_in_the_orders_language_or_the_next_best(string? locale, string expected)
    {
        var line = Sample.Line() with
        {
            Names = new Dictionary<string, string> { ["en-GB"] = "Mug GB", ["de-DE"] = "Becher", ["es"] = "Taza" }
        };
        var order = Sample.Order(line) with { Locale = locale };
        Assert.Equal(expected, order.MapOne(r => r.Items.Locales = ["pt", "es-MX"]).Items[0].Name);
    }

    [Fact]
    public void A_line_without_any_name_is_called_by_its_sku_or_number()
    {
        var none = new Dictionary<string, string> { ["en"] = " " };
        Assert.Equal("MUG", Sample.Order(Sample.Line() with { Names = none }).MapOne().Items[0].Name);
        Assert.Equal("Line 1", Sample.Order(Sample.Line(sku: null) with { Names = none }).MapOne().Items[0].Name);
    }

    [Fact]
    public void Options_come_from_attributes_in_the_configured_order()
    {
        var line = Sample.Line() with
        {
            Attributes = Sample.Attributes(("colour", """{ "key": "red", "label": "Red" }"""), ("size", "\"M\""), ("other", "1"))
        };
        var items = Sample.Order(line).MapOne(r => r.Items.Options =
        [
            new() { Name = "Size", Value = new() { Attribute = "size" } },
            new() { Name = "Engraving", Value = new() { CustomField = "engraving" } },
            new() { Name = "Colour", Value = new() { Attribute = "colour" } }
        ]).Items;
        Assert.Equal([new ItemOption("Size", "M"), new ItemOption("Colour", "Red")], items[0].Options);
    }

    [Theory]
    [InlineData("\"012345678905\"", "012345678905")]
    [InlineData("\"0012345678905\"", "012345678905")]
    [InlineData("\"4006381333931\"", null)]
    public void An_upc_has_twelve_digits(string json, string? expected)
    {
        var line = Sample.Line() with { Attributes = Sample.Attributes(("gtin", json)) };
        Assert.Equal(expected, Sample.Order(line).MapOne().Items[0].Upc);
    }

    [Theory]
    [InlineData("javascript:alert(1)")]
    [InlineData("//img.example.com/x.jpg")]
    [InlineData("")]
    public void Only_web_addresses_are_images(string url) =>
        Assert.Null(Sample.Order(Sample.Line() with { ImageUrls = [url] }).MapOne().Items[0].ImageUrl);

    [Fact]
    public void A_long_name_is_shortened_visibly_or_refused_as_the_merchant_likes()
    {
        var order = Sample.Order(Sample.Line() with { Names = new Dictionary<string, string> { ["en"] = new('n', 201) } });
        var result = order.Map();
        Assert.Equal(new string('n', 199) + "…", result.Orders[0].Order.Items[0].Name);
        Assert.Contains(result.Warnings, w => w is { Code: WarningCodes.TextShortened, Field: "Items[].Name" });

        var refused = order.Map(Sample.Rules(r => r.LongTexts = LongTextChoice.Reject));
        Assert.Equal((ErrorCodes.FieldTooLong, "Items[].Name"), (refused.Problem!.Code, refused.Problem.Field));
    }

    [Fact]
    public void A_sku_is_never_cut() =>
        Assert.Equal("Items[].Sku", Sample.Order(Sample.Line(sku: new string('S', 101))).Map().Problem!.Field);

    [Fact]
    public void A_quantity_beyond_a_whole_number_is_refused() =>
        Assert.Equal("Items[].Quantity", Sample.Order(Sample.Line(quantity: 3_000_000_000, total: 1m)).Map().Problem!.Field);

    [Fact]
    public void A_line_without_an_id_is_known_by_its_place()
    {
        var items = Sample.Order(Sample.Line("", 1), Sample.Line("", 2)).MapOne().Items;
        Assert.Equal(["line-1", "line-2"], items.Select(i => i.LineItemKey));
    }

    [Fact]
    public void Custom_lines_that_ship_are_items_with_their_slug_as_sku()
    {
        var order = Sample.Order(Sample.Line(), Sample.Custom("c1", "gift-card-printed", 5m));
        var plan = Sample.Plan(order.Group(Sample.East, (0, 1), (1, 1)));
        var items = order.Map(plan: plan).Orders[0].Order.Items;
        Assert.Equal([("MUG", false), ("gift-card-printed", false)], items.Select(i => (i.Sku, i.Adjustment)));
    }

    [Fact]
    public void Gift_lines_are_items_at_zero()
    {
        var gift = Sample.Line("g", 1, 0m) with { IsGift = true };
        var items = Sample.Order(Sample.Line(), gift).MapOne().Items;
        Assert.Equal([10m, 0m], items.Select(i => i.UnitPrice!.Value));
    }

    [Fact]
    public void Attributes_that_say_their_unit_are_taken_and_a_bare_number_is_not()
    {
        Assert.Equal(new Weight(1200m, WeightUnit.Grams), WeightOf(("weight-kg", "1.2")));
        Assert.Equal(new Weight(1200m, WeightUnit.Grams), WeightOf(("weight", "\"1.2 kg\"")));
        Assert.Equal(new Weight(3m, WeightUnit.Ounces), WeightOf(("weight-oz", "3")));
        Assert.Null(WeightOf(("weight", "1.2")));
    }

    [Fact]
    public void A_configured_weight_has_its_unit_and_fallbacks_with_theirs()
    {
        static void Configure(MappingRules rules) => rules.Items.Weight = new()
        {
            Attribute = "mass",
            Unit = "kg",
            Fallbacks = [new() { Attribute = "mass2" }, new() { Attribute = "mass3", Unit = "lb" }]
        };
        Assert.Equal(new Weight(2000m, WeightUnit.Grams), WeightOf(Configure, ("mass", "2")));
        Assert.Equal(new Weight(3000m, WeightUnit.Grams), WeightOf(Configure, ("mass2", "3")));
        Assert.Equal(new Weight(4m, WeightUnit.Pounds), WeightOf(Configure, ("mass3", "4")));
    }

    [Theory]
    [InlineData("0")]
    [InlineData("-5")]
    [InlineData("70001")]
    public void A_weight_that_cannot_be_true_is_not_sent(string grams)
    {
        var result = Sample.Order(Sample.Line() with { Attributes = Sample.Attributes(("weight-grams", grams)) }).Map();
        Assert.Null(result.Orders[0].Order.Items[0].Weight);
        Assert.Contains(result.Warnings, w => w is { Code: WarningCodes.WeightOutOfRange });
        Assert.Contains(result.Warnings, w => w is { Code: WarningCodes.MissingWeight });
    }

    [Fact]
    public void A_missing_weight_follows_the_merchants_choice()
    {
        var order = Sample.Order(Sample.Line() with { Attributes = Order.NoFields });
        var left = order.Map();
        Assert.Null(left.Orders[0].Order.Items[0].Weight);
        Assert.Contains(left.Warnings, w => w is { Code: WarningCodes.MissingWeight, Field: "Items[].Weight" });

        MappingResult With(MissingChoice choice) => order.Map(Sample.Rules(
            r => r.Items.Weight = new() { Attribute = "mass", Unit = "kg", WhenMissing = choice, Default = choice == MissingChoice.Default ? "0.5" : null }));
        Assert.Equal(new Weight(500m, WeightUnit.Grams), With(MissingChoice.Default).Orders[0].Order.Items[0].Weight);
        Assert.Equal(ShippingOrderStatus.OnHold, With(MissingChoice.Hold).Orders[0].Order.Status);
        Assert.Equal((ErrorCodes.MissingWeight, "Items[].Weight"), (With(MissingChoice.Reject).Problem!.Code, With(MissingChoice.Reject).Problem!.Field));
    }

    [Fact]
    public void Equal_weights_have_equal_bytes()
    {
        var one = Sample.Order(Sample.Line() with { Attributes = Sample.Attributes(("weight-grams", "250")) });
        var other = Sample.Order(Sample.Line() with { Attributes = Sample.Attributes(("weight-grams", "250.00")) });
        Assert.Equal(PayloadJson.Write(one.MapOne()), PayloadJson.Write(other.MapOne()));
    }

    private static Weight? WeightOf(params (string, string)[] attributes) => WeightOf(_ => { }, attributes);

    private static Weight? WeightOf(Action<MappingRules> change, params (string, string)[] attributes) =>
        Sample.Order(Sample.Line() with { Attributes = Sample.Attributes(attributes) }).MapOne(change).Items[0].Weight;
}
