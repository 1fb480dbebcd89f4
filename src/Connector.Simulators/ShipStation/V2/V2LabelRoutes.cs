using Connector.Simulators.ShipStation.Http;
using Connector.Simulators.ShipStation.Shipments;

namespace Connector.Simulators.ShipStation.V2;

/// <summary>Reading and voiding labels.</summary>
internal static class V2LabelRoutes
{
    private static readonly string[] s_statuses = ["processing", "completed", "error", "voided"];

    public static Response List(ApiCall call)
    {
        var query = call.Query;
        var status = query.Text("label_status");
        var (shipment, carrier, batch) = (V2Page.Id(query, "shipment_id"), V2Page.Id(query, "carrier_id"), V2Page.Id(query, "batch_id"));
        var (rate, warehouse) = (V2Page.Id(query, "rate_id"), V2Page.Id(query, "warehouse_id"));
        var (service, tracking, external) = (query.Text("service_code"), query.Text("tracking_number"), query.Text("external_shipment_id"));
        var (from, to) = (V2Page.Instant(query, "created_at_start"), V2Page.Instant(query, "created_at_end"));
        var sortBy = query.OneOf("sort_by", "modified_at", "created_at", "voided_at") ?? "created_at";
        if (query.Errors.Any) return V2Refusals.Wrong(query.Errors.ByPath.First().Key);
        if (status is not null && !s_statuses.Contains(status)) return V2Refusals.Wrong("label_status");
        call.Account.Unknown.Looked(shipment);

        var now = call.Account.Clock.GetUtcNow();
        var book = call.Account.Shipments;
        var all = batch is { } run ? book.ListBatch(run) : shipment is { } order ? book.ListOrder(order) : book.Created(from: null, to: null, descending: false);
        var rows = all.Where(label =>
            // What an event points at is there at once; other lists show a label later.
            (batch is not null || label.Details.ListedV2At <= now)
            && (status is null || V2LabelJson.Status(label) == status)
            && (shipment is null || label.Order.OrderId == shipment)
            && (carrier is null || label.Details.CarrierId == carrier)
            && (rate is null || label.Details.RateId == rate)
            && (warehouse is null || label.WarehouseId == warehouse)
            && (service is null || label.ServiceCode == service)
            && (tracking is null || label.TrackingNumber == tracking)
            && (external is null || V2ShipmentJson.ExternalId(label.Order) == external)
            && V2ShipmentRoutes.Within(label.Details.BoughtAt, from, to));
        if (sortBy == "voided_at") rows = rows.OrderBy(static label => label.Details.VoidedAt).ThenBy(static label => label.ShipmentId);
        else if (sortBy == "modified_at") rows = rows.OrderBy(static label => label.Details.VoidedAt ?? label.Details.BoughtAt).ThenBy(static label => label.ShipmentId);
        else rows = rows.OrderBy(static label => label.Details.BoughtAt).ThenBy(static label => label.ShipmentId);
        var filters = V2ShipmentRoutes.Filters(
            call, "label_status", "shipment_id", "carrier_id", "batch_id", "rate_id", "warehouse_id", "service_code", "tracking_number", "created_at_start", "created_at_end", "sort_by");
        return V2Page.Show(call, "labels", "/v2/labels", filters, rows, (writer, label) => V2LabelJson.Write(call.Account, writer, label));
    }

    public static Response Get(ApiCall call)
    {
        if (call.Query.OneOf("label_download_type", "url", "inline") is var type && call.Query.Errors.Any) return V2Refusals.Wrong("label_download_type");
        if (call.Account.Shipments.Find(call.Id) is not { } label) return V2Refusals.NotFound();
        call.Account.Unknown.Looked(label.Order.OrderId);
        if (label.Details.ProcessingPolls > 0) label.Details.ProcessingPolls--;
        return Response.Json(writer => V2LabelJson.Write(call.Account, writer, label, inline: type == "inline"));
    }

    /// <summary>The newest label of the shipment.</summary>
    public static Response GetByExternalId(ApiCall call)
    {
        var found = call.Account.Shipments.Created(from: null, to: null, descending: true).FirstOrDefault(label => V2ShipmentJson.ExternalId(label.Order) == call.Texts![0]);
        return found is null ? V2Refusals.NotFound() : Get(call with { Id = found.ShipmentId });
    }

    public static Response ForShipment(ApiCall call)
    {
        if (call.Account.Orders.Find(call.Id) is null) return V2Refusals.NotFound();
        call.Account.Unknown.Looked(call.Id);
        var now = call.Account.Clock.GetUtcNow();
        return V2Page.Show(call, "labels", $"/v2/shipments/{V2Json.Id(call.Id)}/labels", "", call.Account.Shipments.ListOrder(call.Id).Where(label => label.Details.ListedV2At <= now),
            (writer, label) => V2LabelJson.Write(call.Account, writer, label));
    }

    /// <summary>PUT /v2/labels/{id}/void: a 200 that is not approved is a refusal.</summary>
    public static Response Void(ApiCall call)
    {
        if (call.Account.Shipments.Find(call.Id) is not { } label) return V2Refusals.NotFound();
        var outcome = call.Account.Voids.Void(label);
        return Response.Json(writer =>
        {
            writer.WriteStartObject();
            writer.WriteBoolean("approved", outcome.Approved);
            writer.WriteString("message", outcome.Approved ? "Refund request submitted." : outcome.Message);
            if (outcome.Reason is { } reason) writer.WriteString("reason_code", reason);
            writer.WriteEndObject();
        });
    }
}
