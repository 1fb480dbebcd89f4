using System.Globalization;
using System.Text.Json;
using Connector.Simulators.ShipStation.Orders;
using Connector.Simulators.ShipStation.Time;

namespace Connector.Simulators.ShipStation.V2;

/// <summary>The parts that V2 writes in its own shape: ids, money, measures, addresses and times.</summary>
internal static class V2Json
{
    public static string Id(long id) => string.Create(CultureInfo.InvariantCulture, $"se-{id}");

    public static void WriteId(this Utf8JsonWriter writer, string name, long? id)
    {
        if (id is { } number) writer.WriteString(name, Id(number));
        else writer.WriteNull(name);
    }

    public static void WriteMoney(this Utf8JsonWriter writer, string name, decimal amount, string currency = "usd")
    {
        writer.WriteStartObject(name);
        writer.WriteString("currency", currency);
        writer.WriteNumber("amount", PartsJson.Fraction(amount));
        writer.WriteEndObject();
    }

    /// <summary>Units in the singular.</summary>
    public static void WriteMeasuredWeight(this Utf8JsonWriter writer, string name, Weight weight)
    {
        writer.WriteStartObject(name);
        writer.WriteNumber("value", PartsJson.Fraction(weight.Value));
        writer.WriteString("unit", weight.Units switch { "pounds" => "pound", "grams" => "gram", _ => "ounce" });
        writer.WriteEndObject();
    }

    public static void WriteBox(this Utf8JsonWriter writer, string name, Dimensions? box)
    {
        writer.WriteStartObject(name);
        writer.WriteString("unit", box?.Units == "centimeters" ? "centimeter" : "inch");
        writer.WriteNumber("length", PartsJson.Fraction(box?.Length ?? 0m));
        writer.WriteNumber("width", PartsJson.Fraction(box?.Width ?? 0m));
        writer.WriteNumber("height", PartsJson.Fraction(box?.Height ?? 0m));
        writer.WriteEndObject();
    }

    public static void WritePlace(this Utf8JsonWriter writer, string name, Address? address)
    {
        if (address is null)
        {
            writer.WriteNull(name);
            return;
        }
        writer.WriteStartObject(name);
        writer.WriteString("name", address.Name);
        writer.WriteString("phone", address.Phone);
        writer.WriteNull("email");
        writer.WriteString("company_name", address.Company);
        writer.WriteString("address_line1", address.Street1);
        writer.WriteString("address_line2", address.Street2);
        writer.WriteString("address_line3", address.Street3);
        writer.WriteString("city_locality", address.City);
        writer.WriteString("state_province", address.State);
        writer.WriteString("postal_code", address.PostalCode);
        writer.WriteString("country_code", address.Country);
        writer.WriteString("address_residential_indicator", address.Residential switch { true => "yes", false => "no", null => "unknown" });
        writer.WriteEndObject();
    }

    public static void WriteInstant(this Utf8JsonWriter writer, string name, DateTimeOffset? at) =>
        writer.WriteString(name, at?.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture));

    /// <summary>A Pacific day as V2 shows it: its midnight in UTC.</summary>
    public static void WriteShipDay(this Utf8JsonWriter writer, string name, DateOnly? day) =>
        writer.WriteString(name, day is { } date ? PacificTime.StartOf(date).UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture) : null);

    public static void WriteLink(this Utf8JsonWriter writer, string name, string? target)
    {
        writer.WriteStartObject(name);
        if (target is not null) writer.WriteString("href", target);
        writer.WriteEndObject();
    }
}
