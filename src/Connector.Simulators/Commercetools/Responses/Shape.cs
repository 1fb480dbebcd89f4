using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Connector.Simulators.Commercetools.Responses;

/// <summary>Reads members of request bodies; a missing or misshapen one is refused with its name. Members that nobody asks for are tolerated.</summary>
internal static partial class Shape
{
    public static string? OptionalText(JsonObject parent, string name, string where) => parent[name] switch
    {
        null => null,
        JsonValue value when value.GetValueKind() == JsonValueKind.String => value.GetValue<string>(),
        var other => throw Wrong(where, name, "a string", other),
    };

    public static string Text(JsonObject parent, string name, string where) =>
        OptionalText(parent, name, where) ?? throw Missing(where, name);

    public static long? OptionalInteger(JsonObject parent, string name, string where) => parent[name] switch
    {
        null => null,
        JsonValue value when value.GetValueKind() == JsonValueKind.Number && ToInteger(value) is { } number => number,
        var other => throw Wrong(where, name, "a whole number", other),
    };

    public static long Integer(JsonObject parent, string name, string where) =>
        OptionalInteger(parent, name, where) ?? throw Missing(where, name);

    public static bool? OptionalFlag(JsonObject parent, string name, string where) => parent[name] switch
    {
        null => null,
        JsonValue value when value.GetValueKind() is JsonValueKind.True or JsonValueKind.False => value.GetValue<bool>(),
        var other => throw Wrong(where, name, "a boolean", other),
    };

    public static JsonObject? OptionalObject(JsonObject parent, string name, string where) => parent[name] switch
    {
        null => null,
        JsonObject value => value,
        var other => throw Wrong(where, name, "an object", other),
    };

    public static JsonObject Object(JsonObject parent, string name, string where) => OptionalObject(parent, name, where) ?? throw Missing(where, name);

    public static JsonArray? OptionalArray(JsonObject parent, string name, string where) => parent[name] switch
    {
        null => null,
        JsonArray value => value,
        var other => throw Wrong(where, name, "an array", other),
    };

    public static JsonArray Array(JsonObject parent, string name, string where) => OptionalArray(parent, name, where) ?? throw Missing(where, name);

    /// <summary>The objects of a list; an element of another kind is refused.</summary>
    public static IEnumerable<JsonObject> Objects(JsonArray array, string where) =>
        array.Select(element => element as JsonObject ?? throw Refusal.InvalidJson($"{where}: expected a list of objects"));

    /// <summary>A date-time with its offset; written back as it came.</summary>
    public static string? OptionalInstant(JsonObject parent, string name, string where)
    {
        var text = OptionalText(parent, name, where);
        if (text is null) return null;
        return Predicates.PredicateValue.TryInstant(text, out _) && text.Contains('T', StringComparison.Ordinal)
            ? text
            : throw Refusal.InvalidJson($"{where} -> {name}: '{text}' is not an ISO 8601 date-time");
    }

    /// <summary>One of the documented values; others are refused with the list of them.</summary>
    public static string Choice(JsonObject parent, string name, string where, IReadOnlyList<string> allowed)
    {
        var text = Text(parent, name, where);
        return allowed.Contains(text)
            ? text
            : throw Refusal.InvalidField(name, parent[name], $"The value '{text}' is not valid for field '{name}'. Allowed values are: {string.Join(", ", allowed)}.", allowed);
    }

    /// <summary>A user-given key: 2 to 256 letters, digits, underscores and dashes.</summary>
    public static string? OptionalKey(JsonObject parent, string name, string where)
    {
        var key = OptionalText(parent, name, where);
        if (key is null) return null;
        return KeyPattern().IsMatch(key)
            ? key
            : throw Refusal.InvalidField(name, parent[name], $"Invalid key '{key}': only letters, digits, underscores and hyphens are allowed, 2 to 256 of them.");
    }

    public static string Key(JsonObject parent, string name, string where) => OptionalKey(parent, name, where) ?? throw Missing(where, name);

    public static ApiException Missing(string where, string name) => Refusal.InvalidJson($"{where} -> {name}: Missing required value");

    private static ApiException Wrong(string where, string name, string expected, JsonNode other) =>
        Refusal.InvalidJson($"{where} -> {name}: expected {expected}, found {other.GetValueKind()}");

    private static long? ToInteger(JsonValue value)
    {
        if (value.TryGetValue<long>(out var whole)) return whole;
        if (value.TryGetValue<int>(out var small)) return small;
        return value.TryGetValue<decimal>(out var exact) && exact == decimal.Truncate(exact) && Math.Abs(exact) < long.MaxValue ? (long)exact : null;
    }

    [GeneratedRegex("^[A-Za-z0-9_-]{2,256}$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex KeyPattern();
}
