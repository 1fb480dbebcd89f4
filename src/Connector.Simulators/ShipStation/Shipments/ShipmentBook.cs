using Connector.Simulators.ShipStation.Orders;
using Connector.Simulators.ShipStation.Time;

namespace Connector.Simulators.ShipStation.Shipments;

/// <summary>All labels ever made, voided ones included.</summary>
internal sealed class ShipmentBook
{
    private readonly Dictionary<long, ShipmentRecord> _byId = [];
    private readonly Dictionary<long, List<ShipmentRecord>> _byOrder = [];
    private readonly Dictionary<long, List<ShipmentRecord>> _byBatch = [];
    private readonly TimeIndex<ShipmentRecord> _created = new(static shipment => shipment.CreateDate, static shipment => shipment.ShipmentId);
    private readonly TimeIndex<ShipmentRecord> _voided = new(static shipment => shipment.VoidDate, static shipment => shipment.ShipmentId);
    private long _lastShipmentId = 700_200_000;
    private long _lastBatchId = 190_000_000;

    public int Count => _byId.Count;

    public long NextShipmentId() => ++_lastShipmentId;

    public long NextBatchId() => ++_lastBatchId;

    public ShipmentRecord? Find(long shipmentId) => _byId.GetValueOrDefault(shipmentId);

    public IReadOnlyList<ShipmentRecord> ListOrder(long orderId) => _byOrder.GetValueOrDefault(orderId, []);

    public IReadOnlyList<ShipmentRecord> ListBatch(long batchId) => _byBatch.GetValueOrDefault(batchId, []);

    /// <summary>Both ends inclusive.</summary>
    public IEnumerable<ShipmentRecord> Created(DateTime? from, DateTime? to, bool descending) => _created.Between(from, to, descending);

    /// <summary>Both ends inclusive; by the time of the void.</summary>
    public IEnumerable<ShipmentRecord> Voided(DateTime? from, DateTime? to) => _voided.Between(from, to, descending: false);

    public void Add(ShipmentRecord shipment)
    {
        _byId.Add(shipment.ShipmentId, shipment);
        List(_byOrder, shipment.Order.OrderId).Add(shipment);
        List(_byBatch, shipment.BatchId).Add(shipment);
        _created.Moved(shipment, before: null);
    }

    public void Void(ShipmentRecord shipment, DateTime now)
    {
        shipment.VoidDate = now;
        _voided.Moved(shipment, before: null);
    }

    /// <summary>The quantity of a line that outbound labels carry.</summary>
    public int Labelled(OrderRecord order, OrderItem item)
    {
        var labelled = 0;
        foreach (var shipment in ListOrder(order.OrderId))
        {
            if (!shipment.IsOutbound) continue;
            if (shipment.CoversAll) return item.Draft.Quantity;
            foreach (var (inside, quantity) in shipment.Items)
                if (inside.OrderItemId == item.OrderItemId) labelled += quantity;
        }
        return labelled;
    }

    /// <summary>Whether outbound labels carry every quantity of the order.</summary>
    public bool Covers(OrderRecord order)
    {
        if (!ListOrder(order.OrderId).Any(static shipment => shipment.IsOutbound)) return false;
        return order.Items.TrueForAll(item => item.Draft.Adjustment || Labelled(order, item) >= item.Draft.Quantity);
    }

    public void Clear()
    {
        _byId.Clear();
        _byOrder.Clear();
        _byBatch.Clear();
        _created.Clear();
        _voided.Clear();
    }

    private static List<ShipmentRecord> List(Dictionary<long, List<ShipmentRecord>> lists, long id)
    {
        if (!lists.TryGetValue(id, out var list)) lists.Add(id, list = []);
        return list;
    }
}
