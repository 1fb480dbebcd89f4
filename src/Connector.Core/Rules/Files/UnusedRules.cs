namespace Connector.Core.Rules.Files;

/// <summary>Pure: what in the rules is allowed, but never takes effect. Rules that can never match are refused by <see cref="RulesValidator"/> already.</summary>
public static class UnusedRules
{
    /// <summary>One sentence each, beginning with the path.</summary>
    public static IReadOnlyList<string> Find(ConnectorRules rules) => rules.Locations.Count < 2
        ? []
        : [.. rules.Locations.Select(static (location, i) => (location.Key, Index: i))
            .Where(location => location.Key != rules.Routing.DefaultLocation && rules.Routing.Rules.All(rule => rule.Location != location.Key))
            .Select(static location => $"Locations[{location.Index}]: '{location.Key}' is never used: no routing rule names it, and it is not Routing.DefaultLocation")];
}
