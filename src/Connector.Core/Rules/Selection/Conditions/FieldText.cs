using System.Globalization;
using System.Text.Json;

namespace Connector.Core.Rules.Selection.Conditions;

/// <summary>Custom fields and attributes as texts to compare with: the shop has many kinds of values, rules only know words.</summary>
internal static class FieldText
{
    private const int DepthLimit = 4;

    /// <summary>True when the test holds for the value's text, or for any member of a set.</summary>
    public static bool Any<T>(JsonElement value, Func<string, T, bool> test, T state) => Any(value, test, state, DepthLimit);

    /// <summary>The value's only text; null for sets, objects without a key and null.</summary>
    public static string? From(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString(),
        JsonValueKind.Number => value.GetRawText(),
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        JsonValueKind.Object => FromObject(value),
        _ => null
    };

    /// <summary>False for null, false, an empty text and an empty set.</summary>
    public static bool IsSet(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Undefined or JsonValueKind.Null or JsonValueKind.False => false,
        JsonValueKind.String => !string.IsNullOrWhiteSpace(value.GetString()) && value.GetString() != "false",
        JsonValueKind.Array => value.GetArrayLength() > 0,
        _ => true
    };

    /// <summary>Upper and lower case alike; numbers by their value.</summary>
    public static bool EqualsAny(string text, IList<string> values)
    {
        for (var i = 0; i < values.Count; i++)
        {
            if (values[i].Equals(text, StringComparison.OrdinalIgnoreCase)) return true;
            if (TryNumber(text, out var number) && TryNumber(values[i], out var wanted) && number == wanted) return true;
        }
        return false;
    }

    private static bool TryNumber(string text, out decimal number) => decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out number);

    private static bool Any<T>(JsonElement value, Func<string, T, bool> test, T state, int depth)
    {
        if (value.ValueKind == JsonValueKind.Array)
        {
            return depth > 0 && value.EnumerateArray().Any(member => Any(member, test, state, depth - 1));
        }
        return From(value) is { } text && test(text, state);
    }

    /// <summary>Enum values read back as key and label, references as typeId and id.</summary>
    private static string? FromObject(JsonElement value)
    {
        if (value.TryGetProperty("key", out var key) && key.ValueKind == JsonValueKind.String) return key.GetString();
        return value.TryGetProperty("id", out var id) && id.ValueKind == JsonValueKind.String ? id.GetString() : null;
    }
}
