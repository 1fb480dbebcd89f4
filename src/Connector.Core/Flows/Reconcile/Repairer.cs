using Connector.Core.Flows.Intake;
using Connector.Core.Model.Messages;
using Connector.Core.Ports;

namespace Connector.Core.Flows.Reconcile;

/// <summary>
/// Carries repairs out: nearly all of them only correct our own records and queue the order, so that the ordinary handlers decide and do the rest. Twice does no
/// harm.
/// </summary>
internal sealed class Repairer(
    ISyncStore sync, ShipmentIntake intake, IWorkQueue queue, IErrorQueue errors, CursorReview cursors, ShippingRepairs shipping, IIdSource ids, TimeProvider clock)
{
    private const string Reason = "reconciliation";

    public async Task<IReadOnlyList<Difference>> RepairAsync(IReadOnlyList<Difference> found, SliceLimit limit, CancellationToken cancellationToken)
    {
        var messages = new Dictionary<(string Type, string OrderId), WorkMessage>();
        var repaired = new List<Difference>(found.Count);
        foreach (var difference in found)
        {
            if (difference.Repair is { } repair) await PrepareAsync(difference, repair, messages, limit, cancellationToken);
            repaired.Add(difference with { Repaired = difference.Repairable });
        }
        foreach (var byQueue in messages.Values.GroupBy(m => m.Type == MessageTypes.PushOrder ? QueueNames.Orders : QueueNames.Shipments))
            await queue.SendAsync(byQueue.Key, [.. byQueue], null, cancellationToken);
        return repaired;
    }

    private async Task PrepareAsync(
        Difference difference, Repair repair, Dictionary<(string, string), WorkMessage> messages, SliceLimit limit, CancellationToken cancellationToken)
    {
        switch (repair)
        {
            case Repair.Push push:
                // Someone else who was faster has seen something newer; the push decides from what is there then.
                if (push.Row is { } row) await sync.WriteAsync([row with { UpdatedAt = clock.GetUtcNow() }], cancellationToken);
                if (push.Read is { } known) await shipping.KeepAsync(known, limit, cancellationToken);
                Add(MessageTypes.PushOrder);
                break;
            case Repair.RecordShipments record:
                await intake.TakeAsync(record.Read, Reason, cancellationToken);
                Add(MessageTypes.RecordShipment);
                break;
            case Repair.RecordStatus record:
                await shipping.KeepAsync(record.Read, limit, cancellationToken);
                Add(MessageTypes.RecordOrderStatus);
                break;
            case Repair.CancelThere cancel:
                await shipping.CancelAsync(cancel, limit, cancellationToken);
                break;
            case Repair.SetBack ahead:
                await cursors.SetBackAsync(ahead.Cursor, cancellationToken);
                break;
            case Repair.Close close:
                await errors.ResolveAsync(close.MessageType, [difference.OrderId], cancellationToken);
                break;
        }

        void Add(string type) => messages.TryAdd((type, difference.OrderId), new WorkMessage
        {
            Type = type, Id = difference.OrderId, OrderNumber = difference.OrderNumber, Reason = Reason, CorrelationId = ids.New(), EnqueuedAt = clock.GetUtcNow()
        });
    }
}
