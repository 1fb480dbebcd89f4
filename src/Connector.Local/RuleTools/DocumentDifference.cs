using System.Text.Json;
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
    public static IReadOnlyList<DocumentDifference> Between(JsonNode? expected, JsonNode? actual) => Between(Flatten(expected), Flatten(actual));

    /// <param name="before">By path.</param>
    /// <param name="after">By path.</param>
    public static IReadOnlyList<DocumentDifference> Between(IReadOnlyDictionary<string, string> before, IReadOnlyDictionary<string, string> after)
    {
        return
        [
            .. before.Where(e => after.GetValueOrDefault(e.Key) != e.Value).Select(e => new DocumentDifference(e.Key, e.Value, after.GetValueOrDefault(e.Key))),
            .. after.Where(a => !before.ContainsKey(a.Key)).Select(static a => new DocumentDifference(a.Key, null, a.Value))
        ];
    }

    private static Dictionary<string, string> Flatten(JsonNode? document)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        if (document is not null) Flatten("", JsonSerializer.SerializeToElement(document), values);
        return values;
    }

    /// <summary>Adds all values of a document by their paths.</summary>
    public static void Flatten(string path, JsonElement node, Dictionary<string, string> values)
    {
        switch (node.ValueKind)
        {
            case JsonValueKind.Null or JsonValueKind.Undefined:
                break;
            case JsonValueKind.Object:
                foreach (var member in node.EnumerateObject()) Flatten(path.Length == 0 ? member.Name : $"{path}.{member.Name}", member.Value, values);
                break;
            case JsonValueKind.Array:
                var (i, taken) = (0, new HashSet<string>(StringComparer.Ordinal));
                foreach (var entry in node.EnumerateArray()) Flatten($"{path}[{Unused(NameOf(entry), i++, taken)}", entry, values);
                break;
            case JsonValueKind.True or JsonValueKind.False:
                values[path] = node.ValueKind == JsonValueKind.True ? "true" : "false";
                break;
            default:
                values[path] = node.ToString();
                break;
        }
    }

    /// <summary>The end of a path into a list. Two entries may have one name.</summary>
    private static string Unused(string? name, int index, HashSet<string> taken)
    {
        var (end, unused) = (name ?? $"{index}", "");
        for (var again = 1; !taken.Add(unused = again == 1 ? $"{end}]" : $"{end}]#{again}"); again++) { }
        return unused;
    }

    private static string? NameOf(JsonElement entry)
    {
        if (entry.ValueKind != JsonValueKind.Object) return null;
        foreach (var name in s_names)
        {
            if (entry.TryGetProperty(name, out var value) && value.ToString() is { Length: > 0 } text) return text;
        }
        return null;
    }
}
