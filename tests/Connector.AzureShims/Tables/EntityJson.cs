using System.Globalization;
using System.Text.Json;

namespace Azure.Data.Tables;

/// <summary>Entities in the service's JSON: what JSON cannot distinguish carries its type beside it.</summary>
internal static class EntityJson
{
    private const string TypeSuffix = "@odata.type";

    public static byte[] Write(ITableEntity entity)
    {
        var properties = entity as IDictionary<string, object?> ?? throw new NotSupportedException($"{entity.GetType()} is no {nameof(TableEntity)}.");
        using var target = new MemoryStream();
        using (var writer = new Utf8JsonWriter(target))
        {
            writer.WriteStartObject();
            foreach (var (name, value) in properties) Write(writer, name, value);
            writer.WriteEndObject();
        }
        return target.ToArray();
    }

    public static TableEntity Read(JsonElement json)
    {
        var entity = new TableEntity();
        foreach (var property in json.EnumerateObject())
        {
            if (property.NameEquals("odata.etag")) entity.ETag = new ETag(property.Value.GetString()!);
            else if (property.NameEquals("Timestamp")) entity.Timestamp = property.Value.GetDateTimeOffset();
            else if (!property.Name.StartsWith("odata.", StringComparison.Ordinal) && !property.Name.EndsWith(TypeSuffix, StringComparison.Ordinal))
                entity[property.Name] = Value(property.Value, json.TryGetProperty(property.Name + TypeSuffix, out var type) ? type.GetString() : null);
        }
        return entity;
    }

    private static void Write(Utf8JsonWriter writer, string name, object? value)
    {
        switch (value)
        {
            case null:
                return;
            case string text:
                writer.WriteString(name, text);
                return;
            case bool flag:
                writer.WriteBoolean(name, flag);
                return;
            case int number:
                writer.WriteNumber(name, number);
                return;
            case long number:
                writer.WriteString(name + TypeSuffix, "Edm.Int64");
                writer.WriteString(name, number.ToString(CultureInfo.InvariantCulture));
                return;
            case byte[] bytes:
                writer.WriteString(name + TypeSuffix, "Edm.Binary");
                writer.WriteBase64String(name, bytes);
                return;
            default:
                throw new NotSupportedException($"No table type for {value.GetType()}.");
        }
    }

    private static object? Value(JsonElement value, string? type) => (value.ValueKind, type) switch
    {
        (JsonValueKind.Null, _) => null,
        (JsonValueKind.True or JsonValueKind.False, _) => value.GetBoolean(),
        (JsonValueKind.Number, _) => value.TryGetInt32(out var number) ? (object)number : value.GetDouble(),
        (_, "Edm.Int64") => long.Parse(value.GetString()!, CultureInfo.InvariantCulture),
        (_, "Edm.Binary") => value.GetBytesFromBase64(),
        (_, null or "Edm.String") => value.GetString(),
        _ => throw new NotSupportedException($"No value of {type}.")
    };
}
