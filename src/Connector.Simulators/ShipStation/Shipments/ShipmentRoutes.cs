using Connector.Simulators.ShipStation.Http;

namespace Connector.Simulators.ShipStation.Shipments;

/// <summary>Listing labels, in the order of their creation unless told otherwise.</summary>
internal static class ShipmentRoutes
{
    public static Response List(ApiCall call)
    {
        var query = call.Query;
        var descending = query.Descending();
        var sortBy = query.OneOf("sortBy", "ShipDate", "CreateDate") ?? "CreateDate";
        var withItems = query.Flag("includeShipmentItems") ?? false;
        var paging = Paging.From(query);
        var rows = Filter(call).ToList();
        if (query.Errors.Any) return Refusals.NotBound(query.Errors);
        Look(call);
        rows.Sort(sortBy == "ShipDate"
            ? static (a, b) => a.ShipDate != b.ShipDate ? a.ShipDate.CompareTo(b.ShipDate) : a.ShipmentId.CompareTo(b.ShipmentId)
            : static (a, b) => a.CreateDate != b.CreateDate ? a.CreateDate.CompareTo(b.CreateDate) : a.ShipmentId.CompareTo(b.ShipmentId));
        if (descending) rows.Reverse();
        return paging.Cut(rows).ToResponse("shipments", call.Account.Options.PagesAsZero, (writer, shipment) => ShipmentJson.Write(writer, shipment, withItems));
    }

    /// <summary>Whoever lists labels has looked for those of the order, or of all orders.</summary>
    private static void Look(ApiCall call)
    {
        if (call.Query.Integer("orderId") is { } id) call.Account.Unknown.Looked(id);
        else if (call.Query.Text("orderNumber") is { } number) foreach (var order in call.Account.Orders.StartingWith(number)) call.Account.Unknown.Looked(order.OrderId);
        else call.Account.Unknown.Looked(orderId: null);
    }

    private static IEnumerable<ShipmentRecord> Filter(ApiCall call)
    {
        var query = call.Query;
        var (createStart, createEnd) = (query.Date("createDateStart"), query.Date("createDateEnd"));
        var (shipStart, shipEnd) = (query.Date("shipDateStart"), query.Date("shipDateEnd"));
        var (voidStart, voidEnd) = (query.Date("voidDateStart"), query.Date("voidDateEnd"));
        var (orderId, store, batch) = (query.Integer("orderId"), query.Integer("storeId"), query.Integer("batchId"));
        var (number, tracking, recipient) = (query.Text("orderNumber"), query.Text("trackingNumber"), query.Text("recipientName"));
        var (country, customsCountry) = (query.Text("recipientCountryCode"), query.Text("customsCountryCode"));
        var (carrier, service) = (query.Text("carrierCode"), query.Text("serviceCode"));

        var book = call.Account.Shipments;
        var rows = batch is { } run ? book.ListBatch(run)
            : orderId is { } order ? book.ListOrder(order)
            : voidStart is not null || voidEnd is not null ? book.Voided(voidStart, voidEnd)
            : book.Created(createStart, createEnd, descending: false);
        var now = call.Account.Clock.GetUtcNow();
        return rows.Where(row =>
            // What an event points at is there at once; other lists show a label later.
            (batch is not null || row.Details.ListedV1At <= now)
            && Within(row.CreateDate, createStart, createEnd)
            && Within(row.ShipDate.ToDateTime(TimeOnly.MinValue), shipStart, shipEnd)
            && (voidStart is null && voidEnd is null || row.VoidDate is { } voided && Within(voided, voidStart, voidEnd))
            && (orderId is null || row.Order.OrderId == orderId)
            && (store is null || row.Order.StoreId == store)
            && (number is null || row.OrderNumber.StartsWith(number, StringComparison.OrdinalIgnoreCase))
            && (tracking is null || Is(row.TrackingNumber, tracking))
            && (recipient is null || row.ShipTo.Name?.Contains(recipient, StringComparison.OrdinalIgnoreCase) == true)
            && (country is null || Is(row.ShipTo.Country, country))
            && (customsCountry is null || row.Order.Sent.International.CustomsItems.Any(item => Is(item.CountryOfOrigin, customsCountry)))
            && (carrier is null || Is(row.CarrierCode, carrier))
            && (service is null || Is(row.ServiceCode, service)));
    }

    private static bool Within(DateTime date, DateTime? from, DateTime? to) => (from is null || date >= from) && (to is null || date <= to);

    private static bool Is(string? text, string word) => string.Equals(text, word, StringComparison.OrdinalIgnoreCase);
}
