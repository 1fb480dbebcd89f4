using System.Text.Json;

namespace Connector.Core.Flows.Writeback;

/// <summary>JSON values for custom fields.</summary>
internal static class FieldValues
{
    public static JsonElement Text(string value) => JsonSerializer.SerializeToElement(value, FieldJson.Default.String);

    public static JsonElement Set(IEnumerable<string> values) => JsonSerializer.SerializeToElement(values.Distinct().Order(StringComparer.Ordinal).ToArray(), FieldJson.Default.StringArray);

    /// <summary>Null where there is nothing to write.</summary>
    public static JsonElement? TextOrNone(string? value) => string.IsNullOrWhiteSpace(value) ? null : Text(value);
}

[System.Text.Json.Serialization.JsonSerializable(typeof(string))]
[System.Text.Json.Serialization.JsonSerializable(typeof(string[]))]
internal sealed partial class FieldJson : System.Text.Json.Serialization.JsonSerializerContext;
