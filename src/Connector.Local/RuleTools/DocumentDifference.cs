using System.Text.Json.Nodes;

namespace Connector.Local.RuleTools;

/// <summary>One value that differs between two documents.</summary>
/// <param name="Path">As parts[0].order.items[MUG].quantity: entries of lists by what names them, else by their place.</param>
/// <param name="Expected">Null when it is not there.</param>
/// <param name="Actual">Null when it is not there.</param>
internal sealed record DocumentDifference(string Path, string? Expected, string? Actual)
{
    /// <summary>Members that name an entry of a list, the first that is there.</summary>
    private static readonly string[] s_names = ["orderNumber", "lineItemKey", "sku", "name"];

    /// <summary>In the order in which the values stand in the documents.</summary>
    public static IReadOnlyList<DocumentDifference> Between(JsonNode? expected, JsonNode? actual)
    {
        var (before, after) = (Flatten(expected), Flatten(actual));
        return
        [
            .. before.Where(e => after.GetValueOrDefault(e.Key) != e.Value).Select(e => new DocumentDifference(e.Key, e.Value, after.GetValueOrDefault(e.Key))),
            .. after.Where(a => !before.ContainsKey(a.Key)).Select(static a => new DocumentDifference(a.Key, null, a.Value))
        ];
    }

    private static Dictionary<string, string> Flatten(JsonNode? document)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        Flatten("", document, values);
        return values;
    }

    private static void Flatten(string path, JsonNode? node, Dictionary<string, string> values)
    {
        switch (node)
        {
            case null:
                break;
            case JsonObject members:
                foreach (var (name, value) in members) Flatten(path.Length == 0 ? name : $"{path}.{name}", value, values);
                break;
            case JsonArray entries:
                for (var i = 0; i < entries.Count; i++) Flatten(Unused($"{path}[{NameOf(entries[i]) ?? $"{i}"}]", values), entries[i], values);
                break;
            default:
                values[path] = node.ToString();
                break;
        }
    }

    /// <summary>Two entries may have one name.</summary>
    private static string Unused(string path, Dictionary<string, string> values)
    {
        var unused = path;
        for (var again = 2; values.Keys.Any(key => key == unused || key.StartsWith(unused + ".", StringComparison.Ordinal)); again++) unused = $"{path}#{again}";
        return unused;
    }

    private static string? NameOf(JsonNode? entry) => entry is JsonObject members ? s_names.Select(name => members[name]?.ToString()).FirstOrDefault(static name => name is { Length: > 0 }) : null;
}
