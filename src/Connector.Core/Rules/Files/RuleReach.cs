using System.Collections;

namespace Connector.Core.Rules.Files;

/// <summary>Pure: what in the rules can never take effect. Such rules are allowed, but hardly what somebody meant.</summary>
public static class RuleReach
{
    /// <summary>Members that say what a rule does; all others say when.</summary>
    private static readonly HashSet<string> s_effects = new(StringComparer.Ordinal) { "Name", "Location", "TagIds", "RequestedService", "Carrier", "Service", "Package", "Confirmation" };

    /// <summary>One sentence each, beginning with the path.</summary>
    public static IReadOnlyList<string> FindProblems(ConnectorRules rules)
    {
        var found = new List<string>();
        FindCovered([.. rules.Routing.Rules], "Routing.Rules", static rule => rule.Name, static rule => !rule.RequireStock, found);
        FindCovered([.. rules.Services.Rules], "Services.Rules", static rule => rule.Name, static _ => true, found);
        FindUnusedLocations(rules, found);
        return found;
    }

    /// <summary>A rule that an earlier one leaves nothing to.</summary>
    /// <param name="takesAll">Whether a rule takes all that its conditions hold for.</param>
    private static void FindCovered<T>(List<T> rules, string path, Func<T, string?> nameOf, Func<T, bool> takesAll, List<string> found) where T : class
    {
        for (var later = 1; later < rules.Count; later++)
        {
            var earlier = rules.FindIndex(0, later, rule => takesAll(rule) && Covers(rule, rules[later]));
            if (earlier < 0) continue;
            var name = nameOf(rules[earlier]) is { } known ? $" ({known})" : "";
            found.Add($"{path}[{later}]: never applies: {path}[{earlier}]{name} comes first and takes everything that it matches");
        }
    }

    /// <summary>Whether every order that the second rule matches is matched by the first.</summary>
    private static bool Covers(object first, object second) =>
        RuleShape.From(first.GetType()).Members.Values.Where(static m => !s_effects.Contains(m.Name))
            .All(m => Covers(m, m.Property.GetValue(first), m.Property.GetValue(second)));

    private static bool Covers(RuleMember member, object? first, object? second) => (member.Shape.Kind, first, second) switch
    {
        (_, null, _) or (_, false, _) => true,
        (RuleKind.List, IList { Count: 0 }, _) => true,
        (RuleKind.List, IList wide, IList { Count: > 0 } narrow) => narrow.Cast<object>().All(value => wide.Cast<object>().Any(other => IsSame(other, value))),
        (_, _, null) or (RuleKind.List, _, _) => false,
        (RuleKind.Number or RuleKind.Whole, IComparable least, _) when member.Name.StartsWith("Min", StringComparison.Ordinal) => least.CompareTo(second) <= 0,
        (RuleKind.Number or RuleKind.Whole, IComparable most, _) when member.Name.StartsWith("Max", StringComparison.Ordinal) => most.CompareTo(second) >= 0,
        _ => IsSame(first, second)
    };

    private static bool IsSame(object first, object second) => (first, second) switch
    {
        (string a, string b) => string.Equals(a, b, StringComparison.OrdinalIgnoreCase),
        _ when first.GetType().IsClass => RulesText.WriteMembers(first).ToJsonString() == RulesText.WriteMembers(second).ToJsonString(),
        _ => Equals(first, second)
    };

    private static void FindUnusedLocations(ConnectorRules rules, List<string> found)
    {
        if (rules.Locations.Count < 2) return;
        for (var i = 0; i < rules.Locations.Count; i++)
        {
            var key = rules.Locations[i].Key;
            if (key != rules.Routing.DefaultLocation && rules.Routing.Rules.All(rule => rule.Location != key)) found.Add($"Locations[{i}]: '{key}' is never used: no routing rule names it, and it is not Routing.DefaultLocation");
        }
    }
}
