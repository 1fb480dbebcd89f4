using Connector.Core.Model.Orders;
using Connector.Core.Ports;
using Connector.Core.Rules.Files;
using Connector.Core.Rules.Selection.Routing;
using Xunit;

namespace Connector.Tests.Core.Rules.Selection.Routing;

public sealed class RoutingStrategyTests
{
    /// <summary>
    /// Lines and stock as "sku:units", "sku@location:units"; the rules are in turn: west has it on stock, east has it on stock, berlin takes SKUs with B.
    /// Default is east.
    /// </summary>
    [Theory]
    [InlineData(RoutingStrategy.SplitByLine, "A:2", "A@west:2 A@east:9", "west A:2")]
    [InlineData(RoutingStrategy.SplitByLine, "A:2", "A@west:1 A@east:9", "east A:2")]
    [InlineData(RoutingStrategy.SplitByLine, "A:2", "A@west:1 A@east:1", "east A:2")]
    [InlineData(RoutingStrategy.SplitByLine, "A:2 C:1", "A@west:2 C@east:1", "east C:1, west A:2")]
    [InlineData(RoutingStrategy.SplitByLine, "A:2 B:1", "A@west:2", "west A:2, berlin B:1")]
    [InlineData(RoutingStrategy.SplitByLine, "A:2 A:2", "A@west:3", "east A:2, west A:2")]
    [InlineData(RoutingStrategy.SplitByQuantity, "A:5", "A@west:2 A@east:2", "east A:3, west A:2")]
    [InlineData(RoutingStrategy.SplitByQuantity, "B:5", "B@west:2 B@east:2", "east B:2, west B:2, berlin B:1")]
    [InlineData(RoutingStrategy.SplitByQuantity, "A:2 A:2", "A@west:3", "east A:1, west A:2 A:1")]
    [InlineData(RoutingStrategy.Priority, "A:1 B:1", "A@west:1 B@east:1 A@east:1", "east B:1, west A:1")]
    [InlineData(RoutingStrategy.Priority, "A:1 B:1", "A@east:1 B@east:1", "east A:1 B:1")]
    [InlineData(RoutingStrategy.SingleLocationFirst, "A:1 B:1", "A@west:1 B@east:1 A@east:1", "east A:1 B:1")]
    [InlineData(RoutingStrategy.SingleLocationFirst, "A:1 B:1", "A@west:1 B@west:1 A@east:1 B@east:1", "west A:1 B:1")]
    [InlineData(RoutingStrategy.SingleLocationFirst, "A:1 C:1", "A@west:1 C@east:1", "east C:1, west A:1")]
    [InlineData(RoutingStrategy.SingleLocationFirst, "A:2 A:2", "A@west:3 A@east:4", "east A:2 A:2")]
    public void Lines_are_settled(RoutingStrategy strategy, string lines, string stock, string expected) =>
        Assert.Equal(expected, Describe(Plan(strategy, Order(lines), Stock(stock))));

    [Fact]
    public void Priority_prefers_the_location_that_is_named_first_even_by_a_later_rule()
    {
        RoutingRule[] rules = [Sample.To("west", r => r.Skus = ["Z"]), Sample.To("berlin", r => r.Skus = ["A"]), Sample.To("west", r => r.Skus = ["A"])];
        Assert.Equal("berlin A:1", Describe(Plan(RoutingStrategy.SplitByLine, Order("A:1"), [], rules)));
        Assert.Equal("west A:1", Describe(Plan(RoutingStrategy.Priority, Order("A:1"), [], rules)));
    }

    [Fact]
    public void A_single_location_is_looked_for_address_by_address()
    {
        OrderLine To(string id, string sku, string address) => Sample.Line(id, sku, 1) with { Targets = [new LineTarget(address, 1, null)] };
        var order = Sample.Order(To("1", "A", "home"), To("2", "B", "home"), To("3", "C", "work")) with
        {
            ItemAddresses = [new PostalAddress { Key = "home", Country = "US" }, new PostalAddress { Key = "work", Country = "US" }]
        };
        var plan = Plan(RoutingStrategy.SingleLocationFirst, order, Stock("A@east:1 B@east:1 C@west:1"));
        Assert.Equal(["east home", "west work"], plan.Groups.Select(g => $"{g.Location.Key} {g.Address?.Key}"));
    }

    [Fact]
    public void Stock_may_be_known_by_channel_id_or_by_another_key()
    {
        var rules = Rules();
        var all = Sample.Rules(rules);
        all.Locations[1].SupplyChannel = "channel-7";
        var order = Order("A:1");
        Assert.Equal("west A:1", Describe(all.CreateRouter().Plan(order, [new StockEntry("A", "channel-7", 1)])));
        Assert.Equal("west A:1", Describe(all.CreateRouter().Plan(order, [new StockEntry("A", "id", 1) { SupplyChannelKey = "channel-7" }])));
        Assert.Equal("east A:1", Describe(all.CreateRouter().Plan(order, [new StockEntry("A", "west", 1), new StockEntry("A", null, 1)])));
    }

    [Fact]
    public void Units_that_stand_at_a_location_count_as_stock_there()
    {
        var router = Sample.Rules(Rules()).CreateRouter();
        var order = Order("A:2");
        Assert.Equal("east A:2", Describe(router.Plan(order, Stock("A@west:0 A@east:5"))));
        Assert.Equal("west A:2", Describe(router.Plan(order, Stock("A@west:0 A@east:5"), [new ExistingUnits("0", "west", 2)])));
    }

    [Fact]
    public void Stock_is_asked_for_only_where_a_rule_needs_it()
    {
        Assert.True(Sample.Rules(Rules()).CreateRouter().NeedsStock);
        Assert.False(Sample.Rules(Sample.To("west")).CreateRouter().NeedsStock);
    }

    private static RoutingRule[] Rules() =>
        [Sample.To("west", r => r.RequireStock = true), Sample.To("east", r => r.RequireStock = true), Sample.To("berlin", r => r.Skus = ["B*"])];

    private static RoutePlan Plan(RoutingStrategy strategy, Order order, IReadOnlyList<StockEntry> stock, RoutingRule[]? rules = null)
    {
        var all = Sample.Rules(rules ?? Rules());
        all.Routing.Strategy = strategy;
        return all.CreateRouter().Plan(order, stock);
    }

    private static Order Order(string lines) => Sample.Order([.. lines.Split(' ').Select((l, i) => Sample.Line($"{i}", l.Split(':')[0], Number(l.Split(':')[1])))]);

    private static StockEntry[] Stock(string stock) =>
        [.. stock.Split(' ').Select(s => s.Split('@', ':')).Select(s => new StockEntry(s[0], $"id of {s[1]}", Number(s[2])) { SupplyChannelKey = s[1] })];

    private static string Describe(RoutePlan plan) =>
        string.Join(", ", plan.Groups.Select(g => $"{g.Location.Key} {string.Join(' ', g.Lines.Select(l => $"{l.Line.Sku}:{l.Quantity}"))}"));

    private static long Number(string text) => long.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
