using System.Text.Json;
using Connector.Simulators.Commercetools.Storage;

namespace Connector.Simulators.Commercetools.Search;

/// <summary>Sorts by any member: missing values last, numbers by value, text by code points; equal rows stay in the order of their ids.</summary>
internal static class ResultSort
{
    public static IEnumerable<StoredOrder> Apply(IEnumerable<StoredOrder> rows, IReadOnlyList<SortRule> rules)
    {
        var keyed = rows.Select(row =>
        {
            using var document = JsonDocument.Parse(row.Json);
            return (Row: row, Keys: Keys(document.RootElement, rules));
        }).ToList();
        keyed.Sort((a, b) => Compare(a.Keys, b.Keys, rules) is var order && order != 0 ? order : string.CompareOrdinal(a.Row.Id, b.Row.Id));
        return keyed.Select(k => k.Row);
    }

    public static IReadOnlyList<object?> Keys(JsonElement root, IReadOnlyList<SortRule> rules) => [.. rules.Select(rule => Value(root, rule.Path))];

    public static int Compare(IReadOnlyList<object?> left, IReadOnlyList<object?> right, IReadOnlyList<SortRule> rules)
    {
        for (var i = 0; i < rules.Count; i++)
        {
            var order = Compare(left[i], right[i]);
            if (order != 0) return rules[i].Descending ? -order : order;
        }
        return 0;
    }

    private static int Compare(object? left, object? right) => (left, right) switch
    {
        (null, null) => 0,
        (null, _) => 1,
        (_, null) => -1,
        (decimal a, decimal b) => a.CompareTo(b),
        _ => string.CompareOrdinal(left.ToString(), right.ToString()),
    };

    private static object? Value(JsonElement element, IReadOnlyList<string> path)
    {
        foreach (var name in path)
        {
            if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty(name, out element)) return null;
        }
        return element.ValueKind switch
        {
            JsonValueKind.String => element.GetString(),
            JsonValueKind.Number => element.TryGetDecimal(out var number) ? number : null,
            JsonValueKind.True => "true",
            JsonValueKind.False => "false",
            _ => null,
        };
    }
}
