using Connector.Core.Model.Messages;
using Connector.Core.Rules.Selection.Routing;
using Xunit;

namespace Connector.Tests.Core.Rules.Mapping;

/// <summary>What becomes of a routed order as a whole; the values of its fields have classes of their own beside this one.</summary>
public sealed class OrderMappingTests
{
    [Theory]
    [InlineData("one place", "one", 1, null)]
    [InlineData("two places", "two", 2, null)]
    [InlineData("nothing left to ship", "none", 0, null)]
    [InlineData("no place was found for it", "refused", 0, "LocationMissing")]
    [InlineData("amounts that cannot be added up", "huge", 0, ErrorCodes.FieldInvalid)]
    [InlineData("one group of two cannot be mapped", "no address", 0, ErrorCodes.MissingAddress)]
    public void An_order_becomes_one_shipping_order_for_each_group_or_none(string situation, string plan, int orders, string? problem)
    {
        var order = Sample.Order(Sample.Line("a", 2), Sample.Line("b"));
        if (plan == "huge") order = order with { Lines = [.. order.Lines.Select(static l => l with { Total = Sample.Usd(decimal.MaxValue) })] };
        var (east, west) = (order.Group(Sample.East, (0, 2)), order.Group(Sample.West, (1, 1)));

        var result = order.Map(plan: plan switch
        {
            "two" or "huge" => Sample.Plan(east, west),
            "none" => Sample.Plan(),
            "refused" => new RoutePlan([], [], new RouteProblem("LocationMissing", "No location.")),
            "no address" => Sample.Plan(east, west with { Address = null }),
            _ => null
        });

        Assert.Equal((situation, orders, problem), (situation, result.Orders.Count, result.Problem?.Code));
    }

    [Theory]
    [InlineData(2000, true)]
    [InlineData(0.2, true)]
    [InlineData(999, false)]
    [InlineData(15, false)]
    [InlineData(0, false)]
    public void A_total_a_hundred_times_the_lines_is_refused(double total, bool refused)
    {
        var order = Sample.Order(Sample.Line("a", 2)) with { Total = Sample.Usd((decimal)total) };
        var result = order.Map();
        Assert.Equal(refused ? ((string?)ErrorCodes.FieldInvalid, (string?)"Items[]") : default, (result.Problem?.Code, result.Problem?.Field));
    }

    [Fact]
    public void Amounts_that_contradict_their_currency_are_refused_with_their_place()
    {
        var problem = (Sample.Order() with { AmountProblem = "totalPrice has 0 fraction digits, USD has 2" }).Map().Problem!;
        Assert.Equal((ErrorCodes.FieldInvalid, "Amounts cannot be trusted: totalPrice has 0 fraction digits, USD has 2."), (problem.Code, problem.Text));
    }

    [Fact]
    public void The_same_order_and_plan_always_give_the_same_content()
    {
        var order = Sample.Order(Sample.Line("a", 2), Sample.Line("b")).WithShipping(5m);
        var plan = Sample.Plan(order.Group(Sample.East, (0, 2)), order.Group(Sample.West, (1, 1)));
        Assert.Equivalent(order.Map(plan: plan), order.Map(plan: plan), strict: true);
    }
}
