using System.Text.Json;
using Connector.Commercetools.Mapping;
using Connector.Commercetools.Wire;
using Connector.Core.Model.Messages;
using Connector.Core.Model.Orders;
using Connector.Core.Ports;

namespace Connector.Commercetools.Http;

/// <summary>The order calls as they go over the wire.</summary>
internal static class OrderCalls
{
    private const string Orders = "orders";

    /// <summary>Keyset by (last change, id): rows that move while we read cannot make us miss others.</summary>
    internal static CommerceCall<OrderRows> Changed(OrderQuery query, int pageSize, bool withTotal, long maxBytes, int maxOrderBytes)
    {
        var address = new QueryString(Orders);
        if (query.After is { } after)
        {
            address
                .Add("where", "lastModifiedAt > :t or (lastModifiedAt = :t and id > :i)")
                .Add("var.t", LenientDate.Format(after.LastModifiedAt))
                .Add("var.i", after.Id);
        }
        else
        {
            address.Add("where", "lastModifiedAt >= :t").Add("var.t", LenientDate.Format(query.ModifiedSince));
        }

        if (!string.IsNullOrWhiteSpace(query.Predicate)) address.Add("where", query.Predicate);
        address.Add("sort", "lastModifiedAt asc").Add("sort", "id asc").Add("limit", Text(pageSize)).Add("withTotal", withTotal ? "true" : "false");
        // No links: a page of the list belongs to no order, and each would have to be found again by retention.
        return Rows(address, maxBytes, maxOrderBytes) with { OrdersOf = null, FoundNothing = static rows => rows.Rows.Count == 0 };
    }

    internal static CommerceCall<OrderRows> ByIds(IReadOnlyList<string> ids, long maxBytes, int maxOrderBytes)
    {
        var address = new QueryString(Orders).Add("where", "id in :ids");
        foreach (var id in ids) address.Add("var.ids", id);
        address.Add("limit", "500").Add("withTotal", "false");
        return Rows(address, maxBytes, maxOrderBytes) with { OrderIds = ids };
    }

    internal static int LengthOfId(string id) => QueryString.LengthOf("var.ids", id);

    internal static CommerceCall<OrderRow> ById(string id, long maxBytes) => One(PathOf(id), maxBytes);

    internal static CommerceCall<OrderRow> ByNumber(string orderNumber, long maxBytes) => One($"{Orders}/order-number={Uri.EscapeDataString(orderNumber)}", maxBytes);

    /// <summary>Dots would lead out of the orders, whatever is escaped.</summary>
    private static string PathOf(string id) => OrderIds.IsOne(id)
        ? $"{Orders}/{id}"
        : throw new CommercetoolsException(FailureKind.Rejected, ErrorCodes.OrderNotFound, "A text that is not an order id was not sent to commercetools.");

    private static CommerceCall<OrderRow> One(string path, long maxBytes) => new(HttpMethod.Get, path, ReadOne)
    {
        MaxBytes = maxBytes,
        NullWhenMissing = true,
        OrdersOf = row => row.Id is { Length: > 0 } id ? [id] : []
    };

    internal static CommerceCall<NewVersion> Update(string id, long version, IReadOnlyList<OrderChange> changes, long maxBytes) =>
        new(HttpMethod.Post, PathOf(id), NewVersion.Read)
        {
            Body = JsonSerializer.SerializeToUtf8Bytes(
                new WireUpdate<WireOrderAction>(version, ActionsFromChanges.Write(changes)), WireJson.Default.WireUpdateWireOrderAction),
            MaxBytes = maxBytes,
            MissingCode = ErrorCodes.OrderNotFound,
            RejectedCode = ErrorCodes.UpdateRejected,
            OrderIds = [id]
        };

    private static CommerceCall<OrderRows> Rows(QueryString address, long maxBytes, int maxOrderBytes) =>
        new(HttpMethod.Get, address.ToString(), body => OrderRows.Read(body, maxOrderBytes))
        {
            MaxBytes = maxBytes,
            Summary = rows => rows.Summarise(),
            OrdersOf = rows => rows.Ids
        };

    private static OrderRow ReadOne(ReadOnlyMemory<byte> body)
    {
        var root = JsonDocument.Parse(body).RootElement;
        if (root.ValueKind != JsonValueKind.Object) throw new JsonException("order");
        return new OrderRow(CommerceOrderReader.Begin(root, int.MaxValue));
    }

    private static string Text(int number) => number.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
