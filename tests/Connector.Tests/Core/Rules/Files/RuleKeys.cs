using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Connector.Tests.Core.Rules.Files;

/// <summary>The keys of a rules file, and three ways to break one.</summary>
internal static class RuleKeys
{
    public static IEnumerable<string> Walk(JsonNode? node, string path = "")
    {
        if (node is JsonArray list)
        {
            for (var i = 0; i < list.Count; i++)
            {
                foreach (var inner in Walk(list[i], $"{path}[{i}]")) yield return inner;
            }
        }
        if (node is not JsonObject members) yield break;
        foreach (var (name, value) in members)
        {
            if (name == "$schema") continue;
            var at = path.Length == 0 ? name : $"{path}.{name}";
            yield return at;
            foreach (var inner in Walk(value, at)) yield return inner;
        }
    }

    /// <summary>False for entries of tables and for shared sources: their names are the merchant's.</summary>
    public static bool IsOurs(string path) =>
        !path.Split('.')[..^1].LastOrDefault("").Equals("Table", StringComparison.Ordinal) && !path.Split('.')[..^1].LastOrDefault("").Equals("Shared", StringComparison.Ordinal);

    public static JsonNode Misspell(JsonNode root, string path)
    {
        var members = Find(root, path, out var name).AsObject();
        var value = members[name]?.DeepClone();
        members.Remove(name);
        members[name + "x"] = value;
        return root;
    }

    public static JsonNode Remove(JsonNode root, string path)
    {
        Find(root, path, out var name).AsObject().Remove(name);
        return root;
    }

    /// <summary>Null for what is not a number.</summary>
    public static JsonNode? MakeHuge(JsonNode root, string path)
    {
        var parent = Find(root, path, out var name);
        if (parent[name]?.GetValueKind() != JsonValueKind.Number) return null;
        parent.AsObject()[name] = 2_000_000_000;
        return root;
    }

    public static JsonNode ChangeKind(JsonNode root, string path)
    {
        var parent = Find(root, path, out var name);
        // "Is" takes any text, number, true or false.
        if (name == "Is") parent.AsObject()[name] = new JsonObject { ["a"] = 1 };
        else parent.AsObject()[name] = parent[name] is JsonValue value && value.GetValueKind() != JsonValueKind.String ? "text" : JsonNode.Parse("17.5");
        return root;
    }

    /// <summary>Null where any value of the kind makes sense: true and false, and objects (their members are walked themselves).</summary>
    public static JsonNode? MakeSenseless(JsonNode root, string path)
    {
        var parent = Find(root, path, out var name);
        if (Senseless(parent[name]!) is not { } senseless) return null;
        parent.AsObject()[name] = senseless;
        return root;
    }

    private static JsonNode? Senseless(JsonNode value) => value.GetValueKind() switch
    {
        JsonValueKind.String => " ",
        JsonValueKind.Number => -1,
        JsonValueKind.Array when value.AsArray()[0] is JsonValue first => new JsonArray(first.DeepClone(), first.DeepClone()),
        JsonValueKind.Array => new JsonArray(new JsonObject()),
        _ => null
    };

    private static JsonNode Find(JsonNode root, string path, out string name)
    {
        var steps = path.Replace("[", ".", StringComparison.Ordinal).Replace("]", "", StringComparison.Ordinal).Split('.');
        var node = root;
        foreach (var step in steps[..^1]) node = node is JsonArray list ? list[int.Parse(step, CultureInfo.InvariantCulture)]! : node[step]!;
        name = steps[^1];
        return node;
    }
}
