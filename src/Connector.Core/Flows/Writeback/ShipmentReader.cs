using Connector.Core.Model.Shipping;
using Connector.Core.Ports;

namespace Connector.Core.Flows.Writeback;

/// <summary>Reads what we know of shop orders and their shipments, and follows their parcels from then on. Safe to repeat.</summary>
internal sealed class ShipmentReader(ISyncStore sync, IShippingStore store, ParcelTracker parcels)
{
    /// <summary>One for each id, in the same order.</summary>
    public async Task<IReadOnlyList<ShippedOrder>> ReadAsync(IReadOnlyList<string> orderIds, CancellationToken cancellationToken)
    {
        var rows = (await sync.GetAsync(orderIds, cancellationToken)).ToLookup(r => r.OrderId, StringComparer.Ordinal);
        var shipments = (await store.GetShipmentsAsync(orderIds, cancellationToken)).ToLookup(s => s.OrderId, StringComparer.Ordinal);
        await parcels.FollowAsync(shipments.SelectMany(s => s), cancellationToken);
        var seen = (await store.GetOrdersAsync([.. rows.SelectMany(r => r).Select(r => r.OrderKey)], cancellationToken)).ToLookup(s => s.OrderKey);
        return [.. orderIds.Select(id => new ShippedOrder(id, [.. rows[id].Where(r => r.GroupKey.Length > 0)], [.. shipments[id]], [.. rows[id].SelectMany(r => seen[r.OrderKey])]))];
    }
}

/// <param name="Rows">Its groups.</param>
/// <param name="Seen">Last readings of its shipping orders.</param>
internal sealed record ShippedOrder(string OrderId, IReadOnlyList<SyncRow> Rows, IReadOnlyList<ShipmentRow> Shipments, IReadOnlyList<ShippingOrderSnapshot> Seen);
