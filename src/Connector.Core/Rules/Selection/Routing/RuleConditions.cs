using Connector.Core.Model.Orders;
using Connector.Core.Rules.Selection.Conditions;

namespace Connector.Core.Rules.Selection.Routing;

/// <summary>One routing rule made ready: the tests it needs, each with the words for its refusal, written once and shared by all orders.</summary>
internal sealed class RuleConditions
{
    private readonly List<(Func<RoutingPart, OrderFacts, bool> Holds, RefusedRule Otherwise)> _tests = [];

    public RuleConditions(RoutingRule rule, int index, int location)
    {
        var name = rule.Name ?? $"Routing.Rules[{index}]";
        Index = index;
        Rule = rule;
        Name = name;
        Location = location;
        OutOfStock = new RefusedRule(name, $"not enough stock at '{rule.Location}'");
        NotNeeded = new RefusedRule(name, "another rule applied first");
        AddLineTests(rule);
        AddAddressTests(rule);
        AddOrderTests(rule);
    }

    public RoutingRule Rule { get; }
    public string Name { get; }
    public int Index { get; }

    /// <summary>Index into the locations.</summary>
    public int Location { get; }
    public RefusedRule OutOfStock { get; }
    public RefusedRule NotNeeded { get; }

    /// <summary>Why the rule does not claim the part; null when it does, stock apart.</summary>
    public RefusedRule? Refusal(RoutingPart part, OrderFacts facts)
    {
        foreach (var (holds, otherwise) in _tests)
        {
            if (!holds(part, facts)) return otherwise;
        }
        return null;
    }

    private void AddLineTests(RoutingRule rule)
    {
        Add(rule.SupplyChannels, "supply channel", static (part, _, keys) => Pattern.MatchesEither(part.Line.SupplyChannelKey, part.Line.SupplyChannelId, keys));
        Add(rule.Skus, "SKU", static (part, _, skus) => part.Line.Sku is { } sku && Pattern.MatchesAny(sku, skus));
        Add(rule.ProductTypes, "product type", static (part, _, types) => Pattern.MatchesEither(part.Line.ProductTypeKey, part.Line.ProductTypeId, types));
        if (rule.Attribute is { } attribute) Add((part, _) => attribute.Holds(part.Line.Attributes), $"not so: attribute {attribute.Describe()}");
        if (rule.CustomField is not { } field) return;
        Add((part, facts) => field.Holds(part.Line.CustomFields.ContainsKey(field.Name) ? part.Line.CustomFields : facts.Order.CustomFields),
            $"not so: custom field {field.Describe()}");
    }

    private void AddAddressTests(RoutingRule rule)
    {
        Add(rule.Countries, "country", static (part, _, list) => IsAny(part.Destination.Address?.Country, list));
        Add(rule.Regions, "region", static (part, _, list) => Pattern.MatchesEither(part.Destination.Address?.State, part.Destination.Address?.Region, list));
        Add([.. rule.PostalPrefixes.Select(p => p.Replace(" ", "", StringComparison.Ordinal))], "postal code", static (part, _, list) => StartsWithAny(part.Destination.Address?.PostalCode, list));
        Add(rule.ShippingMethods, "shipping method",
            static (part, _, list) => Pattern.MatchesEither(part.Destination.Shipping?.MethodKey, part.Destination.Shipping?.MethodName, list));
    }

    private void AddOrderTests(RoutingRule rule)
    {
        Add(rule.Stores, "store", static (_, facts, list) => facts.Order.StoreKey is { } store && Pattern.MatchesAny(store, list));
        if (rule.MinOrderValue is { } least) Add((_, facts) => facts.Order.Total.Amount >= least, FormattableString.Invariant($"order value is below {least}"));
        if (rule.MaxOrderValue is { } most) Add((_, facts) => facts.Order.Total.Amount <= most, FormattableString.Invariant($"order value is above {most}"));
        if (rule.MinWeightGrams is { } light) Add((_, facts) => facts.Grams >= light, FormattableString.Invariant($"weight is unknown or below {light} g"));
        if (rule.MaxWeightGrams is { } heavy) Add((_, facts) => facts.Grams <= heavy, FormattableString.Invariant($"weight is unknown or above {heavy} g"));
    }

    private void Add(IList<string> values, string what, Func<RoutingPart, OrderFacts, IList<string>, bool> holds)
    {
        if (values.Count > 0) Add((part, facts) => holds(part, facts, values), $"{what} is not {string.Join(" or ", values)}");
    }

    private void Add(Func<RoutingPart, OrderFacts, bool> holds, string otherwise) => _tests.Add((holds, new RefusedRule(Name, otherwise)));

    private static bool StartsWithAny(string? postalCode, IList<string> prefixes)
    {
        if (string.IsNullOrWhiteSpace(postalCode)) return false;
        var plain = postalCode.Contains(' ', StringComparison.Ordinal) ? postalCode.Replace(" ", "", StringComparison.Ordinal) : postalCode;
        for (var i = 0; i < prefixes.Count; i++)
        {
            if (plain.StartsWith(prefixes[i], StringComparison.OrdinalIgnoreCase)) return true;
        }
        return false;
    }

    private static bool IsAny(string? value, IList<string> values)
    {
        for (var i = 0; i < values.Count; i++)
        {
            if (values[i].Equals(value, StringComparison.OrdinalIgnoreCase)) return true;
        }
        return false;
    }
}
