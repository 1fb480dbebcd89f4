using System.Globalization;
using Connector.Core.Rules.Selection.Conditions;
using Connector.Core.Rules.Selection.Routing;

namespace Connector.Core.Rules.Labels;

internal static class LabelRuleValidator
{
    public static void Validate(IList<LabelRule> rules, IList<LocationRule> locations, string path, ICollection<string> problems)
    {
        for (var i = 0; i < rules.Count; i++) Rule(rules[i], locations, $"{path}[{i}]", problems);
        RuleChecks.Names(rules.Select(static r => r.Name), path, problems);
        RuleTerms.ReportShadowed([.. rules.Select(Terms)], path, problems);
    }

    private static void Rule(LabelRule rule, IList<LocationRule> locations, string path, ICollection<string> problems)
    {
        RuleChecks.Texts(rule.Locations, $"{path}.{nameof(rule.Locations)}", problems);
        for (var i = 0; i < rule.Locations.Count; i++)
        {
            if (locations.Any(l => l.Key.Equals(rule.Locations[i], StringComparison.OrdinalIgnoreCase))) continue;
            problems.Add($"{path}.{nameof(rule.Locations)}[{i}]: '{rule.Locations[i]}' is not a location; allowed: {string.Join(", ", locations.Select(static l => l.Key))}");
        }
        RuleChecks.Texts(rule.Stores, $"{path}.{nameof(rule.Stores)}", problems);
        RuleChecks.Texts(rule.ShippingMethods, $"{path}.{nameof(rule.ShippingMethods)}", problems);
        RuleChecks.Texts(rule.Carriers, $"{path}.{nameof(rule.Carriers)}", problems);
        RuleChecks.Texts(rule.Services, $"{path}.{nameof(rule.Services)}", problems);
        RuleChecks.Countries(rule.Countries, $"{path}.{nameof(rule.Countries)}", problems);
        RuleChecks.Texts(rule.Regions, $"{path}.{nameof(rule.Regions)}", problems);
        RuleChecks.Texts(rule.PostalPrefixes, $"{path}.{nameof(rule.PostalPrefixes)}", problems);
        RuleChecks.Tags(rule.TagIds, $"{path}.{nameof(rule.TagIds)}", problems);
        RuleChecks.Texts(rule.Skus, $"{path}.{nameof(rule.Skus)}", problems);
        RuleChecks.Texts(rule.ProductTypes, $"{path}.{nameof(rule.ProductTypes)}", problems);
        RuleChecks.Field(rule.Attribute, $"{path}.{nameof(rule.Attribute)}", problems);
        RuleChecks.Field(rule.CustomField, $"{path}.{nameof(rule.CustomField)}", problems);
        RuleChecks.Range(rule.MinOrderValue, rule.MaxOrderValue, $"{path}.{nameof(rule.MinOrderValue)}", $"{path}.{nameof(rule.MaxOrderValue)}", problems);
        RuleChecks.Range(rule.MinWeightGrams, rule.MaxWeightGrams, $"{path}.{nameof(rule.MinWeightGrams)}", $"{path}.{nameof(rule.MaxWeightGrams)}", problems);
        if (rule is { Mode: null, Select: null, Limits: null }) problems.Add($"{path}: changes nothing; allowed: one or more of Mode, Select, Limits");
        if (rule.Select is { } services) LabelServiceValidator.Validate(services, $"{path}.{nameof(rule.Select)}", problems);
        if (rule.Limits is { } limits) LabelGuardValidator.Limits(limits, $"{path}.{nameof(rule.Limits)}", problems);
    }

    private static RuleTerms Terms(LabelRule rule) => new RuleTerms()
        .Texts(nameof(rule.Locations), rule.Locations)
        .Texts(nameof(rule.Stores), rule.Stores)
        .Texts(nameof(rule.ShippingMethods), rule.ShippingMethods)
        .Texts(nameof(rule.Carriers), rule.Carriers)
        .Texts(nameof(rule.Services), rule.Services)
        .Texts(nameof(rule.Countries), rule.Countries)
        .Texts(nameof(rule.Regions), rule.Regions)
        .Prefixes(nameof(rule.PostalPrefixes), rule.PostalPrefixes)
        .Texts(nameof(rule.TagIds), rule.TagIds.Select(static id => id.ToString(CultureInfo.InvariantCulture)))
        .Texts(nameof(rule.Skus), rule.Skus)
        .Texts(nameof(rule.ProductTypes), rule.ProductTypes)
        .Field(nameof(rule.Attribute), rule.Attribute)
        .Field(nameof(rule.CustomField), rule.CustomField)
        .Range(nameof(rule.MinOrderValue), rule.MinOrderValue, rule.MaxOrderValue)
        .Range(nameof(rule.MinWeightGrams), rule.MinWeightGrams, rule.MaxWeightGrams);
}
