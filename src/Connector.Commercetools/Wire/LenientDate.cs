using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Connector.Commercetools.Wire;

/// <summary>Reads any date text, and what is none as <see langword="default"/>: a date is never worth an order. Writes the vendor's form, UTC.</summary>
internal sealed class LenientDate : JsonConverter<DateTimeOffset>
{
    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.String)
        {
            reader.Skip();
            return default;
        }

        return reader.TryGetDateTimeOffset(out var date) ? date.ToUniversalTime() : Parse(reader.GetString());
    }

    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) => writer.WriteStringValue(Format(value));

    internal static DateTimeOffset Parse(string? text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var date) ? date : default;

    /// <summary>Milliseconds as the vendor writes them; more digits only where the instant has them, so that it compares equal to itself.</summary>
    internal static string Format(DateTimeOffset instant) => instant.ToUniversalTime().ToString(
        instant.Ticks % TimeSpan.TicksPerMillisecond == 0 ? "yyyy-MM-dd'T'HH:mm:ss.fff'Z'" : "yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'", CultureInfo.InvariantCulture);
}
