using Connector.Core.Model.Messages;
using Connector.Core.Model.Shipping;
using Connector.Core.Ports;

namespace Connector.Core.Flows.Intake;

/// <summary>
/// Notes which orders were merged into which, and queues the shop orders whose goods the reading of the survivor does not show. Orders that were never merged cost
/// nothing here.
/// </summary>
internal sealed class MergeNews(MergedOrders merged, ISyncStore sync, IShippingStore store, IWorkQueue queue, IIdSource ids, TimeProvider clock)
{
    /// <summary>The message is durable before the reading is; the parts that people made of the survivor may be read a moment after it.</summary>
    private static readonly TimeSpan Later = TimeSpan.FromMinutes(1);

    /// <summary>For readings that are not kept yet.</summary>
    public async Task TakeAsync(IReadOnlyList<ShippingOrderSnapshot> read, CancellationToken cancellationToken)
    {
        await merged.NoteAsync(read, cancellationToken);
        var now = clock.GetUtcNow();
        var messages = new Dictionary<string, WorkMessage>(StringComparer.Ordinal);
        foreach (var survivor in read.Where(o => o.MergedIds.Count > 0))
        {
            if (!ShippingReadings.IsChange(survivor, await store.FindOrderAsync(survivor.Account, survivor.ShippingOrderId, cancellationToken), now)) continue;
            foreach (var id in survivor.MergedIds)
            {
                if (await sync.FindByShippingOrderIdAsync(survivor.Account, id, cancellationToken) is not { } row || MergedGoods.CountMissing(row, [survivor]) == 0) continue;
                messages[row.OrderId] = new WorkMessage
                {
                    Type = MessageTypes.RecordOrderStatus, Id = row.OrderId, OrderNumber = row.OrderNumber, Reason = $"merged into {survivor.OrderNumber}", CorrelationId = ids.New(), EnqueuedAt = now
                };
            }
        }
        if (messages.Count > 0) await queue.SendAsync(QueueNames.Shipments, [.. messages.Values], now + Later, cancellationToken);
    }
}
