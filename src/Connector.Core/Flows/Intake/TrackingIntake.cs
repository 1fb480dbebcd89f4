using Connector.Core.Model.Messages;
using Connector.Core.Model.Shipping;
using Connector.Core.Ports;
using Connector.Core.Rules.Mapping.Writeback;

namespace Connector.Core.Flows.Intake;

/// <summary>Keeps what carriers said and queues the shop orders to which it is news. Notification and poll meet here.</summary>
public sealed class TrackingIntake(ITrackingStore store, IWorkQueue queue, WritebackRules rules, IIdSource ids, TimeProvider clock)
{
    /// <summary>Durable when it returns. Returns how many orders were queued. A row that was kept but not written back is queued again by the next reading.</summary>
    public async Task<int> TakeAsync(IReadOnlyList<TrackingReading> readings, CancellationToken cancellationToken)
    {
        var rows = await store.PutAsync(readings, cancellationToken);
        var now = clock.GetUtcNow();
        var messages = rows.Where(IsNews).GroupBy(row => row.OrderId!, StringComparer.Ordinal).Select(order => new WorkMessage
        {
            Type = MessageTypes.RecordShipment, Id = order.Key, Reason = $"tracking: {order.Last().Reading!.Status}", CorrelationId = ids.New(), EnqueuedAt = now
        }).ToList();
        if (messages.Count > 0) await queue.SendAsync(QueueNames.Shipments, messages, null, cancellationToken);
        return messages.Count;
    }

    /// <summary>Another day than the order shows, where it has a place for it.</summary>
    private bool HasAnotherDay(TrackingRow row) =>
        !string.IsNullOrWhiteSpace(rules.EstimatedDeliveryField) && row.Reading!.EstimatedDelivery is { } day && day != row.WrittenBack?.EstimatedDelivery;

    /// <summary>Steps on the way cost no write of their own unless the merchant wants them; the end of an exception is written like the exception.</summary>
    private bool IsNews(TrackingRow row) => row.Outstanding && rules.Tracking switch
    {
        TrackingScope.All => true,
        TrackingScope.Outcomes => row.Reading!.Status.IsOutcome() || row.WrittenBack?.Status.IsOutcome() == true || HasAnotherDay(row),
        _ => false
    };
}
