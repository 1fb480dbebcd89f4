using Connector.Core.Model.Messages;
using Connector.Core.Ports;

namespace Connector.Core.Flows.Writeback;

/// <summary>Queues the push of an order about which the way back found something that the push decides.</summary>
internal sealed class PushRequests(IWorkQueue queue, IIdSource ids, TimeProvider clock)
{
    /// <param name="correlationId">Of the message that caused it; empty where it has none.</param>
    /// <param name="after">Until what it must find is written.</param>
    public Task SendAsync(string orderId, string? orderNumber, string reason, string correlationId, CancellationToken cancellationToken, TimeSpan? after = null) => queue.SendAsync(
        QueueNames.Orders,
        [new WorkMessage
        {
            Type = MessageTypes.PushOrder, Id = orderId, OrderNumber = orderNumber, Reason = reason, EnqueuedAt = clock.GetUtcNow(),
            CorrelationId = correlationId.Length > 0 ? correlationId : ids.New()
        }],
        clock.GetUtcNow() + after, cancellationToken);
}
