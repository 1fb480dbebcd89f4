using System.Globalization;
using System.Text.Json;
using Connector.Simulators.ShipStation.Account;
using Connector.Simulators.ShipStation.Batches;

namespace Connector.Simulators.ShipStation.V2;

/// <summary>Writes a batch as V2 shows it.</summary>
internal static class V2BatchJson
{
    public static void Write(ShipStationAccount account, Utf8JsonWriter writer, BatchRecord batch)
    {
        var id = V2Json.Id(batch.BatchId);
        var refused = batch.Errors.Select(static error => error.ShipmentId).Distinct(StringComparer.Ordinal).Count();
        var isDone = batch.ProcessedAt is not null;
        writer.WriteStartObject();
        writer.WriteString("batch_id", id);
        writer.WriteString("batch_number", batch.BatchId.ToString(CultureInfo.InvariantCulture));
        writer.WriteString("external_batch_id", batch.ExternalId);
        writer.WriteString("batch_notes", batch.Notes ?? "");
        writer.WriteInstant("created_at", batch.CreatedAt);
        writer.WriteInstant("processed_at", batch.ProcessedAt);
        writer.WriteString("status", batch.Status);
        writer.WriteNumber("count", isDone ? refused + batch.Labels : batch.Orders.Count + refused);
        writer.WriteNumber("errors", refused);
        writer.WriteNumber("warnings", 0);
        writer.WriteNumber("completed", isDone ? batch.Labels : 0);
        writer.WriteNumber("forms", 0);
        writer.WriteStartArray("process_errors");
        writer.WriteEndArray();
        writer.WriteString("label_layout", batch.Layout);
        writer.WriteString("label_format", batch.Format);
        writer.WriteLink("batch_shipments_url", Target($"/v2/shipments?batch_id={id}"));
        writer.WriteLink("batch_labels_url", Target($"/v2/labels?batch_id={id}"));
        writer.WriteLink("batch_errors_url", Target($"/v2/batches/{id}/errors"));
        writer.WriteLink("label_download", isDone && batch.Labels > 0 ? account.Downloads.LinkToBatch(batch.BatchId, batch.Format) : null);
        writer.WriteLink("form_download", target: null);
        writer.WriteNull("paperless_download");
        writer.WriteEndObject();

        string Target(string path) => new Uri(account.Address, path).ToString();
    }

    public static void WriteErrors(Utf8JsonWriter writer, IEnumerable<BatchError> errors, string first, string? next)
    {
        writer.WriteStartObject();
        writer.WriteStartArray("errors");
        foreach (var error in errors)
        {
            writer.WriteStartObject();
            writer.WriteString("error", error.Message);
            writer.WriteString("shipment_id", error.ShipmentId);
            writer.WriteString("external_shipment_id", error.ExternalShipmentId);
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
        writer.WriteStartObject("links");
        writer.WriteLink("first", first);
        writer.WriteLink("next", next);
        writer.WriteEndObject();
        writer.WriteEndObject();
    }
}
