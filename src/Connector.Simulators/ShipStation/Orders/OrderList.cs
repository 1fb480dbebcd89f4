using Connector.Simulators.ShipStation.Http;

namespace Connector.Simulators.ShipStation.Orders;

/// <summary>GET /orders: all filters together, by the narrowest index there is.</summary>
internal static class OrderList
{
    public static Response List(ApiCall call)
    {
        var query = call.Query;
        var descending = query.Descending();
        var sortBy = query.OneOf("sortBy", "OrderDate", "ModifyDate", "CreateDate");
        var paging = Paging.From(query);
        var (rows, inOrder) = Filter(call, sortBy, descending);
        if (query.Errors.Any) return Refusals.NotBound(query.Errors);
        return Page(call, inOrder ? rows : Sort(rows, sortBy, descending), paging);
    }

    /// <summary>GET /orders/listbytag.</summary>
    public static Response ListByTag(ApiCall call)
    {
        var query = call.Query;
        var status = query.OneOf("orderStatus", OrderStatus.All);
        var tag = query.Integer("tagId");
        var paging = Paging.From(query);
        if (query.Errors.Any) return Refusals.NotBound(query.Errors);
        if (status is null || tag is null) return Refusals.BadRequest("orderStatus and tagId are required.");
        return Page(call, call.Account.Orders.All.Where(order => order.Status == status && order.TagIds.Contains(tag.Value)), paging);
    }

    private static Response Page(ApiCall call, IEnumerable<OrderRecord> rows, Paging paging)
    {
        var page = paging.Cut(rows);
        // One broken order takes its whole page with it.
        return page.Rows.Any(static order => order.Poisoned) ? Refusals.Exception() : page.ToResponse("orders", call.Account.Options.PagesAsZero, OrderJson.Write);
    }

    /// <returns>The rows, and whether they come in the order that was asked for.</returns>
    private static (IEnumerable<OrderRecord> Rows, bool InOrder) Filter(ApiCall call, string? sortBy, bool descending)
    {
        var query = call.Query;
        var (createStart, createEnd) = (query.Date("createDateStart"), query.Date("createDateEnd"));
        var (modifyStart, modifyEnd) = (query.Date("modifyDateStart"), query.Date("modifyDateEnd"));
        var (orderStart, orderEnd) = (query.Date("orderDateStart"), query.Date("orderDateEnd"));
        var (paymentStart, paymentEnd) = (query.Date("paymentDateStart"), query.Date("paymentDateEnd"));
        var (number, status, store, batch) = (query.Text("orderNumber"), query.OneOf("orderStatus", OrderStatus.All), query.Integer("storeId"), query.Id("importBatch"));
        var (customer, keyword, country) = (query.Text("customerName"), query.Text("itemKeyword"), query.Text("customsCountryCode"));

        var book = call.Account.Orders;
        var (rows, inOrder) = batch is { } import ? (book.Imported(import), false)
            : number is not null ? (book.StartingWith(number), false)
            : sortBy == "ModifyDate" ? (book.Modified(modifyStart, modifyEnd, descending), true)
            : sortBy == "CreateDate" ? (book.Created(createStart, createEnd, descending), true)
            : modifyStart is not null || modifyEnd is not null ? (book.Modified(modifyStart, modifyEnd, descending: false), false)
            : createStart is not null || createEnd is not null ? (book.Created(createStart, createEnd, descending: false), false)
            : (book.All, sortBy is null && !descending);
        var kept = rows.Where(order =>
            Within(order.CreateDate, createStart, createEnd)
            && Within(order.ModifyDate, modifyStart, modifyEnd)
            // Documented as after the start, up to and including the end.
            && (orderStart is null || order.OrderDate > orderStart) && (orderEnd is null || order.OrderDate <= orderEnd)
            && (paymentStart is null && paymentEnd is null || order.Sent.PaymentDate is { } paid && Within(paid, paymentStart, paymentEnd))
            && (number is null || order.OrderNumber.StartsWith(number, StringComparison.OrdinalIgnoreCase))
            && (status is null || order.Status == status)
            && (store is null || order.StoreId == store)
            && (customer is null || Says(order.ShipTo.Name, customer) || Says(order.Sent.BillTo!.Name, customer))
            && (keyword is null || order.Items.Exists(item => Mentions(item.Draft, keyword)))
            && (country is null || order.Sent.International.CustomsItems.Any(item => string.Equals(item.CountryOfOrigin, country, StringComparison.OrdinalIgnoreCase))));
        return (kept, inOrder);
    }

    private static List<OrderRecord> Sort(IEnumerable<OrderRecord> rows, string? sortBy, bool descending)
    {
        Comparison<OrderRecord> comparison = sortBy switch
        {
            "OrderDate" => static (a, b) => Compare(a.OrderDate, b.OrderDate, a, b),
            "ModifyDate" => static (a, b) => Compare(a.ModifyDate, b.ModifyDate, a, b),
            "CreateDate" => static (a, b) => Compare(a.CreateDate, b.CreateDate, a, b),
            _ => static (a, b) => a.OrderId.CompareTo(b.OrderId),
        };
        var sorted = rows.ToList();
        sorted.Sort(descending ? (a, b) => comparison(b, a) : comparison);
        return sorted;
    }

    private static int Compare(DateTime a, DateTime b, OrderRecord x, OrderRecord y) => a != b ? a.CompareTo(b) : x.OrderId.CompareTo(y.OrderId);

    private static bool Within(DateTime date, DateTime? from, DateTime? to) => (from is null || date >= from) && (to is null || date <= to);

    private static bool Says(string? text, string word) => text is not null && text.Contains(word, StringComparison.OrdinalIgnoreCase);

    private static bool Mentions(ItemDraft item, string keyword) =>
        Says(item.Sku, keyword) || Says(item.Name, keyword) || item.Options.Any(option => Says(option.Name, keyword) || Says(option.Value, keyword));
}
