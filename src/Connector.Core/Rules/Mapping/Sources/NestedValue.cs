using System.Text.Json;

namespace Connector.Core.Rules.Mapping.Sources;

/// <summary>Pure: a part of a value, by name.</summary>
internal static class NestedValue
{
    /// <summary>A member of an object, or the value of that name in a nested attribute, which the shop stores as a list of name and value.</summary>
    public static bool TryMember(JsonElement value, string name, out JsonElement member)
    {
        member = default;
        if (value.ValueKind == JsonValueKind.Object) return value.TryGetProperty(name, out member);
        if (value.ValueKind != JsonValueKind.Array) return false;
        foreach (var entry in value.EnumerateArray())
        {
            if (entry.ValueKind == JsonValueKind.Object && entry.TryGetProperty("name"u8, out var key) && key.ValueKind == JsonValueKind.String
                && key.ValueEquals(name)) return entry.TryGetProperty("value"u8, out member);
        }
        return false;
    }
}
