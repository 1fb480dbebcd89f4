using System.Globalization;
using System.Text.Json;

namespace Connector.Simulators.ShipStation.Time;

/// <summary>The shapes in which dates are answered; which field has which is recorded, not logical.</summary>
internal static class DateJson
{
    /// <summary>Always 7 digits: orders, shipments, fulfillments, customers, warehouses.</summary>
    public static void WriteFull(this Utf8JsonWriter writer, string name, DateTime? value) => Write(writer, name, value, "yyyy-MM-dd'T'HH:mm:ss.fffffff");

    /// <summary>Up to 3 digits with trailing zeros cut: order items, stores, products.</summary>
    public static void WriteShort(this Utf8JsonWriter writer, string name, DateTime? value) => Write(writer, name, value, "yyyy-MM-dd'T'HH:mm:ss.FFF");

    /// <summary>Date only: <c>shipDate</c> and <c>holdUntilDate</c>.</summary>
    public static void WriteDay(this Utf8JsonWriter writer, string name, DateOnly? value) =>
        Write(writer, name, value?.ToDateTime(TimeOnly.MinValue), "yyyy-MM-dd");

    private static void Write(Utf8JsonWriter writer, string name, DateTime? value, string format)
    {
        if (value is not { } time)
        {
            writer.WriteNull(name);
            return;
        }
        Span<char> text = stackalloc char[32];
        time.TryFormat(text, out var length, format, CultureInfo.InvariantCulture);
        writer.WriteString(name, text[..length]);
    }
}
