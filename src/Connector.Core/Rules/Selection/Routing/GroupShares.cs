namespace Connector.Core.Rules.Selection.Routing;

/// <summary>How an amount of the whole order (shipping, discount, tax of shipping) is spread over its fulfillment groups.</summary>
public enum ShareMethod
{
    /// <summary>In proportion to the value of the goods of each group.</summary>
    ProRataByValue,

    /// <summary>All of it on the first group.</summary>
    FirstGroup,

    /// <summary>In proportion to the units of each group.</summary>
    ByQuantity
}

/// <summary>Pure: spreads an amount so that the parts add up to it exactly.</summary>
public static class GroupShares
{
    /// <summary>
    /// One part for each weight, in the same order; their sum is <paramref name="total"/>, exactly. Parts are whole smallest units (largest remainder; of
    /// equal remainders the earlier weight first), so no part is more than one unit away from its exact share. The same input always gives the same parts.
    /// </summary>
    /// <param name="total">Major units; may be negative (a discount). Digits below the smallest unit stay together, with the largest weight.</param>
    /// <param name="fractionDigits">Digits of the currency's smallest unit.</param>
    /// <param name="weights">Negative ones count as zero; all zero means equal parts. Empty gives an empty result.</param>
    public static IReadOnlyList<decimal> Share(decimal total, int fractionDigits, IReadOnlyList<decimal> weights)
    {
        if (weights.Count == 0) return [];
        if (weights.Count == 1) return [total];
        var unit = SmallestUnit(fractionDigits);
        var sign = Math.Sign(total);
        var units = decimal.Truncate(Math.Abs(total) / unit);
        var parts = new decimal[weights.Count];
        var remainders = new decimal[weights.Count];
        var sum = weights.Sum(Positive);
        var given = 0m;
        for (var i = 0; i < parts.Length; i++)
        {
            var exact = units * (sum == 0m ? 1m / parts.Length : Positive(weights[i]) / sum);
            parts[i] = decimal.Floor(exact);
            remainders[i] = exact - parts[i];
            given += parts[i];
        }
        HandOut(units - given, parts, remainders);
        var rest = Math.Abs(total) - units * unit;
        for (var i = 0; i < parts.Length; i++) parts[i] = sign * parts[i] * unit;
        parts[Largest(weights)] += sign * rest;
        return parts;
    }

    /// <summary>The same by a merchant's choice of method; <paramref name="values"/> and <paramref name="quantities"/> have one entry for each group.</summary>
    public static IReadOnlyList<decimal> Share(
        ShareMethod method, decimal total, int fractionDigits, IReadOnlyList<decimal> values, IReadOnlyList<long> quantities) => method switch
    {
        ShareMethod.FirstGroup => values.Select((_, i) => i == 0 ? total : 0m).ToArray(),
        ShareMethod.ByQuantity => Share(total, fractionDigits, quantities.Select(q => (decimal)q).ToArray()),
        _ => Share(total, fractionDigits, values)
    };

    private static void HandOut(decimal left, decimal[] parts, decimal[] remainders)
    {
        for (; left > 0; left--)
        {
            var best = 0;
            for (var i = 1; i < parts.Length; i++)
            {
                if (remainders[i] > remainders[best]) best = i;
            }
            parts[best]++;
            remainders[best]--;
        }
    }

    private static int Largest(IReadOnlyList<decimal> weights)
    {
        var best = 0;
        for (var i = 1; i < weights.Count; i++)
        {
            if (weights[i] > weights[best]) best = i;
        }
        return best;
    }

    private static decimal Positive(decimal weight) => Math.Max(weight, 0m);

    private static decimal SmallestUnit(int fractionDigits)
    {
        var unit = 1m;
        for (var i = 0; i < fractionDigits; i++) unit /= 10m;
        return unit;
    }
}
