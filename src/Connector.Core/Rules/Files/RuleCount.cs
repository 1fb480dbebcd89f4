using Connector.Core.Rules.Mapping.Sources;
using Connector.Core.Rules.Selection.Conditions;

namespace Connector.Core.Rules.Files;

/// <summary>How much the rules say: rules and conditions in lists, and sources of fields, not what is inside them.</summary>
internal static class RuleCount
{
    public static int Count(ConnectorRules rules)
    {
        var (count, inside) = (0, (string?)null);
        foreach (var (path, _, value) in RuleWalk.List(rules))
        {
            if (inside is not null && path.StartsWith(inside, StringComparison.Ordinal) && path.Length > inside.Length && path[inside.Length] is '.' or '[') continue;
            if (!IsRule(path, value)) continue;
            inside = path;
            count++;
        }
        return count;
    }

    /// <summary>Locations and boxes are places, not rules.</summary>
    private static bool IsRule(string path, object value) =>
        value is FieldSource or ValueSource or Condition or FieldCondition || (path.EndsWith(']') && value is not string && !path.StartsWith(nameof(ConnectorRules.Locations), StringComparison.Ordinal) && value.GetType().IsClass);
}
