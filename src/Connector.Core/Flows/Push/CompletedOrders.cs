using Connector.Core.Model.Messages;
using Connector.Core.Ports;

namespace Connector.Core.Flows.Push;

/// <summary>Has the write-back look again at orders of which others delivered what our shipments had left: only it knows what all deliveries together mean for their states.</summary>
internal sealed class CompletedOrders(IWorkQueue queue, IIdSource ids, TimeProvider clock)
{
    public async Task QueueAsync(IReadOnlyList<PlannedOrder> batch, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var messages = batch.Where(static order => order.OthersCompletedIt).DistinctBy(static order => order.Order.Id).Select(order => new WorkMessage
        {
            Type = MessageTypes.RecordShipment, Id = order.Order.Id, OrderNumber = order.Message.OrderNumber, Reason = "delivered by others", CorrelationId = ids.New(), EnqueuedAt = now
        }).ToList();
        if (messages.Count > 0) await queue.SendAsync(QueueNames.Shipments, messages, null, cancellationToken);
    }
}
