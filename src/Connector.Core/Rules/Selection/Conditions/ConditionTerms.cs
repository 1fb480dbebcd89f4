namespace Connector.Core.Rules.Selection.Conditions;

/// <summary>The demands of a condition, for reasoning about it.</summary>
internal static class ConditionTerms
{
    /// <summary>Members that an order or line has one value of at most: two demands without a common value contradict each other.</summary>
    private static readonly HashSet<string> s_single = new(StringComparer.Ordinal)
    {
        nameof(Condition.Locations), nameof(Condition.Countries), nameof(Condition.Stores), nameof(Condition.BusinessUnits), nameof(Condition.PlacedOn)
    };

    public static RuleTerms Terms(this RuleTerms terms, Condition? condition)
    {
        if (condition is not { } c) return terms;
        terms.Texts(nameof(c.Locations), c.Locations).Texts(nameof(c.SupplyChannels), c.SupplyChannels).Texts(nameof(c.Skus), c.Skus).Texts(nameof(c.Slugs), c.Slugs)
            .Texts(nameof(c.ProductTypes), c.ProductTypes).Texts(nameof(c.LineStates), c.LineStates).Flag(nameof(c.FreeGift), c.FreeGift is not null, $"{c.FreeGift}")
            .Field(nameof(c.Attribute), c.Attribute).Field(nameof(c.CustomField), c.CustomField).Texts(nameof(c.Countries), c.Countries).Texts(nameof(c.Regions), c.Regions)
            .Prefixes(nameof(c.PostalPrefixes), c.PostalPrefixes).Texts(nameof(c.ShippingMethods), c.ShippingMethods).Texts(nameof(c.Stores), c.Stores)
            .Texts(nameof(c.CustomerGroups), c.CustomerGroups).Texts(nameof(c.BusinessUnits), c.BusinessUnits).Choices(nameof(c.PlacedOn), c.PlacedOn)
            .Range(nameof(c.MinOrderValue), c.MinOrderValue, c.MaxOrderValue).Range(nameof(c.MinWeightGrams), c.MinWeightGrams, c.MaxWeightGrams)
            .Range($"{nameof(c.PlacedFrom)} {c.TimeZone}", c.PlacedFrom?.DayNumber, c.PlacedUntil?.DayNumber)
            .Flag(nameof(c.PlacedAfter), c.PlacedAfter is not null || c.PlacedBefore is not null, $"{c.PlacedAfter:O} {c.PlacedBefore:O} {c.TimeZone}");
        if (c is OrderCondition { Field: { } field }) terms.Field(nameof(c.CustomField), field);
        foreach (var inner in c.All) terms.Terms(inner);
        if (c.Any.Count > 0) terms.Flag(nameof(c.Any), true, string.Join('|', c.Any.Select(static a => CompiledCondition.Compile(a)!.ToString())));
        return terms.Flag(nameof(c.Not), c.Not is not null, CompiledCondition.Compile(c.Not)?.ToString() ?? "");
    }

    /// <summary>Why the condition can never hold; null when it may.</summary>
    public static string? Contradiction(Condition condition)
    {
        var terms = new RuleTerms().Terms(condition);
        if (terms.Contradiction(s_single) is { } member) return $"can never hold, its demands on {member.Split(' ')[0]} exclude each other";
        foreach (var not in Excluded(condition))
        {
            if (new RuleTerms().Terms(not).Covers(terms)) return $"can never hold, {nameof(condition.Not)} excludes all that the rest asks for";
        }
        return condition.Any.Count > 0 && condition.Any.All(any => new RuleTerms().Terms(condition).Terms(any).Contradiction(s_single) is not null)
            ? $"can never hold, none of {nameof(condition.Any)} goes with the rest" : null;
    }

    private static IEnumerable<Condition> Excluded(Condition condition)
    {
        if (condition.Not is { } not) yield return not;
        foreach (var inner in condition.All.SelectMany(Excluded)) yield return inner;
    }
}
