using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Connector.Simulators.Commercetools.Responses;
using Connector.Simulators.Commercetools.Predicates;

namespace Connector.Simulators.Commercetools.Updates;

/// <summary>Whether a value fits a field definition of a Type.</summary>
internal static class FieldValues
{
    public static void Check(JsonObject definition, JsonNode value)
    {
        var name = (string)definition["name"]!;
        var type = definition["type"]!.AsObject();
        var allowed = EnumKeys((string?)type["name"] == "Set" ? type["elementType"]!.AsObject() : type);
        if (!Fits(type, value))
        {
            throw Refusal.InvalidField(name, value, $"The value of the field '{name}' is not valid: expected {Describe(type)}.", allowed);
        }
    }

    private static bool Fits(JsonObject type, JsonNode value)
    {
        var kind = value.GetValueKind();
        var text = kind == JsonValueKind.String ? value.GetValue<string>() : null;
        return (string?)type["name"] switch
        {
            "Boolean" => kind is JsonValueKind.True or JsonValueKind.False,
            "String" => text is not null,
            "Number" => kind == JsonValueKind.Number,
            "Enum" or "LocalizedEnum" => text is not null && EnumKeys(type)!.Contains(text),
            "LocalizedString" => value is JsonObject texts && texts.All(t => t.Value?.GetValueKind() == JsonValueKind.String),
            "Money" => value is JsonObject money && money["currencyCode"] is JsonValue && money["centAmount"]?.GetValueKind() == JsonValueKind.Number,
            "Date" => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _),
            "Time" => text is not null && TimeOnly.TryParse(text, CultureInfo.InvariantCulture, out _),
            "DateTime" => text is not null && text.Contains('T', StringComparison.Ordinal) && PredicateValue.TryInstant(text, out _),
            "Reference" => value is JsonObject reference && (string?)reference["typeId"] == (string?)type["referenceTypeId"]
                && (reference["id"] is JsonValue || reference["key"] is JsonValue),
            "Set" => value is JsonArray set && set.All(v => v is not null && Fits(type["elementType"]!.AsObject(), v)) && Distinct(set),
            _ => true,
        };
    }

    private static bool Distinct(JsonArray set) => set.Select(v => v!.ToJsonString()).Distinct(StringComparer.Ordinal).Count() == set.Count;

    private static List<string>? EnumKeys(JsonObject type) =>
        (type["values"] as JsonArray)?.Select(v => (string)v!["key"]!).ToList();

    private static string Describe(JsonObject type) =>
        (string?)type["name"] == "Set" ? $"a set of {(string?)type["elementType"]!["name"]} without duplicates" : $"a {(string?)type["name"]}";
}
