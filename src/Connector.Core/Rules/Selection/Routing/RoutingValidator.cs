using Connector.Core.Model.Shipping;
using Connector.Core.Rules.Selection;
using Connector.Core.Rules.Selection.Conditions;

namespace Connector.Core.Rules.Selection.Routing;

internal static class RoutingValidator
{
    public static void Validate(RoutingRules routing, IList<LocationRule> locations, KeyFilter stores, string path, ICollection<string> problems)
    {
        if (routing.DefaultLocation is { } fallback) Location(fallback, locations, $"{path}.{nameof(routing.DefaultLocation)}", problems);
        if (routing.Weight is { } weight)
        {
            RuleChecks.Required(weight.Attribute, $"{path}.{nameof(routing.Weight)}.{nameof(weight.Attribute)}", "the name of an attribute", problems);
        }
        var list = $"{path}.{nameof(routing.Rules)}";
        for (var i = 0; i < routing.Rules.Count; i++) Rule(routing, i, locations, stores, $"{list}[{i}]", problems);
        RuleChecks.Names(routing.Rules.Select(r => r.Name), list, problems);
        var terms = routing.Rules.Select(Terms).ToList();
        RuleTerms.ReportShadowed(terms, list, problems, (earlier, later) => ComesFirst(routing, terms, earlier, later));
    }

    /// <summary>
    /// Line by line the earlier rule always wins. Where locations are tried one after the other, a later rule of a location that is tried before may win; and
    /// where one location is to take everything, a later rule may be what makes that possible.
    /// </summary>
    private static bool ComesFirst(RoutingRules routing, List<RuleTerms> terms, int earlier, int later)
    {
        if (routing.Strategy is RoutingStrategy.SplitByLine or RoutingStrategy.SplitByQuantity) return true;
        var (mine, other) = (routing.Rules[later].Location, routing.Rules[earlier].Location);
        if (mine == other) return true;
        var triedFirst = routing.Rules.First(r => r.Location == mine || r.Location == other).Location == other;
        return triedFirst && (routing.Strategy == RoutingStrategy.Priority || terms[earlier].AlwaysHold);
    }

    private static void Location(string key, IList<LocationRule> locations, string path, ICollection<string> problems)
    {
        if (locations.Any(l => l.Key == key)) return;
        problems.Add($"{path}: '{key}' is not a location; allowed: {string.Join(", ", locations.Select(l => l.Key))}");
    }

    private static void Rule(RoutingRules routing, int index, IList<LocationRule> locations, KeyFilter stores, string path, ICollection<string> problems)
    {
        var rule = routing.Rules[index];
        Location(rule.Location, locations, $"{path}.{nameof(rule.Location)}", problems);
        RuleChecks.Tags(rule.TagIds, $"{path}.{nameof(rule.TagIds)}", problems);
        RuleChecks.Texts(rule.SupplyChannels, $"{path}.{nameof(rule.SupplyChannels)}", problems);
        RuleChecks.Texts(rule.Stores, $"{path}.{nameof(rule.Stores)}", problems);
        RuleChecks.Countries(rule.Countries, $"{path}.{nameof(rule.Countries)}", problems);
        RuleChecks.Texts(rule.Regions, $"{path}.{nameof(rule.Regions)}", problems);
        RuleChecks.Texts(rule.PostalPrefixes, $"{path}.{nameof(rule.PostalPrefixes)}", problems);
        RuleChecks.Texts(rule.Skus, $"{path}.{nameof(rule.Skus)}", problems);
        RuleChecks.Texts(rule.ProductTypes, $"{path}.{nameof(rule.ProductTypes)}", problems);
        RuleChecks.Field(rule.Attribute, $"{path}.{nameof(rule.Attribute)}", problems);
        RuleChecks.Field(rule.CustomField, $"{path}.{nameof(rule.CustomField)}", problems);
        RuleChecks.Texts(rule.ShippingMethods, $"{path}.{nameof(rule.ShippingMethods)}", problems);
        StorePasses(rule.Stores, stores, $"{path}.{nameof(rule.Stores)}", problems);
        RuleChecks.Range(rule.MinOrderValue, rule.MaxOrderValue, $"{path}.{nameof(rule.MinOrderValue)}", $"{path}.{nameof(rule.MaxOrderValue)}", problems);
        RuleChecks.Range(rule.MinWeightGrams, rule.MaxWeightGrams, $"{path}.{nameof(rule.MinWeightGrams)}", $"{path}.{nameof(rule.MaxWeightGrams)}", problems);
        if (routing.Weight is not null) return;
        var weight = rule.MinWeightGrams is not null ? nameof(rule.MinWeightGrams) : rule.MaxWeightGrams is not null ? nameof(rule.MaxWeightGrams) : null;
        if (weight is not null) problems.Add($"{path}.{weight}: can never match without a weight; allowed: with Routing.Weight, which names the attribute and its unit");
    }

    private static void StorePasses(IList<string> stores, KeyFilter selected, string path, ICollection<string> problems)
    {
        var patterns = stores.Any(s => s.Contains('*', StringComparison.Ordinal) || s.Contains('?', StringComparison.Ordinal));
        if (stores.Count == 0 || patterns || stores.Any(selected.Passes)) return;
        problems.Add($"{path}: can never match, Selection.Stores lets no order of {string.Join(" or ", stores)} through; allowed: stores of the selection");
    }

    private static RuleTerms Terms(RoutingRule rule) => new RuleTerms()
        .Texts(nameof(rule.SupplyChannels), rule.SupplyChannels)
        .Flag(nameof(rule.RequireStock), rule.RequireStock, rule.Location)
        .Texts(nameof(rule.Stores), rule.Stores)
        .Texts(nameof(rule.Countries), rule.Countries)
        .Texts(nameof(rule.Regions), rule.Regions)
        .Prefixes(nameof(rule.PostalPrefixes), rule.PostalPrefixes)
        .Texts(nameof(rule.Skus), rule.Skus)
        .Texts(nameof(rule.ProductTypes), rule.ProductTypes)
        .Field(nameof(rule.Attribute), rule.Attribute)
        .Field(nameof(rule.CustomField), rule.CustomField)
        .Texts(nameof(rule.ShippingMethods), rule.ShippingMethods)
        .Range(nameof(rule.MinOrderValue), rule.MinOrderValue, rule.MaxOrderValue)
        .Range(nameof(rule.MinWeightGrams), rule.MinWeightGrams, rule.MaxWeightGrams);
}
