using Connector.Core.Model.Messages;
using Connector.Core.Model.Orders;
using Connector.Core.Model.Shipping;
using Connector.Core.Ports;

namespace Connector.Core.Flows.Intake;

/// <summary>Which shop orders a shipment belongs to. One, as a rule; a label of orders that people merged is shared out by line.</summary>
public sealed class ShipmentOwners(IShippingStore store, ISyncStore sync, IShippingAccounts accounts)
{
    /// <summary>Each shop order with its part of the shipment; empty for a shipment that is not ours.</summary>
    public async Task<IReadOnlyList<(string OrderId, Shipment Part)>> FindAsync(Shipment shipment, CancellationToken cancellationToken)
    {
        var seen = shipment.ShippingOrderId is { } id ? await store.FindOrderAsync(shipment.Account, id, cancellationToken) : null;
        var main = await MainAsync(shipment, seen, cancellationToken);
        if (seen is { MergedIds.Count: > 0 }) return await SharedOutAsync(shipment, seen, main, cancellationToken);
        return main is null ? [] : [(main, shipment)];
    }

    /// <summary>By our key; else by the shipping order's number (fulfillments carry no key); else by the order it was split from, or that another program split or people copied.</summary>
    private async Task<string?> MainAsync(Shipment shipment, ShippingOrderSnapshot? seen, CancellationToken cancellationToken)
    {
        if (OrderKeys.TryParse(shipment.OrderKey, out var orderId, out _)) return orderId;
        if (shipment.ShippingOrderId is not { } id) return null;
        if (await sync.FindByShippingOrderIdAsync(shipment.Account, id, cancellationToken) is { } row) return row.OrderId;
        if (OrderKeys.TryParse(seen?.OrderKey, out orderId, out _)) return orderId;
        if (seen?.ParentId is { } parent && await sync.FindByShippingOrderIdAsync(shipment.Account, parent, cancellationToken) is { } origin) return origin.OrderId;
        // A label may be read before its order is: one that holds lines of the shop's is worth a call.
        if (seen is null && shipment.Items?.Any(static i => ForeignParts.IsLineKey(i.LineItemKey)) == true)
            seen = await accounts.Get(shipment.Account).GetOrderAsync(id, RateLane.Background, cancellationToken);
        return seen is null ? null : (await ForeignOrders.FindOriginAsync(sync, seen, cancellationToken))?.OrderId;
    }

    /// <summary>
    /// Each item goes to the order that has its line; what no order has stays with the first, which flags it; an order of which nothing is inside is not written back. A fulfillment lists no items: each order takes its own
    /// group.
    /// </summary>
    private async Task<IReadOnlyList<(string, Shipment)>> SharedOutAsync(
        Shipment shipment, ShippingOrderSnapshot survivor, string? main, CancellationToken cancellationToken)
    {
        var rows = new List<SyncRow>();
        foreach (var id in survivor.MergedIds.Prepend(survivor.ShippingOrderId))
            if (await sync.FindByShippingOrderIdAsync(survivor.Account, id, cancellationToken) is { } row) rows.Add(row);
        if (rows.Count == 0) return main is null ? [] : [(main, shipment)];
        main ??= rows[0].OrderId;
        var lines = rows.ConvertAll(row => (row.OrderId, Keys: LineKeysOf(row)));
        var parts = new List<(string, Shipment)>();
        foreach (var orderId in rows.Select(r => r.OrderId).Prepend(main).Distinct(StringComparer.Ordinal))
        {
            var items = shipment.Items?.Where(item => (OwnerOf(item, lines) ?? main) == orderId).ToList();
            if (items is { Count: 0 } && orderId != main) continue;
            var row = rows.Find(r => r.OrderId == orderId);
            parts.Add((orderId, shipment with
            {
                Items = items, Part = orderId == main ? null : PartOf(orderId), OrderKey = row?.OrderKey ?? shipment.OrderKey,
                // The first may already show it from before the merge was known: it must learn that nothing of it is its own.
                IsForeign = items is { Count: 0 } && shipment.Items is { Count: > 0 }
            }));
        }
        return parts;
    }

    private static string? OwnerOf(ShipmentItem item, List<(string OrderId, HashSet<string> Keys)> lines) =>
        item.LineItemKey is { } key ? lines.Find(l => l.Keys.Contains(key)).OrderId : null;

    /// <summary>Of what was acknowledged; of an order that was merged before that, what calls for it carried.</summary>
    private static HashSet<string> LineKeysOf(SyncRow row) =>
        [.. (row.Payload is { } sent ? [sent] : row.CarriedPayloads()).SelectMany(static payload => PayloadJson.Unpack(payload).Items).Select(static i => i.LineItemKey)];

    /// <summary>Stable and short: keys of deliveries must differ between the orders of one label.</summary>
    private static string PartOf(string orderId) => orderId[..8];
}
