using System.Text.RegularExpressions;
using Connector.Core.Flows.Plan;

namespace Connector.Operations.Api;

/// <summary>Orders that the present rules would send differently, in one sentence.</summary>
internal static partial class RuleChangeText
{
    private const int MostFields = 6;

    /// <summary>Null when there are none.</summary>
    public static string? Summarize(IReadOnlyList<RuleChangedOrder> orders)
    {
        if (orders.Count == 0) return null;
        var fields = orders.SelectMany(static o => o.Changes.Select(static c => Names().Replace(c.Field, "")).Distinct(StringComparer.Ordinal))
            .CountBy(static field => field, StringComparer.Ordinal).OrderByDescending(static f => f.Value).ThenBy(static f => f.Key, StringComparer.Ordinal).ToList();
        var refused = orders.Count(static o => o.Problem is not null);
        var parts = fields.Take(MostFields).Select(static f => $"{f.Key} {f.Value}").ToList();
        if (fields.Count > MostFields) parts.Add($"{fields.Count - MostFields} more fields");
        if (refused > 0) parts.Add($"cannot be sent {refused}");
        return $"{orders.Count} open {(orders.Count == 1 ? "order" : "orders")} would change because the rules changed: {string.Join(", ", parts)}";
    }

    /// <summary>Which line it is says nothing in a sum.</summary>
    [GeneratedRegex(@"\[[^\]]*\]", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Names();
}
