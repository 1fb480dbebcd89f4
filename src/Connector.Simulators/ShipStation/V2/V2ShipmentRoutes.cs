using System.Text;
using Connector.Simulators.ShipStation.Http;
using Connector.Simulators.ShipStation.Orders;
using Connector.Simulators.ShipStation.Time;

namespace Connector.Simulators.ShipStation.V2;

/// <summary>Reading and cancelling shipments: the orders of V1. Writing addresses and items is left to V1.</summary>
internal static class V2ShipmentRoutes
{
    private static readonly string[] s_statuses = ["pending", "processing", "label_purchased", "cancelled", "on_hold"];

    public static Response List(ApiCall call)
    {
        var query = call.Query;
        var status = query.Text("shipment_status");
        var sortBy = query.OneOf("sort_by", "modified_at", "created_at") ?? "created_at";
        var (external, number, name) = (query.Text("external_shipment_id"), query.Text("shipment_number"), query.Text("ship_to_name"));
        var (store, batch, sales, import) = (query.Text("store_id"), V2Page.Id(query, "batch_id"), V2Page.Id(query, "sales_order_id"), query.Id("import_batch_id"));
        var (createdFrom, createdTo) = (V2Page.Instant(query, "created_at_start"), V2Page.Instant(query, "created_at_end"));
        var (modifiedFrom, modifiedTo) = (V2Page.Instant(query, "modified_at_start"), V2Page.Instant(query, "modified_at_end"));
        if (query.Errors.Any) return V2Refusals.Wrong(query.Errors.ByPath.First().Key);
        if (status is not null && !s_statuses.Contains(status)) return V2Refusals.Wrong("shipment_status");

        var account = call.Account;
        IEnumerable<OrderRecord> orders = import is { } run ? account.Orders.Imported(run) : account.Orders.All;
        if (batch is { } inBatch) orders = account.Batches.Find(inBatch)?.Orders ?? [.. account.Shipments.ListBatch(inBatch).Select(static label => label.Order).Distinct()];
        var rows = orders.Where(order =>
            (status is null || V2ShipmentJson.Status(order) == status)
            && (external is null || V2ShipmentJson.ExternalId(order) == external)
            && (number is null || string.Equals(order.OrderNumber, number, StringComparison.OrdinalIgnoreCase))
            && (name is null || order.ShipTo.Name?.Contains(name, StringComparison.OrdinalIgnoreCase) == true)
            && (store is null || store == V2Json.Id(order.StoreId) || store == V2Json.Id(order.StoreId)[3..])
            && (sales is null || order.OrderId == sales)
            && Within(PacificTime.ToUtc(order.CreateDate), createdFrom, createdTo)
            && Within(PacificTime.ToUtc(order.ModifyDate), modifiedFrom, modifiedTo));
        rows = sortBy == "modified_at"
            ? rows.OrderBy(static order => order.ModifyDate).ThenBy(static order => order.OrderId)
            : rows.OrderBy(static order => order.CreateDate).ThenBy(static order => order.OrderId);
        return V2Page.Show(call, "shipments", "/v2/shipments", Filters(call, "shipment_status", "external_shipment_id", "shipment_number", "store_id", "batch_id", "sort_by"), rows,
            (writer, order) => V2ShipmentJson.Write(account, writer, order));
    }

    public static Response Get(ApiCall call) => One(call, call.Account.Orders.Find(call.Id));

    public static Response GetByExternalId(ApiCall call) => One(call, call.Account.Orders.All.FirstOrDefault(order => V2ShipmentJson.ExternalId(order) == call.Texts![0]));

    /// <summary>PUT /v2/shipments/{id}/cancel: a live label must be voided first.</summary>
    public static Response Cancel(ApiCall call)
    {
        if (call.Account.Orders.Find(call.Id) is not { } order) return V2Refusals.NotFound();
        if (!OrderStatus.IsOpen(order.Status)) return V2Refusals.WrongStatus($"The shipment is {V2ShipmentJson.Status(order)} and cannot be cancelled.");
        order.Status = OrderStatus.Cancelled;
        call.Account.Orders.Touch(order, call.Account.Now);
        return Response.Empty(204);
    }

    public static bool Within(DateTimeOffset at, DateTimeOffset? from, DateTimeOffset? to) => (from is null || at >= from) && (to is null || at <= to);

    /// <summary>The filters of a call as they were sent, for the links to its other pages.</summary>
    public static string Filters(ApiCall call, params ReadOnlySpan<string> names)
    {
        var text = new StringBuilder();
        foreach (var name in names)
            if (call.Query.Text(name) is { } value) text.Append(name).Append('=').Append(Uri.EscapeDataString(value)).Append('&');
        return text.ToString();
    }

    private static Response One(ApiCall call, OrderRecord? order)
    {
        if (order is null) return V2Refusals.NotFound();
        return order.Poisoned ? V2Refusals.Usual(500) : Response.Json(writer => V2ShipmentJson.Write(call.Account, writer, order));
    }
}
