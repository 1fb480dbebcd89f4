using Connector.Core.Rules.Selection.Conditions;
using Connector.Core.Rules.Selection.Routing;

namespace Connector.Core.Rules.Labels;

/// <summary>The conditions of one label rule made ready: those on the order, and those on what the shipping side has, each with the words for its refusal.</summary>
internal sealed class LabelConditions
{
    private readonly CompiledCondition _condition;
    private readonly RefusedRule[] _refusals;
    private readonly List<(Func<LabelFacts, bool> Holds, RefusedRule Otherwise)> _tests = [];

    public LabelConditions(LabelRule rule, int index)
    {
        Rule = rule;
        Name = rule.Name ?? $"Labels.Rules[{index}]";
        _condition = CompiledCondition.Compile(rule.ToCondition())!;
        _refusals = [.. _condition.Refusals.Select(reason => new RefusedRule(Name, reason))];
        Add(rule.Carriers, "carrier", static (facts, codes) => Matches(facts.Content?.CarrierCode, codes));
        Add(rule.Services, "service", static (facts, codes) => Matches(facts.Content?.ServiceCode, codes));
        if (rule.TagIds.Count > 0) Add(facts => facts.Content?.TagIds.Any(rule.TagIds.Contains) == true, $"has none of the tags {string.Join(", ", rule.TagIds)}");
    }

    public LabelRule Rule { get; }
    public string Name { get; }

    /// <summary>Why the rule does not take the order; null when it does.</summary>
    public RefusedRule? Refusal(LabelFacts facts)
    {
        if (_condition.FailedTest(facts.ToConditionFacts()) is >= 0 and var failed) return _refusals[failed];
        foreach (var (holds, otherwise) in _tests)
        {
            if (!holds(facts)) return otherwise;
        }
        return null;
    }

    private void Add(IList<string> values, string what, Func<LabelFacts, IList<string>, bool> holds)
    {
        if (values.Count > 0) Add(facts => holds(facts, values), $"{what} is not {string.Join(" or ", values)}");
    }

    private void Add(Func<LabelFacts, bool> holds, string otherwise) => _tests.Add((holds, new RefusedRule(Name, otherwise)));

    private static bool Matches(string? text, IList<string> patterns) => text is not null && Pattern.MatchesAny(text, patterns);
}
