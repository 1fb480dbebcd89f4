using Connector.Core.Rules.Selection.Routing;

namespace Connector.Core.Rules.Mapping.Amounts;

/// <summary>Pure: what the goods of a group are worth to customs, by line: what the buyer paid for them, without tax, less the line's share of the discount on the total.</summary>
internal static class DeclaredValues
{
    public static IReadOnlyList<decimal> Compute(OrderAmounts amounts, GroupAmounts shares, int group)
    {
        var values = new decimal[amounts.LineCount];
        decimal shown = 0m, net = 0m;
        for (var i = 0; i < values.Length; i++)
        {
            if (amounts.Units(group, i) == 0) continue;
            values[i] = Net(amounts, ref amounts.Line(i), shares.Shipped[i]);
            shown += shares.Shipped[i];
            net += values[i];
        }
        if (shares.Discount <= 0m || shown <= 0m || net <= 0m) return values;
        var discount = Math.Min(amounts.Round(shares.Discount * net / shown), net);
        var parts = GroupShares.Share(discount, amounts.Digits, values);
        for (var i = 0; i < values.Length; i++) values[i] -= parts[i];
        return values;
    }

    private static decimal Net(OrderAmounts amounts, ref LineAmount line, decimal shipped) =>
        line.Line.Taxed is { } taxed && line.Shown != 0m ? amounts.Round(shipped * taxed.Net.Amount / line.Shown) : shipped;
}
