using Connector.Core.Rules.Files;
using Connector.Core.Rules.Selection;
using Connector.Core.Rules.Selection.Conditions;
using Connector.Tests.Core.Rules.Selection.Routing;
using Xunit;

namespace Connector.Tests.Core.Rules.Selection;

public sealed class LineShippingTests
{
    [Theory]
    [InlineData("engraving-gold", 5, LineNature.Goods)]
    [InlineData("gift-wrap", 5, LineNature.Fee)]
    [InlineData("coupon", -5, LineNature.Discount)]
    [InlineData("donation", 5, LineNature.NotShipped)]
    [InlineData("something", 5, LineNature.Fee)]
    [InlineData("something", -5, LineNature.Discount)]
    [InlineData("gift-wrap", -5, LineNature.Fee)]
    public void Custom_lines_go_by_slug(string slug, int amount, LineNature expected) => Assert.Equal(expected, Shipping(r =>
    {
        r.GoodsSlugs = ["engraving-*"];
        r.FeeSlugs = ["gift-wrap"];
        r.DiscountSlugs = ["coupon"];
        r.NotShippedSlugs = ["donation"];
    }).Classify(Sample.CustomLine("c", slug, amount)));

    [Fact]
    public void Unknown_slugs_may_be_goods() =>
        Assert.Equal(LineNature.Goods, Shipping(r => r.OtherCustomLines = LineNature.Goods).Classify(Sample.CustomLine("c", "x", -1m)));

    [Fact]
    public void Product_lines_ship_out_of_the_box() => Assert.Equal(LineNature.Goods, Shipping(_ => { }).Classify(Sample.Line("l", null, 1)));

    [Fact]
    public void All_parts_of_a_condition_must_hold()
    {
        var shipping = Shipping(r => r.NotShipped =
        [
            new LineCondition { Skus = ["PDF-*"], ProductTypes = ["book"], Reason = "download" },
            new LineCondition { Attribute = new FieldCondition { Name = "digital" } }
        ]);
        var book = Sample.Line("l", "PDF-1", 1) with { ProductTypeKey = "book" };
        Assert.Equal("download", shipping.WhyNotShipped(book));
        Assert.Null(shipping.WhyNotShipped(book with { ProductTypeKey = "toy" }));
        Assert.Null(shipping.WhyNotShipped(book with { Sku = "MUG" }));
        Assert.Equal("digital", shipping.WhyNotShipped(book with { Sku = null, Attributes = Sample.Fields("digital", true) }));
    }

    private static LineShipping Shipping(Action<LineRules> with)
    {
        var rules = new ConnectorRules();
        with(rules.Selection.Lines);
        return rules.CreateLineShipping();
    }
}
