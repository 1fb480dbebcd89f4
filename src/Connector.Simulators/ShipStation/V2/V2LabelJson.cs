using System.Globalization;
using System.Text.Json;
using Connector.Simulators.ShipStation.Account;
using Connector.Simulators.ShipStation.Documents;
using Connector.Simulators.ShipStation.Labels;
using Connector.Simulators.ShipStation.Orders;
using Connector.Simulators.ShipStation.Quotes;
using Connector.Simulators.ShipStation.Shipments;

namespace Connector.Simulators.ShipStation.V2;

/// <summary>Writes a label as V2 shows it.</summary>
internal static class V2LabelJson
{
    /// <param name="inline">The document itself, base64, in place of a link.</param>
    public static void Write(ShipStationAccount account, Utf8JsonWriter writer, ShipmentRecord label, bool inline = false)
    {
        var details = label.Details;
        var status = Status(label);
        var hasDocument = status is "completed" or "voided";
        writer.WriteStartObject();
        writer.WriteString("label_id", Id(label));
        writer.WriteString("status", status);
        writer.WriteId("shipment_id", label.Order.OrderId);
        writer.WriteString("external_shipment_id", V2ShipmentJson.ExternalId(label.Order));
        writer.WriteString("external_order_id", label.OrderNumber);
        writer.WriteShipDay("ship_date", label.ShipDate);
        writer.WriteInstant("created_at", details.BoughtAt);
        writer.WriteMoney("shipment_cost", label.ShipmentCost);
        writer.WriteMoney("insurance_cost", label.InsuranceCost);
        WritePrice(writer, label);
        writer.WriteString("tracking_number", hasDocument ? label.TrackingNumber : null);
        writer.WriteBoolean("is_return_label", label.IsReturnLabel);
        writer.WriteString("rma_number", details.RmaNumber);
        writer.WriteId("outbound_label_id", details.OutboundLabelId);
        writer.WriteBoolean("is_international", details.NeedsForm);
        writer.WriteString("batch_id", details.Buyer is Buyer.V1 or Buyer.V2 ? "" : V2Json.Id(label.BatchId));
        writer.WriteId("rate_id", details.RateId);
        writer.WriteId("carrier_id", details.CarrierId);
        writer.WriteString("carrier_code", label.CarrierCode);
        writer.WriteString("service_code", label.ServiceCode);
        writer.WriteString("package_code", label.PackageCode);
        writer.WriteString("confirmation", label.Confirmation);
        writer.WriteString("charge_event", details.ChargeEvent ?? "carrier_default");
        writer.WriteBoolean("test_label", details.IsTest);
        writer.WriteBoolean("voided", label.VoidDate is not null);
        writer.WriteInstant("voided_at", details.VoidedAt);
        writer.WriteString("void_type", details.VoidType);
        WriteRefund(writer, details);
        writer.WriteString("label_format", details.Format);
        writer.WriteString("label_layout", details.Layout);
        writer.WriteString("display_scheme", details.DisplayScheme);
        writer.WriteBoolean("trackable", value: true);
        // As captured: right after its creation, and still on a label that is void.
        writer.WriteString("tracking_status", "in_transit");
        writer.WriteMeasuredWeight("carrier_weight", details.CarrierWeight ?? label.Weight);
        WriteDocument(account, writer, label, hasDocument, inline);
        if (details.NeedsForm && hasDocument) writer.WriteLink("form_download", account.Downloads.LinkToForm(label));
        else writer.WriteNull("form_download");
        writer.WriteNull("insurance_claim");
        writer.WritePlace("ship_to", label.IsReturnLabel ? V2ShipmentJson.From(label.Order) : label.ShipTo);
        WritePackages(writer, label, account.Switches.MasterLast);
        writer.WriteEndObject();
    }

    public static string Id(ShipmentRecord label) =>
        label.Details.IsTest ? string.Create(CultureInfo.InvariantCulture, $"se-test-{label.ShipmentId}") : V2Json.Id(label.ShipmentId);

    public static string Status(ShipmentRecord label)
    {
        if (label.VoidDate is not null) return "voided";
        return label.Details.ProcessingPolls > 0 ? "processing" : label.Details.EndsIn ?? "completed";
    }

    private static void WritePrice(Utf8JsonWriter writer, ShipmentRecord label)
    {
        var price = label.Details.Price ?? new Price(label.ShipmentCost, 0m, 0m, label.InsuranceCost);
        writer.WriteStartArray("rate_details");
        foreach (var (kind, name, amount) in new[] { ("shipping", "Postage", price.Shipping), ("fuel_charge", "Fuel and surcharges", price.Other), ("confirmation", "Confirmation", price.Confirmation) })
        {
            if (amount == 0m && kind != "shipping") continue;
            writer.WriteStartObject();
            writer.WriteString("rate_detail_type", kind);
            writer.WriteString("carrier_description", name);
            writer.WriteNull("carrier_billing_code");
            writer.WriteNull("carrier_memo");
            writer.WriteMoney("amount", amount);
            writer.WriteString("billing_source", "carrier");
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
    }

    private static void WriteRefund(Utf8JsonWriter writer, LabelDetails details)
    {
        if (details.VoidType is null || details.RefundAsked <= 0m)
        {
            writer.WriteNull("refund_details");
            return;
        }
        var paid = details.VoidType == "refund_assist" ? decimal.Round(details.RefundAsked * 0.7m, 2) : details.RefundAsked;
        writer.WriteStartObject("refund_details");
        writer.WriteString("refund_status", details.RefundedAt is null ? "pending" : "approved");
        writer.WriteInstant("request_date", details.VoidedAt);
        writer.WriteMoney("amount_paid", details.RefundAsked);
        writer.WriteMoney("amount_requested", details.RefundAsked);
        writer.WriteMoney("amount_approved", details.RefundedAt is null ? 0m : details.RefundAsked);
        writer.WriteMoney("amount_credited", details.RefundedAt is null ? 0m : paid);
        writer.WriteEndObject();
    }

    private static void WriteDocument(ShipStationAccount account, Utf8JsonWriter writer, ShipmentRecord label, bool hasDocument, bool inline)
    {
        if (!hasDocument)
        {
            writer.WriteNull("label_download");
            return;
        }
        var format = label.Details.Format;
        var target = inline
            ? $"data:{LabelDocument.ContentType(format)};base64,{Convert.ToBase64String(LabelDocument.Write([label], format, label.Details.Layout, account.Switches.PdfPages))}"
            : account.Downloads.LinkTo(label, format);
        writer.WriteStartObject("label_download");
        writer.WriteString("href", target);
        foreach (var name in new[] { "pdf", "png", "zpl" }) writer.WriteString(name, name == format && !inline ? target : null);
        writer.WriteEndObject();
    }

    private static void WritePackages(Utf8JsonWriter writer, ShipmentRecord label, bool masterLast)
    {
        IReadOnlyList<Parcel> parcels = label.Details.Parcels.Count > 0 ? label.Details.Parcels : [new Parcel(label.Weight, label.Dimensions)];
        var rows = parcels.Select(static (parcel, index) => (Parcel: parcel, Sequence: index + 1)).ToList();
        if (masterLast && rows.Count > 1) rows = [.. rows.Skip(1), rows[0]];
        writer.WriteStartArray("packages");
        foreach (var (parcel, sequence) in rows)
        {
            writer.WriteStartObject();
            writer.WriteNumber("package_id", label.ShipmentId * 10 + sequence);
            writer.WriteString("package_code", label.PackageCode);
            writer.WriteMeasuredWeight("weight", parcel.Weight);
            writer.WriteBox("dimensions", parcel.Dimensions);
            writer.WriteMoney("insured_value", parcel.InsuredValue);
            writer.WriteString("tracking_number", sequence == 1 ? label.TrackingNumber : LabelService.Tracking(label.CarrierCode, label.ShipmentId * 10 + sequence));
            writer.WriteStartObject("label_messages");
            writer.WriteNull("reference1");
            writer.WriteNull("reference2");
            writer.WriteNull("reference3");
            writer.WriteEndObject();
            writer.WriteNull("external_package_id");
            writer.WriteNumber("sequence", sequence);
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
    }
}
