using Connector.Core.Rules.Selection.Routing;

namespace Connector.Core.Rules.Labels;

/// <summary>Pure: which rule an order's label goes by.</summary>
public sealed class LabelPolicies
{
    private readonly LabelRules _rules;
    private readonly LabelConditions[] _conditions;

    public LabelPolicies(LabelRules rules)
    {
        _rules = rules;
        _conditions = [.. rules.Rules.Select(static (rule, i) => new LabelConditions(rule, i))];
    }

    /// <summary>The first rule that matches; without one, what the section says.</summary>
    public LabelPolicy Find(LabelFacts facts)
    {
        var refused = new List<RefusedRule>();
        foreach (var condition in _conditions)
        {
            if (condition.Refusal(facts) is not { } refusal) return Create(condition.Rule, condition.Name, refused);
            refused.Add(refusal);
        }
        return Create(null, null, refused);
    }

    private LabelPolicy Create(LabelRule? rule, string? name, List<RefusedRule> refused) => new(
        _rules.Mode == LabelMode.Off ? LabelMode.Off : rule?.Mode ?? _rules.Mode,
        rule?.Select ?? _rules.Services,
        rule?.Limits is { } limits ? limits.Over(_rules.Guards.Limits) : _rules.Guards.Limits,
        name,
        refused);
}

/// <summary>How the label of one order is decided.</summary>
/// <param name="Rule">Name of the rule that won; null for what the section says.</param>
/// <param name="Refused">The rules before it, and why they did not take the order.</param>
public sealed record LabelPolicy(LabelMode Mode, ServiceSelectionRules Services, LabelLimits Limits, string? Rule, IReadOnlyList<RefusedRule> Refused);
