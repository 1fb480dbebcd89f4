using Connector.Core.Engine.Pump;
using Connector.Core.Model;
using Connector.Core.Model.Messages;
using Connector.Core.Model.Orders;
using Connector.Core.Model.Shipping;
using Connector.Core.Ports;
using Microsoft.Extensions.Options;

namespace Connector.Core.Flows.Writeback;

/// <summary>
/// Writes to the shop order what was shipped and voided: one read for up to 100 orders, one write for each. A second run is harmless: the key of a delivery is a pure
/// function of the shipment, and the plan is empty when all is there.
/// </summary>
public sealed class RecordShipmentHandler(
    OrderUpdater writing, ISyncStore sync, IShippingStore store, IErrorQueue errors, IWorkQueue queue, DeliveryPlanner planning, IFaultPoints faults, IOptions<EngineOptions> options, SyncMeter meter,
    ParcelTracker parcels, IIdSource ids, TimeProvider clock) : IMessageHandler
{
    public async Task<IReadOnlyList<WorkOutcome>> HandleAsync(IReadOnlyList<WorkMessage> messages, CancellationToken cancellationToken)
    {
        var orderIds = messages.Select(m => m.Id).ToList();
        var orders = await writing.LoadAsync(messages, cancellationToken);
        var rows = (await sync.GetAsync(orderIds, cancellationToken)).ToLookup(r => r.OrderId, StringComparer.Ordinal);
        var shipments = (await store.GetShipmentsAsync(orderIds, cancellationToken)).ToLookup(s => s.OrderId!, StringComparer.Ordinal);
        await parcels.FollowAsync(shipments.SelectMany(s => s), cancellationToken);
        var seen = (await store.GetOrdersAsync([.. rows.SelectMany(r => r).Select(r => r.OrderKey)], cancellationToken)).ToLookup(s => s.OrderKey);
        var outcomes = new WorkOutcome[messages.Count];
        await Parallel.ForEachAsync(
            Enumerable.Range(0, messages.Count),
            new ParallelOptions { MaxDegreeOfParallelism = options.Value.ParallelWrites, CancellationToken = cancellationToken },
            async (i, cancel) =>
            {
                var id = messages[i].Id;
                var work = new Writeback(id, [.. rows[id].Where(r => r.GroupKey.Length > 0)], [.. shipments[id]], [.. rows[id].SelectMany(r => seen[r.OrderKey])]);
                outcomes[i] = work.Shipments.Count == 0
                    ? new WorkOutcome.Skipped("no shipment of this order is known")
                    : await RecordAsync(work, orders.GetValueOrDefault(id), cancel);
            });
        return outcomes;
    }

    private sealed record Writeback(string OrderId, List<SyncRow> Rows, List<ShipmentRow> Shipments, List<ShippingOrderSnapshot> Seen);

    private async Task<WorkOutcome> RecordAsync(Writeback work, Order? order, CancellationToken cancellationToken)
    {
        DeliveryPlan? made = null;
        var all = work.Shipments.ConvertAll(s => s.Shipment);
        var (written, failure, leftOut) = await writing.WriteAsync(work.OrderId, order, async current =>
        {
            made = await planning.MakeAsync(current, work.Rows, all, work.Seen, cancellationToken);
            return made.Changes;
        }, work.Rows, cancellationToken);
        if (failure is null && made is null)
            failure = new WorkOutcome.DeadLetter(FailureKind.Rejected, ErrorCodes.OrderNotFound, "The order no longer exists in commercetools, but a shipment of it exists.");
        // It needs attention now: polls that read it again must not put it there again.
        if (failure is WorkOutcome.DeadLetter) await store.MarkRecordedAsync([.. work.Shipments.Select(s => (s.Shipment.Account, s.Shipment.Key, s.RefusedState))], cancellationToken);
        if (failure is not null) return failure;
        // A shipment that is not noted as written is news, even if a crash came between the write and this.
        var isNews = written || work.Shipments.Exists(s => s.Outstanding);
        await faults.ReachAsync("shipment-written", cancellationToken);
        await CommitAsync(work, made!, cancellationToken);
        if (leftOut is not null) return leftOut;
        var flag = made!.Flags.FirstOrDefault(f => f.NeedsAttention);
        if (flag is not null && isNews) return new WorkOutcome.DeadLetter(flag.Kind, flag.Code, flag.Text);
        // What was written earlier does not settle an error of that time.
        if (!isNews) return new WorkOutcome.Done("the shop was up to date");
        await errors.ResolveAsync(MessageTypes.RecordShipment, [work.OrderId], cancellationToken);
        var remarks = string.Concat(made.Flags.Select(f => "; " + f.Text));
        return new WorkOutcome.Done($"shop updated, {made.Coverage.Shipped} of {made.Coverage.ToShip} units shipped{remarks}");
    }

    private async Task CommitAsync(Writeback work, DeliveryPlan made, CancellationToken cancellationToken)
    {
        var news = work.Shipments.Where(s => s.RecordedState != s.WantedState).ToList();
        meter.Add(Measure.ShipmentsRecorded, news.Count(s => !s.Shipment.Voided));
        meter.Add(Measure.ShipmentsVoided, news.Count(s => s.Shipment.Voided));
        var status = made.Coverage.State == ShipmentState.Shipped ? SyncStatus.Shipped : SyncStatus.Synced;
        var fresh = await sync.GetAsync([work.OrderId], cancellationToken);
        var stale = fresh.Where(r => r.GroupKey.Length > 0 && r.Reservation is null && r.Status is SyncStatus.Synced or SyncStatus.Shipped && r.Status != status).ToList();
        if (stale.Count > 0) await sync.WriteAsync(stale.ConvertAll(r => r with { Status = status }), cancellationToken);
        if (news.Exists(s => s.Shipment.Voided)) await PushAgainAsync(work, cancellationToken);
        await parcels.CommitAsync(made.WrittenBack, cancellationToken);
        await store.MarkRecordedAsync([.. work.Shipments.Select(s => (s.Shipment.Account, s.Shipment.Key, s.WantedState))], cancellationToken);
    }

    /// <summary>What could not be sent because of the label (a change, a cancellation, a hold) can be sent now.</summary>
    private Task PushAgainAsync(Writeback work, CancellationToken cancellationToken) => queue.SendAsync(
        QueueNames.Orders,
        [new WorkMessage
        {
            Type = MessageTypes.PushOrder, Id = work.OrderId, OrderNumber = work.Rows.FirstOrDefault()?.OrderNumber, Reason = "voided", CorrelationId = ids.New(), EnqueuedAt = clock.GetUtcNow()
        }],
        null, cancellationToken);
}
