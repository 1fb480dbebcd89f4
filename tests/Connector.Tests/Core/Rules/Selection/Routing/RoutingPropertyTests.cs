using Connector.Core.Model.Messages;
using Connector.Core.Model.Orders;
using Connector.Core.Rules.Files;
using Connector.Core.Rules.Selection;
using Connector.Core.Rules.Selection.Routing;
using Connector.TestSupport;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace Connector.Tests.Core.Rules.Selection.Routing;

public sealed class RoutingPropertyTests
{
    [Fact]
    public void Quantities_of_the_groups_add_up_to_what_is_open() => ForAll(random =>
    {
        var rules = random.Rules();
        var order = random.Order();
        var shipping = rules.CreateLineShipping();
        var plan = rules.CreateRouter().Plan(order, random.Stock());
        if (plan.Problem is not null)
        {
            Assert.Empty(plan.Groups);
            Assert.Contains(plan.Problem.Code, new[] { ErrorCodes.NoLines, ErrorCodes.NoLocation });
            return;
        }
        foreach (var line in order.Lines)
        {
            var expected = shipping.Classify(line) == LineNature.Goods ? OpenQuantity.Compute(order, line) : 0;
            Assert.Equal(expected, plan.Groups.SelectMany(g => g.Lines).Where(l => ReferenceEquals(l.Line, line)).Sum(l => l.Quantity));
        }
        Assert.All(plan.Groups.SelectMany(g => g.Lines), l => Assert.True(l.Quantity > 0));
        Assert.All(plan.Groups, g => Assert.NotEmpty(g.Lines));
    });

    [Fact]
    public void Group_keys_are_unique_and_short_and_every_line_is_explained() => ForAll(random =>
    {
        var rules = random.Rules();
        var order = random.Order();
        var plan = rules.CreateRouter().Plan(order, random.Stock());
        Assert.Equal(plan.Groups.Count, plan.Groups.Select(g => g.GroupKey).Distinct().Count());
        Assert.All(plan.Groups, g => Assert.InRange(g.GroupKey.Length, 1, OrderKeys.MaxGroupKeyLength));
        if (plan.Problem?.Code == ErrorCodes.NoLines) return;
        Assert.Superset(order.Lines.Select(l => l.Id).ToHashSet(), plan.Explanations.Select(e => e.LineId).ToHashSet());
        Assert.All(plan.Explanations.Where(e => e.Rule is not null), e => Assert.Equal(rules.Routing.Rules.Count - 1, e.Refused.Count));
    });

    [Fact]
    public void A_shuffled_order_gives_the_same_groups() => ForAll(random =>
    {
        var router = random.Rules().CreateRouter();
        var order = WithIdsOfTheirOwn(random.Order());
        var stock = random.Stock();
        Assert.Equal(Describe(router.Plan(order, stock)), Describe(router.Plan(random.Shuffled(order), stock)));
    });

    [Fact]
    public void The_same_order_gives_the_same_plan_again() => ForAll(random =>
    {
        var router = random.Rules().CreateRouter();
        var order = random.Order();
        var stock = random.Stock();
        Assert.Equal(Describe(router.Plan(order, stock)), Describe(router.Plan(order, stock)));
    });

    [Fact]
    public void Selection_never_fails_whatever_the_order() => ForAll(random =>
    {
        var rules = random.Rules();
        rules.Selection.ZeroWeightAttribute = "weight";
        Assert.NotNull(rules.CreateSelection().Decide(random.Order(), Sample.Noon));
    });

    private static void ForAll(Action<RandomOrders> holds) =>
        Check.One(Config.QuickThrowOnFailure.WithReplay(PropertyRun.Start.Seed, PropertyRun.Start.Gamma).WithMaxTest(10_000), Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), seed => holds(new RandomOrders(seed))));

    private static Order WithIdsOfTheirOwn(Order order) => order with { Lines = [.. order.Lines.Select((l, i) => l.Id.Length > 0 ? l : l with { Id = $"own-{i}" })] };

    /// <summary>Groups by key, with their lines by id: what must not depend on the order of lines. The order of groups follows the shop's list of addresses.</summary>
    private static string Describe(RoutePlan plan) => plan.Problem is { } problem
        ? problem.Code
        : string.Join("; ", plan.Groups.OrderBy(g => g.GroupKey, StringComparer.Ordinal).Select(g =>
            $"{g.GroupKey} at {g.Location.Key} for {g.Address?.Key} {g.Address?.Country}: "
            + string.Join(' ', g.Lines.OrderBy(l => l.Line.Id, StringComparer.Ordinal).Select(l => $"{l.Line.Id}*{l.Quantity}"))));
}
