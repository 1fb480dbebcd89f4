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
        RuleChecks.Rule(rule.ToCondition(), rule.When, ConditionScope.Unrouted(routing.Weight is not null), path, problems);
        StorePasses(rule.Stores, stores, $"{path}.{nameof(rule.Stores)}", problems);
    }

    private static void StorePasses(IList<string> stores, KeyFilter selected, string path, ICollection<string> problems)
    {
        var patterns = stores.Any(s => s.Contains('*', StringComparison.Ordinal) || s.Contains('?', StringComparison.Ordinal));
        if (stores.Count == 0 || patterns || stores.Any(selected.Passes)) return;
        problems.Add($"{path}: can never match, Selection.Stores lets no order of {string.Join(" or ", stores)} through; allowed: stores of the selection");
    }

    private static RuleTerms Terms(RoutingRule rule) => new RuleTerms()
        .Terms(rule.ToCondition())
        .Flag(nameof(rule.RequireStock), rule.RequireStock, rule.Location);
}
