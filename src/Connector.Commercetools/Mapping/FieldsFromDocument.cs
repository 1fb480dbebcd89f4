using System.Text.Json;
using Connector.Core.Model.Orders;

namespace Connector.Commercetools.Mapping;

/// <summary>Values of the merchant's own, taken from the document as they are: no copy is made of them.</summary>
internal static class FieldsFromDocument
{
    /// <summary>The fields of the member <paramref name="member"/> ("custom" on most things).</summary>
    internal static IReadOnlyDictionary<string, JsonElement> Custom(JsonElement owner, string member = "custom")
    {
        if (Member(owner, member) is not { ValueKind: JsonValueKind.Object } custom) return Order.NoFields;
        if (Member(custom, "fields") is not { ValueKind: JsonValueKind.Object } fields) return Order.NoFields;
        Dictionary<string, JsonElement>? values = null;
        foreach (var field in fields.EnumerateObject())
        {
            if (field.Value.ValueKind == JsonValueKind.Null) continue;
            (values ??= new Dictionary<string, JsonElement>(StringComparer.Ordinal))[field.Name] = field.Value;
        }

        return values ?? Order.NoFields;
    }

    /// <summary>The attributes of a line's variant by name.</summary>
    internal static IReadOnlyDictionary<string, JsonElement> Attributes(JsonElement line)
    {
        if (Member(line, "variant") is not { ValueKind: JsonValueKind.Object } variant) return Order.NoFields;
        if (Member(variant, "attributes") is not { ValueKind: JsonValueKind.Array } attributes) return Order.NoFields;
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
