using Connector.Core.Model.Shipping;
using Connector.Core.Ports;

namespace Connector.TestSupport.InMemory;

/// <summary>Readings of the shipping side in this process only; gone when it ends.</summary>
public sealed class InMemoryShippingStore(TimeProvider clock) : IShippingStore
{
    private readonly Lock _gate = new();
    private readonly Dictionary<(string Account, long Id), KeptOrder> _orders = [];
    private readonly Dictionary<string, List<(string Account, long Id)>> _ordersByKey = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Account, string Key), ShipmentRow> _shipments = [];

    public Task<IReadOnlyList<ShippingOrderSnapshot>> PutOrdersAsync(IReadOnlyList<ShippingOrderSnapshot> orders, CancellationToken cancellationToken)
    {
        lock (_gate) return Task.FromResult<IReadOnlyList<ShippingOrderSnapshot>>([.. orders.Where(Put)]);
    }

    public Task<IReadOnlyList<ShippingOrderSnapshot>> GetOrdersAsync(IReadOnlyCollection<string> orderKeys, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            var found = orderKeys.Distinct(StringComparer.Ordinal).SelectMany(k => _ordersByKey.TryGetValue(k, out var ids) ? ids : []);
            return Task.FromResult<IReadOnlyList<ShippingOrderSnapshot>>([.. found.Select(id => _orders[id].Read())]);
        }
    }

    public Task<ShippingOrderSnapshot?> FindOrderAsync(string account, long shippingOrderId, CancellationToken cancellationToken)
    {
        lock (_gate) return Task.FromResult(_orders.TryGetValue((account, shippingOrderId), out var kept) ? kept.Read() : null);
    }

    public Task<IReadOnlyList<ShipmentRow>> PutShipmentsAsync(
        IReadOnlyList<(Shipment Shipment, string? OrderId)> shipments, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            var touched = shipments.Select(Put).Distinct().ToList();
            return Task.FromResult<IReadOnlyList<ShipmentRow>>([.. touched.Select(k => _shipments[k]).Where(static r => r.Outstanding)]);
        }
    }

    public Task<IReadOnlyList<ShipmentRow>> GetShipmentsAsync(IReadOnlyCollection<string> orderIds, CancellationToken cancellationToken)
    {
        var wanted = orderIds.ToHashSet(StringComparer.Ordinal);
        return Find(r => r.OrderId is not null && wanted.Contains(r.OrderId));
    }

    public Task MarkRecordedAsync(IReadOnlyList<(string Account, string ShipmentKey, RecordedState State)> recorded, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            foreach (var (account, key, state) in recorded)
            {
                if (!_shipments.TryGetValue((account, key), out var row) || row.RecordedState == state) continue;
                _shipments[(account, key)] = row with { RecordedState = state, RecordedAt = clock.GetUtcNow() };
            }
            return Task.CompletedTask;
        }
    }

    public Task<IReadOnlyList<ShipmentRow>> FindByTrackingAsync(string trackingNumber, CancellationToken cancellationToken) =>
        Find(r => r.Shipment.TrackingNumber == trackingNumber);

    private Task<IReadOnlyList<ShipmentRow>> Find(Func<ShipmentRow, bool> matches)
    {
        lock (_gate) return Task.FromResult<IReadOnlyList<ShipmentRow>>([.. _shipments.Values.Where(matches)]);
    }

    /// <summary>True when the reading says something new.</summary>
    private bool Put(ShippingOrderSnapshot order)
    {
        var id = (order.Account, order.ShippingOrderId);
        var content = ShippingReadings.Write(order);
        if (_orders.TryGetValue(id, out var kept))
        {
            var now = clock.GetUtcNow();
            if (kept.Content.AsSpan().SequenceEqual(content))
            {
                if (ShippingReadings.IsSeenLater(order.ObservedAt, kept.ObservedAt, now)) _orders[id] = kept with { ObservedAt = order.ObservedAt };
                return false;
            }
            if (ShippingReadings.IsOlder(order, kept.Read(), now)) return false;
            if (kept.OrderKey is not null) _ordersByKey[kept.OrderKey].Remove(id);
        }
        _orders[id] = new KeptOrder(order.OrderKey, content, order.ObservedAt);
        if (order.OrderKey is not null)
        {
            if (!_ordersByKey.TryGetValue(order.OrderKey, out var ids)) _ordersByKey[order.OrderKey] = ids = [];
            ids.Add(id);
        }
        return true;
    }

    private (string Account, string Key) Put((Shipment Shipment, string? OrderId) read)
    {
        var key = (read.Shipment.Account, read.Shipment.Key);
        var kept = _shipments.GetValueOrDefault(key);
        var (shipment, orderId) = kept is null ? read : ShippingReadings.Merge((kept.Shipment, kept.OrderId), read);
        _shipments[key] = new ShipmentRow(shipment, orderId, kept?.RecordedState, kept?.RecordedAt);
        return key;
    }

    private sealed record KeptOrder(string? OrderKey, byte[] Content, DateTimeOffset ObservedAt)
    {
        public ShippingOrderSnapshot Read() => ShippingReadings.ReadOrder(Content, ObservedAt);
    }
}
