using System.Text.Json;
using Connector.Core.Model.Orders;

namespace Connector.Commercetools.Mapping;

/// <summary>Values of the merchant's own, as they are; whatever shape they have, they are never worth an order.</summary>
internal static class FieldsFromWire
{
    /// <summary>The fields of what commercetools calls custom: a Type and its fields.</summary>
    internal static IReadOnlyDictionary<string, JsonElement> Custom(JsonElement custom) => Member(custom, "fields") is { } fields ? Fields(fields) : Order.NoFields;

    internal static IReadOnlyDictionary<string, JsonElement> Fields(JsonElement fields)
    {
        if (fields.ValueKind != JsonValueKind.Object) return Order.NoFields;
        Dictionary<string, JsonElement>? values = null;
        foreach (var field in fields.EnumerateObject())
        {
            if (field.Value.ValueKind == JsonValueKind.Null) continue;
            (values ??= new Dictionary<string, JsonElement>(StringComparer.Ordinal))[field.Name] = field.Value;
        }

        return values ?? Order.NoFields;
    }

    /// <summary>The attributes of a line's variant by name.</summary>
    internal static IReadOnlyDictionary<string, JsonElement> Attributes(JsonElement attributes)
    {
        if (attributes.ValueKind != JsonValueKind.Array) return Order.NoFields;
        Dictionary<string, JsonElement>? values = null;
        foreach (var attribute in attributes.EnumerateArray())
        {
            if (attribute.ValueKind != JsonValueKind.Object || Text(attribute, "name") is not { } name) continue;
            if (Member(attribute, "value") is not { ValueKind: not JsonValueKind.Null } value) continue;
            (values ??= new Dictionary<string, JsonElement>(StringComparer.Ordinal))[name] = value;
        }

        return values ?? Order.NoFields;
    }

    internal static JsonElement? Member(JsonElement owner, string name) =>
        owner.ValueKind == JsonValueKind.Object && owner.TryGetProperty(name, out var value) ? value : null;

    internal static string? Text(JsonElement owner, string name) =>
        Member(owner, name) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;
}
