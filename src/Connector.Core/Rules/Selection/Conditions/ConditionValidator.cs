namespace Connector.Core.Rules.Selection.Conditions;

/// <summary>Checks conditions at start: what they ask must be known at their place, and they must be able to hold.</summary>
internal static class ConditionValidator
{
    private const int DepthLimit = 10;

    private static readonly string s_members = string.Join(", ", typeof(Condition).GetProperties().Select(static p => p.Name));

    /// <summary>A condition in the list form, in which Name is a custom field.</summary>
    public static void Validate(OrderCondition condition, ConditionScope scope, string path, ICollection<string> problems)
    {
        if (condition.Field is not { } field)
        {
            if (IsEmpty(condition)) problems.Add($"{path}.{nameof(condition.Name)}: is missing; allowed: the name of a field, or another condition: {s_members}");
            else Check(condition, scope, path, problems, 0);
            return;
        }
        RuleChecks.Field(field, path, problems);
        Check(condition, scope, path, problems, 0, isEmptyAllowed: true);
    }

    /// <param name="isEmptyAllowed">For rules, which may have no conditions of their own.</param>
    public static void Validate(Condition? condition, ConditionScope scope, string path, ICollection<string> problems, bool isEmptyAllowed = false)
    {
        if (condition is not null) Check(condition, scope, path, problems, 0, isEmptyAllowed);
    }

    private static void Check(Condition c, ConditionScope scope, string path, ICollection<string> problems, int depth, bool isEmptyAllowed = false)
    {
        if (depth > DepthLimit)
        {
            problems.Add($"{path}: is nested too deeply; allowed: {DepthLimit} levels");
            return;
        }
        if (IsEmpty(c) && !isEmptyAllowed) problems.Add($"{path}: has no conditions; allowed: one or more of {s_members}");
        Values(c, path, problems);
        Times(c, path, problems);
        Scope(c, scope, path, problems);
        foreach (var (inner, place) in c.Inside()) Check(inner, scope, $"{path}.{place}", problems, depth + 1);
        if (depth == 0 && ConditionTerms.Contradiction(c) is { } why) problems.Add($"{path}: {why}; allowed: demands that an order can meet");
    }

    private static void Values(Condition c, string path, ICollection<string> problems)
    {
        foreach (var (name, values) in Lists(c)) RuleChecks.Texts(values, $"{path}.{name}", problems);
        RuleChecks.Countries(c.Countries, $"{path}.{nameof(c.Countries)}", problems);
        RuleChecks.Field(c.Attribute, $"{path}.{nameof(c.Attribute)}", problems);
        RuleChecks.Field(c.CustomField, $"{path}.{nameof(c.CustomField)}", problems);
        RuleChecks.Range(c.MinOrderValue, c.MaxOrderValue, $"{path}.{nameof(c.MinOrderValue)}", $"{path}.{nameof(c.MaxOrderValue)}", problems);
        RuleChecks.Range(c.MinWeightGrams, c.MaxWeightGrams, $"{path}.{nameof(c.MinWeightGrams)}", $"{path}.{nameof(c.MaxWeightGrams)}", problems);
    }

    private static void Times(Condition c, string path, ICollection<string> problems)
    {
        RuleChecks.Choices(c.PlacedOn, $"{path}.{nameof(c.PlacedOn)}", problems);
        if (c.PlacedAfter is { } after && c.PlacedAfter == c.PlacedBefore)
        {
            problems.Add($"{path}.{nameof(c.PlacedAfter)}: can never hold, '{after:HH\\:mm}' is {nameof(c.PlacedBefore)}, too; allowed: another time");
        }
        if (c.PlacedFrom > c.PlacedUntil) problems.Add($"{path}.{nameof(c.PlacedFrom)}: can never hold, '{c.PlacedFrom:yyyy-MM-dd}' is after {nameof(c.PlacedUntil)}; allowed: up to it");
        if (c.TimeZone is not { } zone) return;
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(zone, out _))
        {
            problems.Add($"{path}.{nameof(c.TimeZone)}: '{zone}' is not a time zone; allowed: an IANA name such as America/New_York or Europe/Berlin, or UTC");
        }
        if (c is { PlacedOn.Count: 0, PlacedAfter: null, PlacedBefore: null, PlacedFrom: null, PlacedUntil: null })
        {
            problems.Add($"{path}.{nameof(c.TimeZone)}: is never used; allowed: with one of the Placed members");
        }
    }

    private static void Scope(Condition c, ConditionScope scope, string path, ICollection<string> problems)
    {
        var weight = c.MinWeightGrams is not null ? nameof(c.MinWeightGrams) : c.MaxWeightGrams is not null ? nameof(c.MaxWeightGrams) : null;
        if (weight is not null && scope.NoWeight is { } why) problems.Add($"{path}.{weight}: {why}");
        if (c.Locations.Count > 0 && scope.NoLocation is { } early) problems.Add($"{path}.{nameof(c.Locations)}: {early}");
        for (var i = 0; i < c.Locations.Count && scope.Keys is not null; i++)
        {
            if (!scope.Keys.Contains(c.Locations[i], StringComparer.OrdinalIgnoreCase)) problems.Add($"{path}.{nameof(c.Locations)}[{i}]: '{c.Locations[i]}' is not a location; allowed: {string.Join(", ", scope.Keys)}");
        }
        if (scope.Order) return;
        foreach (var name in OrderMembers(c)) problems.Add($"{path}.{name}: belongs to the order; allowed here: Skus, Slugs, ProductTypes, LineStates, FreeGift, Attribute, CustomField, SupplyChannels, All, Any, Not");
    }

    private static IEnumerable<string> OrderMembers(Condition c)
    {
        foreach (var (name, values) in Lists(c).Append((nameof(c.Countries), c.Countries)))
        {
            if (values.Count > 0 && name is not (nameof(c.Locations) or nameof(c.SupplyChannels) or nameof(c.Skus) or nameof(c.Slugs) or nameof(c.ProductTypes) or nameof(c.LineStates))) yield return name;
        }
        if (c.MinOrderValue is not null) yield return nameof(c.MinOrderValue);
        if (c.MaxOrderValue is not null) yield return nameof(c.MaxOrderValue);
        if (c.PlacedOn.Count > 0) yield return nameof(c.PlacedOn);
        if (c.PlacedAfter is not null) yield return nameof(c.PlacedAfter);
        if (c.PlacedBefore is not null) yield return nameof(c.PlacedBefore);
        if (c.PlacedFrom is not null) yield return nameof(c.PlacedFrom);
        if (c.PlacedUntil is not null) yield return nameof(c.PlacedUntil);
    }

    private static IEnumerable<(string Name, IList<string> Values)> Lists(Condition c) =>
    [
        (nameof(c.Locations), c.Locations), (nameof(c.SupplyChannels), c.SupplyChannels), (nameof(c.Skus), c.Skus), (nameof(c.Slugs), c.Slugs), (nameof(c.ProductTypes), c.ProductTypes),
        (nameof(c.LineStates), c.LineStates), (nameof(c.Regions), c.Regions), (nameof(c.PostalPrefixes), c.PostalPrefixes), (nameof(c.ShippingMethods), c.ShippingMethods),
        (nameof(c.Stores), c.Stores), (nameof(c.CustomerGroups), c.CustomerGroups), (nameof(c.BusinessUnits), c.BusinessUnits)
    ];

    private static bool IsEmpty(Condition c) => Lists(c).All(static l => l.Values.Count == 0) && c is
    {
        All.Count: 0, Any.Count: 0, Not: null, Countries.Count: 0, FreeGift: null, Attribute: null, CustomField: null, MinOrderValue: null, MaxOrderValue: null, MinWeightGrams: null, MaxWeightGrams: null,
        PlacedOn.Count: 0, PlacedAfter: null, PlacedBefore: null, PlacedFrom: null, PlacedUntil: null
    };
}
