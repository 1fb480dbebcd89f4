using Connector.Simulators.ShipStation.Http;

namespace Connector.Simulators.ShipStation.Shipments;

/// <summary>GET /fulfillments: there is no filter by store, and no key on the rows.</summary>
internal static class FulfillmentRoutes
{
    public static Response List(ApiCall call)
    {
        var query = call.Query;
        var descending = query.Descending();
        var sortBy = query.OneOf("sortBy", "ShipDate", "CreateDate") ?? "CreateDate";
        var (createStart, createEnd) = (query.Date("createDateStart"), query.Date("createDateEnd"));
        var (shipStart, shipEnd) = (query.Date("shipDateStart"), query.Date("shipDateEnd"));
        var (id, orderId, number) = (query.Integer("fulfillmentId"), query.Integer("orderId"), query.Text("orderNumber"));
        var (tracking, recipient) = (query.Text("trackingNumber"), query.Text("recipientName"));
        var paging = Paging.From(query);
        if (query.Errors.Any) return Refusals.NotBound(query.Errors);

        var rows = call.Account.Fulfillments.Created(createStart, createEnd, descending).Where(row =>
            (id is null || row.FulfillmentId == id)
            && (orderId is null || row.Order.OrderId == orderId)
            && (number is null || row.Order.OrderNumber.StartsWith(number, StringComparison.OrdinalIgnoreCase))
            && (tracking is null || string.Equals(row.TrackingNumber, tracking, StringComparison.OrdinalIgnoreCase))
            && (recipient is null || row.Order.ShipTo.Name?.Contains(recipient, StringComparison.OrdinalIgnoreCase) == true)
            && (shipStart is null || row.ShipDate.ToDateTime(TimeOnly.MinValue) >= shipStart)
            && (shipEnd is null || row.ShipDate.ToDateTime(TimeOnly.MinValue) <= shipEnd));
        if (sortBy == "ShipDate") rows = descending ? rows.OrderByDescending(row => row.ShipDate) : rows.OrderBy(row => row.ShipDate);
        return paging.Cut(rows).ToResponse("fulfillments", call.Account.Options.PagesAsZero, static (writer, row) => row.Write(writer));
    }
}
