using Connector.Core.Model.Messages;
using Connector.Core.Model.Shipping;
using Connector.Core.Ports;

namespace Connector.Core.Flows.Intake;

/// <summary>Keeps what was read about shipments, finds the shop orders of each, and queues the orders that do not show them yet.</summary>
public sealed class ShipmentIntake(IShippingStore store, ShipmentOwners owners, IWorkQueue queue, ISeenShipments listener, IIdSource ids, TimeProvider clock)
{
    /// <summary>Durable when it returns. Shipments that are not ours are kept without an order and cause nothing.</summary>
    public async Task<IntakeResult> TakeAsync(IReadOnlyList<Shipment> shipments, string reason, CancellationToken cancellationToken)
    {
        if (shipments.Count == 0) return new IntakeResult(0, 0);
        var owned = new List<(Shipment, string?)>(shipments.Count);
        foreach (var shipment in shipments)
        {
            var parts = await owners.FindAsync(shipment, cancellationToken);
            if (parts.Count == 0) owned.Add((shipment, null));
            owned.AddRange(parts.Select(p => (p.Part, (string?)p.OrderId)));
        }
        var outstanding = await store.PutShipmentsAsync(owned, cancellationToken);
        await listener.TakeAsync([.. owned.Where(static o => o.Item2 is not null).Select(static o => (o.Item1, o.Item2!))], cancellationToken);
        var now = clock.GetUtcNow();
        var messages = outstanding.GroupBy(row => row.OrderId!, StringComparer.Ordinal).Select(order => new WorkMessage
        {
            Type = MessageTypes.RecordShipment, Id = order.Key, OrderNumber = order.First().Shipment.OrderNumber, Reason = reason, CorrelationId = ids.New(), EnqueuedAt = now
        }).ToList();
        if (messages.Count > 0) await queue.SendAsync(QueueNames.Shipments, messages, null, cancellationToken);
        return new IntakeResult(messages.Count, owned.Count(o => o.Item2 is null));
    }
}

/// <param name="Queued">Orders that do not show their shipments yet.</param>
/// <param name="Foreign">Shipments of orders that are not ours.</param>
public sealed record IntakeResult(int Queued, int Foreign);
