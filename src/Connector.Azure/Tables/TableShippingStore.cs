using Connector.Core.Model.Shipping;
using Connector.Core.Ports;

namespace Connector.Azure.Tables;

/// <summary>Readings of the shipping side in Table Storage.</summary>
internal sealed class TableShippingStore(StorageTables tables, TimeProvider clock) : IShippingStore
{
    private readonly ShippingOrderTable _orders = new(tables, clock);
    private readonly ShipmentTable _shipments = new(tables, clock);

    public async Task<IReadOnlyList<ShippingOrderSnapshot>> PutOrdersAsync(IReadOnlyList<ShippingOrderSnapshot> orders, CancellationToken cancellationToken)
    {
        // Readings of one order follow each other; those of different orders do not wait.
        var groups = orders.Select(static (order, i) => (Order: order, Index: i)).GroupBy(static o => (o.Order.Account, o.Order.ShippingOrderId)).ToList();
        var reported = new bool[orders.Count];
        await InParallel.EachAsync(
            groups,
            async (group, token) =>
            {
                foreach (var (order, index) in group) reported[index] = await _orders.PutAsync(order, token);
            },
            cancellationToken);
        return [.. orders.Where((_, i) => reported[i])];
    }

    public Task<IReadOnlyList<ShippingOrderSnapshot>> GetOrdersAsync(IReadOnlyCollection<string> orderKeys, CancellationToken cancellationToken) =>
        _orders.GetAsync(orderKeys, cancellationToken);

    public Task<ShippingOrderSnapshot?> FindOrderAsync(string account, long shippingOrderId, CancellationToken cancellationToken) =>
        _orders.FindAsync(account, shippingOrderId, cancellationToken);

    public async Task<IReadOnlyList<ShipmentRow>> PutShipmentsAsync(
        IReadOnlyList<(Shipment Shipment, string? OrderId)> shipments, CancellationToken cancellationToken)
    {
        // A shipment may be listed twice in one response; what it came to in the end counts.
        var rows = await InParallel.SelectAsync(
            shipments.GroupBy(static s => (s.Shipment.Account, s.Shipment.Key)).ToList(),
            async (group, token) =>
            {
                ShipmentRow? row = null;
                foreach (var (shipment, orderId) in group) row = await _shipments.PutAsync(shipment, orderId, token);
                return row!;
            },
            cancellationToken);
        return [.. rows.Where(static r => r.Outstanding)];
    }

    public Task<IReadOnlyList<ShipmentRow>> GetShipmentsAsync(IReadOnlyCollection<string> orderIds, CancellationToken cancellationToken) =>
        _shipments.GetAsync(orderIds, cancellationToken);

    public Task MarkRecordedAsync(IReadOnlyList<(string Account, string ShipmentKey, RecordedState State)> recorded, CancellationToken cancellationToken) =>
        InParallel.EachAsync(recorded, (mark, token) => _shipments.MarkAsync(mark.Account, mark.ShipmentKey, mark.State, token), cancellationToken);

    public Task<IReadOnlyList<ShipmentRow>> FindByTrackingAsync(string trackingNumber, CancellationToken cancellationToken) =>
        _shipments.FindByTrackingAsync(trackingNumber, cancellationToken);
}
