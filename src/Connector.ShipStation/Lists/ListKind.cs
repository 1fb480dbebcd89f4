using System.Globalization;
using System.Text.Json.Serialization.Metadata;
using Connector.Core.Model.Shipping;
using Connector.Http;
using Connector.ShipStation.Mapping;
using Connector.ShipStation.Wire;

namespace Connector.ShipStation.Lists;

/// <summary>One of the paged lists: its path (which is also the array's name), its row and what a row becomes.</summary>
internal sealed class ListKind<TWire, T>(
    string name, string idName, JsonTypeInfo<TWire> type, Func<TWire, string, DateTimeOffset, T> map, Func<TWire, long?> id, Func<TWire, string?> orderKey)
    where TWire : class
{
    /// <summary>From so many rows on the journal keeps a summary instead of the rows.</summary>
    private const int ManyRows = 20;

    public string Name => name;

    /// <summary>Reads a page. A row that cannot be read or mapped is left out and named.</summary>
    public Reading<RowPage<T>> Read(ReadOnlyMemory<byte> body, string account, DateTimeOffset observedAt)
    {
        var page = RowReader.Read(body.Span, name, idName, type);
        var rows = new List<T>(page.Rows.Count);
        var unreadable = new List<string>(page.Unreadable);
        foreach (var row in page.Rows)
        {
            try
            {
                rows.Add(map(row, account, observedAt));
            }
            catch (UnreadableRowException e)
            {
                unreadable.Add(string.Create(CultureInfo.InvariantCulture, $"{name} ({idName} {id(row)}): {e.Field}"));
            }
        }
        var summary = page.Count < ManyRows || page.Rows.Count == 0
            ? null
            : string.Create(CultureInfo.InvariantCulture, $"{page.Count} {name}, first {idName} {id(page.Rows[0])}, last {id(page.Rows[^1])}");
        // A summary names no single order: no links to it.
        return new Reading<RowPage<T>>(
            new RowPage<T>(rows, page.Count, page.Total, page.Pages, unreadable), summary is null ? ShopOrderIds.From(page.Rows.Select(orderKey)) : null, summary)
        {
            FoundNothing = page.Count == 0
        };
    }
}

internal static class ListKinds
{
    public static ListKind<WireOrder, ShippingOrderSnapshot> Orders { get; } =
        new("orders", "orderId", WireJson.Default.WireOrder, OrderFromWire.Map, row => row.OrderId, row => row.OrderKey);

    public static ListKind<WireShipment, Shipment> Shipments { get; } =
        new("shipments", "shipmentId", WireJson.Default.WireShipment, ShipmentFromWire.Map, row => row.ShipmentId, row => row.OrderKey);

    public static ListKind<WireFulfillment, Shipment> Fulfillments { get; } =
        new("fulfillments", "fulfillmentId", WireJson.Default.WireFulfillment, ShipmentFromWire.Map, row => row.FulfillmentId, _ => null);
}
