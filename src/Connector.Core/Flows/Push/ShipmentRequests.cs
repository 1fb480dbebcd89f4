using Connector.Core.Model.Messages;
using Connector.Core.Ports;

namespace Connector.Core.Flows.Push;

/// <summary>Has the write-back look again at orders that others delivered as well, or that were cancelled after a label: only it knows what all shipments together mean for their states.</summary>
internal sealed class ShipmentRequests(IShippingStore store, IWorkQueue queue, IIdSource ids, TimeProvider clock)
{
    public async Task QueueAsync(IReadOnlyList<SettledOrder> batch, CancellationToken cancellationToken)
    {
        // A label may have been written back while its order was being cancelled, as one that asks nobody anything.
        var cancelled = batch.Where(static order => order.Planned.Cancelled && order.Groups.Any(static g => g.Planned.Action == PushAction.Cancel)).Select(static order => order.Planned.Order.Id).ToList();
        var labelled = cancelled.Count == 0
            ? []
            : (await store.GetShipmentsAsync(cancelled, cancellationToken)).Where(static s => s.Shipment is { Voided: false, IsReturn: false, IsForeign: false }).Select(static s => s.OrderId!).ToHashSet(StringComparer.Ordinal);
        var now = clock.GetUtcNow();
        var messages = batch.Where(order => order.Planned.OthersDelivered || labelled.Contains(order.Planned.Order.Id)).DistinctBy(static order => order.Planned.Order.Id).Select(order => new WorkMessage
        {
            Type = MessageTypes.RecordShipment, Id = order.Planned.Order.Id, OrderNumber = order.Message.OrderNumber, Reason = "the order changed", CorrelationId = ids.New(), EnqueuedAt = now
        }).ToList();
        if (messages.Count > 0) await queue.SendAsync(QueueNames.Shipments, messages, null, cancellationToken);
    }
}
