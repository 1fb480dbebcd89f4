using System.Globalization;
using Connector.Simulators.ShipStation.Batches;
using Connector.Simulators.ShipStation.Http;

namespace Connector.Simulators.ShipStation.V2;

/// <summary>Batches of shipments.</summary>
internal static class V2BatchRoutes
{
    private const long ErrorsOnPage = 25;

    public static Response List(ApiCall call)
    {
        var status = call.Query.Text("batch_status") ?? call.Query.Text("status");
        var number = call.Query.Text("batch_number");
        _ = call.Query.OneOf("sort_by", "ship_date", "processed_at", "created_at");
        if (call.Query.Errors.Any) return V2Refusals.Wrong("sort_by");
        var rows = call.Account.Batches.All.Where(batch =>
            (status is null ? batch.Status != BatchRecord.Archived : batch.Status == status) && (number is null || batch.BatchId.ToString(CultureInfo.InvariantCulture) == number));
        return V2Page.Show(call, "batches", "/v2/batches", V2ShipmentRoutes.Filters(call, "batch_status", "batch_number", "sort_by"), rows,
            (writer, batch) => V2BatchJson.Write(call.Account, writer, batch));
    }

    public static Response Get(ApiCall call) => Show(call, call.Account.Batches.Find(call.Id));

    public static Response GetByExternalId(ApiCall call) => Show(call, call.Account.Batches.FindExternal(call.Texts![0]));

    /// <summary>POST /v2/batches: 207 when some of the shipments were not taken in.</summary>
    public static Response Create(ApiCall call)
    {
        var (body, refusal) = V2Body.Read(call, "external_batch_id", "batch_notes", "shipment_ids", "rate_ids", "process_labels");
        if (refusal is not null) return refusal;
        var view = body.View;
        var (external, notes) = (view.Text("external_batch_id"), view.Text("batch_notes"));
        var (shipments, rates) = (body.Texts("shipment_ids") ?? [], body.Texts("rate_ids") ?? []);
        var process = body.Part("process_labels");
        if (process.WrongWord() is { } word) return word;
        var starts = process.View.Flag("create_batch_and_process_labels") ?? false;
        if ((body.Unreadable ?? process.Unreadable) is { } unreadable) return unreadable;
        if (external is not null && call.Account.Batches.FindExternal(external) is not null) return V2Refusals.Rule("identifier_conflict", "external_batch_id is in use.");
        var batch = new BatchRecord { BatchId = call.Account.Shipments.NextBatchId(), ExternalId = external, Notes = notes, CreatedAt = call.Account.Clock.GetUtcNow() };
        if (starts && Options(call, process, batch) is { } wrong) return wrong;
        foreach (var id in shipments) call.Account.Batches.Take(batch, id, rateId: null);
        foreach (var id in rates) call.Account.Batches.Take(batch, shipmentId: null, id);
        call.Account.Batches.Add(batch);
        if (starts) call.Account.Batches.Process(batch);
        return Response.Json(writer => V2BatchJson.Write(call.Account, writer, batch), batch.Errors.Count > 0 ? 207 : 200);
    }

    public static Response Add(ApiCall call) => Change(call, static (call, batch, shipments, rates) =>
    {
        foreach (var id in shipments) call.Account.Batches.Take(batch, id, rateId: null);
        foreach (var id in rates) call.Account.Batches.Take(batch, shipmentId: null, id);
    });

    public static Response Remove(ApiCall call) => Change(call, static (call, batch, shipments, rates) =>
    {
        var gone = shipments.Select(V2Routes.ReadId).Concat(rates.Select(rate => V2Routes.ReadId(rate) is { } id ? call.Account.Quotes.Find(id)?.Order?.OrderId : null)).ToHashSet();
        batch.Orders.RemoveAll(order => gone.Contains(order.OrderId));
    });

    /// <summary>POST /v2/batches/{id}/process/labels: 204 says that the work starts, and nothing else.</summary>
    public static Response Process(ApiCall call)
    {
        if (call.Account.Batches.Find(call.Id) is not { } batch) return V2Refusals.NotFound();
        var (body, refusal) = V2Body.Read(call, "ship_date", "label_layout", "label_format", "display_scheme");
        if (refusal is not null) return refusal;
        if (batch.Status != BatchRecord.Open) return Closed();
        if (Options(call, body, batch) is { } wrong) return wrong;
        call.Account.Batches.Process(batch);
        return Response.Empty(204);
    }

    public static Response Archive(ApiCall call)
    {
        if (call.Account.Batches.Find(call.Id) is not { } batch) return V2Refusals.NotFound();
        if (batch.DueAt is not null) return Closed();
        batch.Status = BatchRecord.Archived;
        return Response.Empty(204);
    }

    /// <summary>GET /v2/batches/{id}/errors: its page size is written in one word.</summary>
    public static Response Errors(ApiCall call)
    {
        if (call.Account.Batches.Find(call.Id) is not { } batch) return V2Refusals.NotFound();
        var (page, size) = (call.Query.Integer("page") ?? 1, call.Query.Integer("pagesize") ?? ErrorsOnPage);
        if (call.Query.Errors.Any || page < 1 || size < 1) return V2Refusals.Wrong("page");
        var isMore = page * size < batch.Errors.Count;
        return Response.Json(writer => V2BatchJson.WriteErrors(writer, batch.Errors.Skip((int)((page - 1) * size)).Take((int)size), Target(1), isMore ? Target(page + 1) : null));

        string Target(long number) => new Uri(call.Account.Address, string.Create(CultureInfo.InvariantCulture, $"/v2/batches/se-{batch.BatchId}/errors?page={number}&pagesize={size}")).ToString();
    }

    private static Response Change(ApiCall call, Action<ApiCall, BatchRecord, IReadOnlyList<string>, IReadOnlyList<string>> change)
    {
        if (call.Account.Batches.Find(call.Id) is not { } batch) return V2Refusals.NotFound();
        var (body, refusal) = V2Body.Read(call, "shipment_ids", "rate_ids");
        if (refusal is not null) return refusal;
        if (batch.Status != BatchRecord.Open) return Closed();
        var (shipments, rates) = (body.Texts("shipment_ids") ?? [], body.Texts("rate_ids") ?? []);
        if (body.Unreadable is { } unreadable) return unreadable;
        change(call, batch, shipments, rates);
        return Response.Empty(204);
    }

    private static Response? Options(ApiCall call, V2Body body, BatchRecord batch)
    {
        var options = V2LabelOptions.Read(body);
        if (!V2InlineShipment.Day(body.View.Text("ship_date"), call.Account.Today, out var day)) return V2Refusals.Wrong("ship_date");
        if (options.Refusal is { } sheet) return sheet;
        (batch.Format, batch.Layout, batch.DisplayScheme, batch.ShipDate) = (options.Format, options.Layout, options.DisplayScheme, day);
        return null;
    }

    private static Response Closed() => V2Refusals.Rule("batch_cannot_be_modified", "The batch cannot be modified.");

    private static Response Show(ApiCall call, BatchRecord? batch) => batch is null ? V2Refusals.NotFound() : Response.Json(writer => V2BatchJson.Write(call.Account, writer, batch));
}
