using Connector.Core.Model.Shipping;
using Connector.Core.Rules.Files;
using Connector.Core.Rules.Labels;
using Connector.Core.Rules.Selection;
using Connector.TestSupport;
using Connector.Tests.Core.Rules.Labels;
using Xunit;
using Sample = Connector.Tests.Core.Rules.Selection.Routing.Sample;

namespace Connector.Tests.Core.Rules.Selection.Conditions;

/// <summary>The one condition is asked wherever rules have one.</summary>
public sealed class ConditionPlacesTests
{
    [Theory]
    [InlineData(60, "outside criteria: order value is 50 or more")]
    [InlineData(40, null)]
    public void Selection_keeps_orders_back(int value, string? expected)
    {
        var rules = Sample.Rules();
        rules.Selection.SkipWhen = [new() { MinOrderValue = 50m }];
        var decision = rules.CreateSelection().Decide(Sample.Order() with { Total = A.Usd(value) }, Sample.Noon);
        Assert.Equal(expected, (decision as SelectionDecision.Skipped)?.Reason);
    }

    [Theory]
    [InlineData(100, true)]
    [InlineData(99, false)]
    [InlineData(null, false)]
    public void Selection_and_states_weigh_goods_as_routing_does(int? grams, bool expected)
    {
        var rules = Sample.Rules();
        rules.Routing.Weight = new() { Attribute = "grams" };
        rules.Selection.Require = [new() { MinWeightGrams = 200m }];
        rules.States.Rules = [new() { When = new() { MinWeightGrams = 200m }, Status = Connector.Core.Rules.Mapping.Services.OpenStatus.OnHold }];
        var order = Sample.Order(Sample.Line("l1", "A", 2) with { Attributes = Sample.Fields("grams", grams) });

        Assert.Equal(expected, rules.CreateSelection().Decide(order, Sample.Noon) is SelectionDecision.Due);
        Assert.Equal(expected ? ShippingOrderStatus.OnHold : ShippingOrderStatus.AwaitingShipment, rules.CreateStatusMap().Choose(order).Status);
    }

    [Theory]
    [InlineData("A", "west")]
    [InlineData("B", "east")]
    public void Routing_asks_each_line(string sku, string expected)
    {
        var rules = Sample.Rules(Sample.To("west", static r => r.When = new() { Not = new() { Skus = ["B"] }, Countries = ["US"] }));
        var plan = rules.CreateRouter().Plan(Sample.Order(Sample.Line("l1", sku, 1)), []);
        Assert.Equal(expected, Assert.Single(plan.Groups).Location.Key);
        Assert.Equal(expected == "west" ? [] : ["is excluded: SKU is B"], plan.Explanations[0].Refused.Select(static r => r.Reason));
    }

    [Theory]
    [InlineData("A", LineNature.NotShipped, "by hand")]
    [InlineData("B", LineNature.Goods, null)]
    public void A_line_by_itself_is_left_out(string sku, LineNature expected, string? why)
    {
        var shipping = new LineShipping(new LineRules { NotShipped = [new() { When = new() { Any = [new() { Skus = ["A"] }, new() { FreeGift = true }] }, Reason = "by hand" }] });
        Assert.Equal(expected, shipping.Classify(Sample.Line("l1", sku, 1)));
        Assert.Equal(why, shipping.WhyNotShipped(Sample.Line("l1", sku, 1)));
    }

    [Fact]
    public void Labels_ask_the_order_and_the_location()
    {
        var facts = LabelSample.Facts();
        static LabelPolicy Find(LabelFacts facts, string location) => new LabelPolicies(new LabelRules
        {
            Mode = LabelMode.Propose, Rules = [new() { Name = "here", Mode = LabelMode.Off, When = new() { Locations = [location], Not = new() { MinOrderValue = 1_000_000m } } }]
        }).Find(facts);

        Assert.Equal("here", Find(facts, facts.LocationKey).Rule);
        Assert.Equal("location is not far", Find(facts, "far").Refused[0].Reason);
    }
}
