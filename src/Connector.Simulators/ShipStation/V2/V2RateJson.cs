using System.Globalization;
using System.Text.Json;
using Connector.Simulators.ShipStation.Account;
using Connector.Simulators.ShipStation.Quotes;

namespace Connector.Simulators.ShipStation.V2;

/// <summary>Writes rates as V2 shows them.</summary>
internal static class V2RateJson
{
    public static void Write(Utf8JsonWriter writer, Quote quote)
    {
        writer.WriteStartObject();
        writer.WriteId("rate_id", quote.RateId == 0 ? null : quote.RateId);
        writer.WriteString("rate_type", quote.RateId == 0 ? "quick" : "shipment");
        writer.WriteId("carrier_id", quote.Carrier.ProviderId);
        writer.WriteString("carrier_code", quote.Carrier.Code);
        writer.WriteString("carrier_nickname", quote.Carrier.Nickname ?? quote.Carrier.DisplayName);
        writer.WriteString("carrier_friendly_name", quote.Carrier.DisplayName);
        writer.WriteString("service_code", quote.Service.Code);
        writer.WriteString("service_type", quote.Service.Name);
        writer.WriteString("package_type", quote.Package);
        writer.WriteMoney("shipping_amount", quote.Price.Shipping, quote.Currency);
        writer.WriteMoney("insurance_amount", quote.Price.Insurance, quote.Currency);
        writer.WriteMoney("confirmation_amount", quote.Price.Confirmation, quote.Currency);
        writer.WriteMoney("other_amount", quote.Price.Other, quote.Currency);
        writer.WriteNull("requested_comparison_amount");
        writer.WriteNull("tax_amount");
        writer.WriteNumber("zone", quote.Zone);
        if (quote.Days is { } days) writer.WriteNumber("delivery_days", days);
        else writer.WriteNull("delivery_days");
        writer.WriteString("estimated_delivery_date", quote.Arrival is { } day ? day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) + "T00:00:00Z" : null);
        writer.WriteString("carrier_delivery_days", quote.Days?.ToString(CultureInfo.InvariantCulture));
        writer.WriteBoolean("guaranteed_service", TransitTimes.IsGuaranteed(quote.Service.Code));
        writer.WriteShipDay("ship_date", quote.ShipDate);
        writer.WriteBoolean("negotiated_rate", value: false);
        writer.WriteBoolean("trackable", value: true);
        writer.WriteString("validation_status", quote.Error is null ? "valid" : "invalid");
        writer.WriteStartArray("warning_messages");
        writer.WriteEndArray();
        writer.WriteStartArray("error_messages");
        if (quote.Error is { } error) writer.WriteStringValue(error);
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    /// <summary>The <c>rate_response</c> member.</summary>
    /// <param name="isWorking">True leaves the rates out: they are not known yet.</param>
    public static void WriteResponse(ShipStationAccount account, Utf8JsonWriter writer, long? orderId, QuoteResult result, bool isWorking)
    {
        writer.WriteStartObject("rate_response");
        writer.WriteStartArray("rates");
        if (!isWorking) foreach (var quote in result.Valid) Write(writer, quote);
        writer.WriteEndArray();
        writer.WriteStartArray("invalid_rates");
        if (!isWorking) foreach (var quote in result.Invalid) Write(writer, quote);
        writer.WriteEndArray();
        writer.WriteId("rate_request_id", account.Quotes.NextRequestId());
        writer.WriteId("shipment_id", orderId);
        writer.WriteInstant("created_at", account.Clock.GetUtcNow());
        writer.WriteString("status", isWorking ? "working" : result.Failed.Count == 0 ? "completed" : result.Valid.Count > 0 ? "partial" : "error");
        writer.WriteStartArray("errors");
        if (!isWorking)
            foreach (var (carrier, reason) in result.Failed) new V2Error("business_rules", "unspecified", reason) { Source = "carrier", Carrier = carrier }.Write(writer);
        writer.WriteEndArray();
        writer.WriteEndObject();
    }
}
