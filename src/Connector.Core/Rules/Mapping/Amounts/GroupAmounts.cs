using Connector.Core.Model.Orders;
using Connector.Core.Rules.Selection.Routing;

namespace Connector.Core.Rules.Mapping.Amounts;

/// <summary>The amounts of one group. The parts of all groups add up to those of the order.</summary>
internal sealed class GroupAmounts
{
    /// <summary>By line: what the group's units cost, and the group's share of what the line's units cost that do not ship.</summary>
    public required decimal[] Shipped { get; init; }
    public required decimal[] NotShipped { get; init; }
    public decimal GoodsValue { get; set; }
    public long GoodsUnits { get; set; }
    public decimal Shipping { get; set; }
    public decimal Tax { get; set; }
    public decimal Discount { get; set; }

    /// <summary>What the order's own amounts miss to its total; on the first group.</summary>
    public decimal Remainder { get; set; }

    public static GroupAmounts[] Share(OrderAmounts amounts, Order order, RoutePlan plan, MoneyRules rules)
    {
        var groups = new GroupAmounts[plan.Groups.Count];
        for (var g = 0; g < groups.Length; g++)
        {
            groups[g] = new GroupAmounts { Shipped = new decimal[amounts.LineCount], NotShipped = new decimal[amounts.LineCount] };
        }
        groups[0].Remainder = amounts.Remainder;
        for (var i = 0; i < amounts.LineCount; i++) ShareLine(groups, amounts, i);

        var spread = new Spread(groups, amounts.Digits);
        for (var i = 0; i < amounts.LineCount; i++)
        {
            ref var line = ref amounts.Line(i);
            var rest = line.KeptShown - line.ShippedShown;
            if (rest != 0m) spread.Over(rules.DiscountShare, rest, (g, part) => g.NotShipped[i] += part);
        }
        if (amounts.Discount != 0m) spread.Over(rules.DiscountShare, amounts.Discount, static (g, part) => g.Discount += part);
        for (var k = 0; k < amounts.Shippings.Length; k++) ShareShipping(groups, amounts, order.Shippings[k], k, plan, rules, spread);
        if (amounts.Tax != 0m) ShareTax(groups, amounts);
        return groups;
    }

    private static void ShareLine(GroupAmounts[] groups, OrderAmounts amounts, int index)
    {
        ref var line = ref amounts.Line(index);
        if (line.PlannedUnits == 0) return;
        if (groups.Length == 1)
        {
            Give(groups[0], index, line.PlannedUnits, line.ShippedShown);
            return;
        }
        var weights = new decimal[groups.Length];
        for (var g = 0; g < groups.Length; g++) weights[g] = amounts.Units(g, index);
        var parts = GroupShares.Share(line.ShippedShown, amounts.Digits, weights);
        for (var g = 0; g < groups.Length; g++) Give(groups[g], index, amounts.Units(g, index), parts[g]);
    }

    private static void Give(GroupAmounts group, int line, long units, decimal value)
    {
        group.Shipped[line] = value;
        group.GoodsValue += value;
        group.GoodsUnits += units;
    }

    /// <summary>A shipping that only some groups belong to is paid with those.</summary>
    private static void ShareShipping(
        GroupAmounts[] groups, OrderAmounts amounts, OrderShipping shipping, int index, RoutePlan plan, MoneyRules rules, Spread all)
    {
        if (amounts.Shippings[index] == 0m) return;
        var own = groups.Length == 1 ? groups : groups.Where((_, g) => IsOf(plan.Groups[g], shipping)).ToArray();
        var spread = own.Length == 0 || own.Length == groups.Length ? all : new Spread(own, amounts.Digits);
        spread.Over(rules.ShippingShare, amounts.Shippings[index], static (g, part) => g.Shipping += part);
    }

    private static bool IsOf(FulfillmentGroup group, OrderShipping shipping) =>
        group.Shipping is { } own && (ReferenceEquals(own, shipping) || (own.Key is not null && own.Key == shipping.Key));

    /// <summary>In proportion to the tax of what each group ships, its share of the shipping included.</summary>
    private static void ShareTax(GroupAmounts[] groups, OrderAmounts amounts)
    {
        if (groups.Length == 1)
        {
            groups[0].Tax = amounts.Tax;
            return;
        }
        var shipping = groups.Sum(g => g.Shipping);
        var weights = new decimal[groups.Length];
        for (var g = 0; g < groups.Length; g++)
        {
            for (var i = 0; i < amounts.LineCount; i++)
            {
                ref var line = ref amounts.Line(i);
                if (line.Units > 0) weights[g] += line.TaxOnTop * amounts.Units(g, i) / line.Units;
            }
            if (shipping != 0m) weights[g] += amounts.ShippingTax * groups[g].Shipping / shipping;
        }
        if (weights.All(w => w <= 0m))
        {
            for (var g = 0; g < groups.Length; g++) weights[g] = groups[g].GoodsValue;
        }
        var parts = GroupShares.Share(amounts.Tax, amounts.Digits, weights);
        for (var g = 0; g < groups.Length; g++) groups[g].Tax = parts[g];
    }

    /// <summary>Spreads amounts over some groups by the merchant's method.</summary>
    private sealed class Spread(GroupAmounts[] groups, int digits)
    {
        private decimal[]? _values;
        private long[]? _units;

        public void Over(ShareMethod method, decimal total, Action<GroupAmounts, decimal> give)
        {
            if (groups.Length == 1)
            {
                give(groups[0], total);
                return;
            }
            _values ??= groups.Select(g => g.GoodsValue).ToArray();
            _units ??= groups.Select(g => g.GoodsUnits).ToArray();
            var parts = GroupShares.Share(method, total, digits, _values, _units);
            for (var g = 0; g < groups.Length; g++) give(groups[g], parts[g]);
        }
    }
}
