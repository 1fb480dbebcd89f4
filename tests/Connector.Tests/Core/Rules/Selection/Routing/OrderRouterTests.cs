using Connector.Core.Model.Messages;
using Connector.Core.Model.Orders;
using Connector.Core.Model.Shipping;
using Connector.Core.Rules.Files;
using Connector.Core.Rules.Selection.Routing;
using Xunit;

namespace Connector.Tests.Core.Rules.Selection.Routing;

public sealed class OrderRouterTests
{
    private static readonly OrderLine Plain = Sample.Line("l1", "A-1", 2) with
    {
        SupplyChannelKey = "w-channel", SupplyChannelId = "w-id", ProductTypeKey = "lamp", ProductTypeId = "lamp-id",
        Attributes = Sample.Fields("weight", "1.5"), CustomFields = Sample.Fields("pack", "gift")
    };

    /// <summary>One row for each condition: a rule for west that matches the plain line, and one that does not.</summary>
    public static TheoryData<string, Action<RoutingRule>, Action<RoutingRule>> Conditions() => new()
    {
        { "supply channel is not x", r => r.SupplyChannels = ["w-channel"], r => r.SupplyChannels = ["x"] },
        { "supply channel is not x", r => r.SupplyChannels = ["w-id"], r => r.SupplyChannels = ["x"] },
        { "store is not eu", r => r.Stores = ["us*"], r => r.Stores = ["eu"] },
        { "country is not DE or FR", r => r.Countries = ["DE", "US"], r => r.Countries = ["DE", "FR"] },
        { "region is not CA", r => r.Regions = ["ny"], r => r.Regions = ["CA"] },
        { "postal code is not 9", r => r.PostalPrefixes = ["9", "1 00"], r => r.PostalPrefixes = ["9"] },
        { "SKU is not B?1", r => r.Skus = ["a?1"], r => r.Skus = ["B?1"] },
        { "product type is not rug", r => r.ProductTypes = ["lamp-id"], r => r.ProductTypes = ["rug"] },
        { "not so: attribute 'weight' is 2", r => r.Attribute = new() { Name = "weight", Values = ["1.5"] }, r => r.Attribute = new() { Name = "weight", Values = ["2"] } },
        { "not so: custom field 'pack' is bulk", r => r.CustomField = new() { Name = "pack", Values = ["gift"] }, r => r.CustomField = new() { Name = "pack", Values = ["bulk"] } },
        { "not so: custom field 'vip' is no", r => r.CustomField = new() { Name = "vip" }, r => r.CustomField = new() { Name = "vip", Values = ["no"] } },
        { "shipping method is not freight", r => r.ShippingMethods = ["stand*"], r => r.ShippingMethods = ["freight"] },
        { "order value is below 50.01", r => r.MinOrderValue = 50m, r => r.MinOrderValue = 50.01m },
        { "order value is above 49", r => r.MaxOrderValue = 50m, r => r.MaxOrderValue = 49m },
        { "weight is unknown or below 3001 g", r => r.MinWeightGrams = 3000m, r => r.MinWeightGrams = 3001m },
        { "weight is unknown or above 2999 g", r => r.MaxWeightGrams = 3000m, r => r.MaxWeightGrams = 2999m }
    };

    [Theory]
    [MemberData(nameof(Conditions))]
    public void A_condition_that_holds_wins_and_one_that_does_not_says_why(string refusal, Action<RoutingRule> holds, Action<RoutingRule> fails)
    {
        var order = Sample.Order(Plain) with { StoreKey = "us-web", CustomFields = Sample.Fields("vip", "yes") };
        var won = Assert.Single(Plan(order, Sample.To("west", r => { holds(r); r.Name = "mine"; })).Explanations);
        Assert.Equal(("west", "mine"), (won.LocationKey, won.Rule));

        var lost = Assert.Single(Plan(order, Sample.To("west", fails)).Explanations);
        Assert.Equal(("east", null), (lost.LocationKey, lost.Rule));
        Assert.Equal(new RefusedRule("Routing.Rules[0]", refusal), Assert.Single(lost.Refused));
    }

    [Fact]
    public void Every_line_reports_of_every_rule()
    {
        var plan = Plan(Sample.Order(Plain), Sample.To("berlin", r => (r.Name, r.Countries) = ("far", ["DE"])), Sample.To("west", r => r.Name = "all"), Sample.To("east", r => r.Name = "late"));
        var line = Assert.Single(plan.Explanations);
        Assert.Equal([new("far", "country is not DE"), new("late", "another rule applied first")], line.Refused);
    }

    [Fact]
    public void Out_of_the_box_everything_goes_to_the_only_location()
    {
        var rules = new ConnectorRules { Locations = [Sample.Location("main")] };
        var group = Assert.Single(rules.CreateRouter().Plan(Sample.Order(Sample.Line("a", "A", 2), Sample.Line("b", null, 3)), []).Groups);
        Assert.Equal("main", group.GroupKey);
        Assert.Equal(["a:2", "b:3"], Lines(group));
        Assert.Equal("US", group.Address?.Country);
        Assert.Null(group.Shipping);
    }

    [Fact]
    public void A_line_without_any_location_is_a_problem()
    {
        var rules = Sample.Rules(Sample.To("west", r => r.Skus = ["B"]));
        rules.Routing.DefaultLocation = null;
        var plan = rules.CreateRouter().Plan(Sample.Order(Sample.Line("a", "A", 1), Sample.Line("b", "B", 1)), []);
        Assert.Equal(new RouteProblem(ErrorCodes.NoLocation, "No rule and no default location for: A"), plan.Problem);
        Assert.Empty(plan.Groups);
        Assert.Equal("no rule and no default location", plan.Explanations[0].Refused[0].Reason);
    }

    [Fact]
    public void An_order_without_lines_is_a_problem() => Assert.Equal(ErrorCodes.NoLines, Plan(Sample.Order() with { Lines = [] }).Problem?.Code);

    [Fact]
    public void An_order_with_nothing_to_ship_has_no_groups_and_no_problem()
    {
        var plan = Plan(Sample.Order(Sample.CustomLine("c", "wrap", 3m), Sample.CustomLine("d", "coupon", -3m)));
        Assert.Null(plan.Problem);
        Assert.Empty(plan.Groups);
        Assert.Equal(["a fee, nothing to ship", "a discount, nothing to ship"], plan.Explanations.Select(e => e.Refused[0].Reason));
    }

    [Fact]
    public void Returned_units_do_not_ship()
    {
        var order = Sample.Order(Sample.Line("a", "A", 3), Sample.Line("b", "B", 1)) with
        {
            Returns = [new("r1", "a", 1, "Returned", "Refunded", null), new("r2", "b", 1, "Advised", "Refunded", null)]
        };
        var plan = Plan(order);
        Assert.Equal(["a:2"], Lines(Assert.Single(plan.Groups)));
        Assert.Equal("nothing of it is open", plan.Explanations[1].Refused[0].Reason);
    }

    [Fact]
    public void Tags_of_location_and_winning_rules_come_together()
    {
        var rules = Sample.Rules(Sample.To("west", r => (r.Skus, r.TagIds) = (["A"], [3, 1])), Sample.To("west", r => (r.Skus, r.TagIds) = (["B"], [9])));
        rules.Locations[1].TagIds = [2, 3];
        Assert.Equal([1, 2, 3], Assert.Single(rules.CreateRouter().Plan(Sample.Order(Sample.Line("a", "A", 1)), []).Groups).TagIds);
    }

    [Fact]
    public void Groups_come_in_the_order_of_the_locations()
    {
        var plan = Plan(Sample.Order(Sample.Line("a", "B", 1), Sample.Line("b", "W", 1), Sample.Line("c", "E", 1)),
            Sample.To("berlin", r => r.Skus = ["B"]), Sample.To("west", r => r.Skus = ["W"]));
        Assert.Equal(["east", "west", "berlin"], plan.Groups.Select(g => g.GroupKey));
    }

    [Fact]
    public void A_weight_that_nobody_entered_is_not_zero()
    {
        var plan = Plan(Sample.Order(Plain, Sample.Line("l2", "B", 1)), Sample.To("west", r => r.MaxWeightGrams = 9_000_000m));
        Assert.Equal("east", plan.Explanations[0].LocationKey);
    }

    [Fact]
    public void A_rule_for_an_unknown_location_is_refused_when_the_router_is_made() =>
        Assert.StartsWith("Routing.Rules[0].Location: 'x'", Assert.Throws<ArgumentException>(() => Sample.Rules(Sample.To("x")).CreateRouter()).Message, StringComparison.Ordinal);

    private static RoutePlan Plan(Order order, params RoutingRule[] rules)
    {
        var all = Sample.Rules(rules);
        all.Routing.Weight = new WeightAttribute { Attribute = "weight", Unit = WeightAttributeUnit.Kilograms };
        return all.CreateRouter().Plan(order, []);
    }

    private static IEnumerable<string> Lines(FulfillmentGroup group) => group.Lines.Select(l => $"{l.Line.Id}:{l.Quantity}");
}
