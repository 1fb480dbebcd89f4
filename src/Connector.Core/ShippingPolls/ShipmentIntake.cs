using Connector.Core.Orders;
using Connector.Core.Ports;
using Connector.Core.Pump;
using Connector.Core.Shipments;

namespace Connector.Core.ShippingPolls;

/// <summary>Keeps what was read about shipments, finds the shop order of each, and queues the orders that do not tell of them yet.</summary>
public sealed class ShipmentIntake(IShippingStore store, ISyncStore sync, IWorkQueue queue, IIdSource ids, TimeProvider clock)
{
    /// <summary>Durable when it returns. Returns how many orders were queued. Shipments that are not ours are kept without an order and cause nothing.</summary>
    public async Task<int> TakeAsync(IReadOnlyList<Shipment> shipments, string reason, CancellationToken cancellationToken)
    {
        if (shipments.Count == 0) return 0;
        var owned = new List<(Shipment, string?)>(shipments.Count);
        foreach (var shipment in shipments) owned.Add((shipment, await OwnerAsync(shipment, cancellationToken)));
        var outstanding = await store.PutShipmentsAsync(owned, cancellationToken);
        var now = clock.GetUtcNow();
        var messages = outstanding.GroupBy(row => row.OrderId!, StringComparer.Ordinal).Select(order => new WorkMessage
        {
            Type = MessageTypes.RecordShipment, Id = order.Key, OrderNumber = order.First().Shipment.OrderNumber, Reason = reason, CorrelationId = ids.New(), EnqueuedAt = now
        }).ToList();
        if (messages.Count > 0) await queue.SendAsync(QueueNames.Shipments, messages, null, cancellationToken);
        return messages.Count;
    }

    /// <summary>By our key; else by the shipping order's number (handovers carry no key); else by the order it was split from.</summary>
    private async Task<string?> OwnerAsync(Shipment shipment, CancellationToken cancellationToken)
    {
        if (OrderKeys.TryParse(shipment.OrderKey, out var orderId, out _)) return orderId;
        if (shipment.ShippingOrderId is not { } id) return null;
        if (await sync.FindByShippingOrderIdAsync(shipment.Account, id, cancellationToken) is { } row) return row.OrderId;
        var seen = await store.FindOrderAsync(shipment.Account, id, cancellationToken);
        if (OrderKeys.TryParse(seen?.OrderKey, out orderId, out _)) return orderId;
        if (seen?.ParentId is not { } parent) return null;
        if (await sync.FindByShippingOrderIdAsync(shipment.Account, parent, cancellationToken) is { } parentRow) return parentRow.OrderId;
        return null;
    }
}
