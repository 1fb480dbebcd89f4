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
        RuleChecks.Rule(rule.ToCondition(), rule.When, ConditionScope.Part with { Keys = [.. locations.Select(static l => l.Key)] }, path, problems);
        RuleChecks.Texts(rule.Carriers, $"{path}.{nameof(rule.Carriers)}", problems);
        RuleChecks.Texts(rule.Services, $"{path}.{nameof(rule.Services)}", problems);
        RuleChecks.Tags(rule.TagIds, $"{path}.{nameof(rule.TagIds)}", problems);
        if (rule is { Mode: null, Select: null, Limits: null }) problems.Add($"{path}: changes nothing; allowed: one or more of Mode, Select, Limits");
        if (rule.Select is { } services) LabelServiceValidator.Validate(services, $"{path}.{nameof(rule.Select)}", problems);
        if (rule.Limits is { } limits) LabelGuardValidator.Limits(limits, $"{path}.{nameof(rule.Limits)}", problems);
    }

    private static RuleTerms Terms(LabelRule rule) => new RuleTerms()
        .Terms(rule.ToCondition())
        .Texts(nameof(rule.Carriers), rule.Carriers)
        .Texts(nameof(rule.Services), rule.Services)
        .Texts(nameof(rule.TagIds), rule.TagIds.Select(static id => id.ToString(CultureInfo.InvariantCulture)));
}
