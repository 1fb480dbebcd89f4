using Connector.Core.Rules.Selection.Conditions;

namespace Connector.Core.Rules.Selection.Routing;

/// <summary>One routing rule made ready, with the words for its refusals.</summary>
internal sealed class RuleConditions
{
    private readonly CompiledCondition _condition;
    private readonly RefusedRule[] _refusals;

    public RuleConditions(RoutingRule rule, int index, int location)
    {
        var name = rule.Name ?? $"Routing.Rules[{index}]";
        var condition = rule.ToCondition();
        Index = index;
        Rule = rule;
        Name = name;
        Location = location;
        OutOfStock = new RefusedRule(name, $"not enough stock at '{rule.Location}'");
        NotNeeded = new RefusedRule(name, "another rule applied first");
        AsksForWeight = condition.AsksForWeight;
        _condition = CompiledCondition.Compile(condition)!;
        _refusals = [.. _condition.Refusals.Select(reason => new RefusedRule(name, reason))];
    }

    public RoutingRule Rule { get; }
    public string Name { get; }
    public int Index { get; }

    /// <summary>Index into the locations.</summary>
    public int Location { get; }
    public RefusedRule OutOfStock { get; }
    public RefusedRule NotNeeded { get; }
    public bool AsksForWeight { get; }

    /// <summary>Why the rule does not claim the part; null when it does, stock apart.</summary>
    public RefusedRule? Refusal(in ConditionFacts facts) => _condition.FailedTest(facts) is >= 0 and var failed ? _refusals[failed] : null;
}
