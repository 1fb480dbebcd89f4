using System.Globalization;
using System.Text.Json;
using Connector.Simulators.ShipStation.Shipments;

namespace Connector.Simulators.ShipStation.V2;

/// <summary>What the carrier saw of each parcel.</summary>
internal sealed class TrackBook
{
    public static readonly IReadOnlyDictionary<string, string> Codes = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["UN"] = "Unknown", ["NY"] = "Not Yet In System", ["AC"] = "Accepted", ["IT"] = "In Transit", ["AT"] = "Delivery Attempt", ["SP"] = "Delivered To Collection Location",
        ["DE"] = "Delivered", ["EX"] = "Exception"
    };

    private readonly Dictionary<long, List<TrackEvent>> _events = [];

    /// <summary>Events may be told late: they are kept in the order in which they happened.</summary>
    public void Add(long shipmentId, TrackEvent seen)
    {
        if (!_events.TryGetValue(shipmentId, out var events)) _events.Add(shipmentId, events = []);
        events.Add(seen);
        events.Sort(static (a, b) => a.At.CompareTo(b.At));
    }

    public void Clear() => _events.Clear();

    /// <summary>The parcel as GET /v2/labels/{id}/track shows it; newest event first.</summary>
    public void Write(Utf8JsonWriter writer, ShipmentRecord shipment)
    {
        var events = _events.GetValueOrDefault(shipment.ShipmentId, []);
        var last = events.Count > 0 ? events[^1] : null;
        var code = last?.Code ?? "NY";
        writer.WriteStartObject();
        writer.WriteString("tracking_number", shipment.TrackingNumber);
        writer.WriteNull("tracking_url");
        writer.WriteString("status_code", code);
        writer.WriteString("status_detail_code", last is null ? "ELEC_ADVICE_RECD_BY_CARRIER" : last.Detail);
        writer.WriteString("carrier_code", shipment.CarrierCode);
        writer.WriteString("status_description", Codes[code]);
        writer.WriteNull("status_detail_description");
        writer.WriteString("ship_date", Day(shipment.ShipDate));
        writer.WriteString("estimated_delivery_date", code == "DE" ? null : events.FindLast(static e => e.Estimated is not null)?.Estimated);
        writer.WriteString("actual_delivery_date", code == "DE" ? Instant(last!.At) : null);
        writer.WriteString("exception_description", code == "EX" ? last!.Description : null);
        writer.WriteStartArray("events");
        foreach (var seen in events.AsEnumerable().Reverse())
        {
            writer.WriteStartObject();
            writer.WriteString("occurred_at", Instant(seen.At));
            // The carrier's local time, though it ends in Z: as captured.
            writer.WriteString("carrier_occurred_at", Instant(seen.At.AddHours(-8)));
            writer.WriteString("description", seen.Description);
            writer.WriteString("city_locality", "Portland");
            writer.WriteString("state_province", "OR");
            writer.WriteString("country_code", "US");
            writer.WriteString("status_code", seen.Code);
            writer.WriteString("status_detail_code", seen.Detail);
            writer.WriteString("event_code", seen.Code);
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static string Instant(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) + "T08:00:00Z";
}

/// <param name="Code">Two letters, as V2 writes them.</param>
/// <param name="Detail">The long word; null where the carrier's is not mapped.</param>
internal sealed record TrackEvent(DateTimeOffset At, string Code, string? Detail, string Description)
{
    /// <summary>When it is expected, as the response has it; null where the carrier does not say.</summary>
    public string? Estimated { get; init; }
}
