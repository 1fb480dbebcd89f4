using Connector.Core.Rules.Selection.Conditions;
using Connector.Core.Rules.Selection.Routing;

namespace Connector.Core.Rules.Labels;

/// <summary>The conditions of one label rule made ready: the tests it needs, each with the words for its refusal.</summary>
internal sealed class LabelConditions
{
    private readonly List<(Func<LabelFacts, bool> Holds, RefusedRule Otherwise)> _tests = [];

    public LabelConditions(LabelRule rule, int index)
    {
        Rule = rule;
        Name = rule.Name ?? $"Labels.Rules[{index}]";
        AddShipmentTests(rule);
        AddAddressTests(rule);
        AddOrderTests(rule);
    }

    public LabelRule Rule { get; }
    public string Name { get; }

    /// <summary>Why the rule does not take the order; null when it does.</summary>
    public RefusedRule? Refusal(LabelFacts facts)
    {
        foreach (var (holds, otherwise) in _tests)
        {
            if (!holds(facts)) return otherwise;
        }
        return null;
    }

    private void AddShipmentTests(LabelRule rule)
    {
        Add(rule.Locations, "location", static (facts, keys) => IsAny(facts.LocationKey, keys));
        Add(rule.Carriers, "carrier", static (facts, codes) => Matches(facts.Content?.CarrierCode, codes));
        Add(rule.Services, "service", static (facts, codes) => Matches(facts.Content?.ServiceCode, codes));
        if (rule.TagIds.Count > 0) Add(facts => facts.Content?.TagIds.Any(rule.TagIds.Contains) == true, $"has none of the tags {string.Join(", ", rule.TagIds)}");
        if (rule.MinWeightGrams is { } light) Add(facts => facts.Grams >= light, FormattableString.Invariant($"weight is unknown or below {light} g"));
        if (rule.MaxWeightGrams is { } heavy) Add(facts => facts.Grams <= heavy, FormattableString.Invariant($"weight is unknown or above {heavy} g"));
    }

    private void AddAddressTests(LabelRule rule)
    {
        Add(rule.Countries, "country", static (facts, list) => IsAny(facts.Country, list));
        Add(rule.Regions, "region", static (facts, list) =>
            Matches(facts.Content?.ShipTo.State, list) || Pattern.MatchesEither(facts.Order.ShippingAddress?.State, facts.Order.ShippingAddress?.Region, list));
        Add([.. rule.PostalPrefixes.Select(Plain)], "postal code", static (facts, list) =>
            facts.PostalCode is { } code && list.Any(prefix => Plain(code).StartsWith(prefix, StringComparison.OrdinalIgnoreCase)));
        Add(rule.ShippingMethods, "shipping method", static (facts, list) => Pattern.MatchesEither(facts.Method?.MethodKey, facts.Method?.MethodName, list));
    }

    private void AddOrderTests(LabelRule rule)
    {
        Add(rule.Stores, "store", static (facts, list) => Matches(facts.Order.StoreKey, list));
        Add(rule.Skus, "SKU", static (facts, list) => facts.Order.Lines.Any(line => Matches(line.Sku, list)));
        Add(rule.ProductTypes, "product type", static (facts, list) => facts.Order.Lines.Any(line => Pattern.MatchesEither(line.ProductTypeKey, line.ProductTypeId, list)));
        if (rule.Attribute is { } attribute) Add(facts => facts.Order.Lines.Any(line => attribute.Holds(line.Attributes)), $"not so: attribute {attribute.Describe()}");
        if (rule.CustomField is { } field) Add(facts => field.Holds(facts.Order.CustomFields), $"not so: custom field {field.Describe()}");
        if (rule.MinOrderValue is { } least) Add(facts => facts.Order.Total.Amount >= least, FormattableString.Invariant($"order value is below {least}"));
        if (rule.MaxOrderValue is { } most) Add(facts => facts.Order.Total.Amount <= most, FormattableString.Invariant($"order value is above {most}"));
    }

    private void Add(IList<string> values, string what, Func<LabelFacts, IList<string>, bool> holds)
    {
        if (values.Count > 0) Add(facts => holds(facts, values), $"{what} is not {string.Join(" or ", values)}");
    }

    private void Add(Func<LabelFacts, bool> holds, string otherwise) => _tests.Add((holds, new RefusedRule(Name, otherwise)));

    private static bool Matches(string? text, IList<string> patterns) => text is not null && Pattern.MatchesAny(text, patterns);

    private static bool IsAny(string? text, IList<string> values) => values.Any(value => value.Equals(text, StringComparison.OrdinalIgnoreCase));

    private static string Plain(string code) => code.Replace(" ", "", StringComparison.Ordinal);
}
