using System.Text.Json;
using System.Text.Json.Serialization;

namespace Connector.Commercetools.Wire;

/// <summary>Reads 12 and 12.0 alike, as JSON does; 12.5 and "12" are no whole numbers.</summary>
internal sealed class WholeNumber : JsonConverter<long>
{
    public override long Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.Number) throw new JsonException();
        if (reader.TryGetInt64(out var whole)) return whole;
        if (reader.TryGetDecimal(out var number) && decimal.IsInteger(number) && number is >= long.MinValue and <= long.MaxValue) return (long)number;
        throw new JsonException();
    }

    public override void Write(Utf8JsonWriter writer, long value, JsonSerializerOptions options) => writer.WriteNumberValue(value);
}
