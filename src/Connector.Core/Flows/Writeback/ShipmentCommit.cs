using Connector.Core.Model.Messages;
using Connector.Core.Model.Orders;
using Connector.Core.Model.Shipping;
using Connector.Core.Ports;

namespace Connector.Core.Flows.Writeback;

/// <summary>Notes what the shop order shows by now. A crash before it makes the shipments news once more, and then the plan is empty.</summary>
internal sealed class ShipmentCommit(ISyncStore sync, IShippingStore store, ParcelTracker parcels, ForeignOrders foreign, PushRequests pushes, SyncMeter meter)
{
    private static readonly TimeSpan s_untilNoted = TimeSpan.FromSeconds(5);

    public async Task CommitAsync(ShippedOrder work, DeliveryPlan made, CancellationToken cancellationToken)
    {
        var news = work.Shipments.Where(s => s.RecordedState != s.WantedState).ToList();
        meter.Add(Measure.ShipmentsRecorded, news.Count(s => !s.Shipment.Voided));
        meter.Add(Measure.ShipmentsVoided, news.Count(s => s.Shipment.Voided));
        var shipped = made.Coverage.State == ShipmentState.Shipped;
        var fresh = await sync.GetAsync([work.OrderId], cancellationToken);
        var stale = fresh.Where(r => r.GroupKey.Length > 0 && r.Reservation is null && r.Status is SyncStatus.Synced or SyncStatus.Shipped && r.Status != StatusOf(r) && !r.IsMarkedShipped()).ToList();
        if (stale.Count > 0) await sync.WriteAsync(stale.ConvertAll(r => r with { Status = StatusOf(r) }), cancellationToken);
        // What could not be sent because of the label (a change, a cancellation, a hold) can be sent now.
        if (news.Exists(s => s.Shipment.Voided)) await pushes.SendAsync(work.OrderId, work.Rows is [var row, ..] ? row.OrderNumber : null, "voided", "", cancellationToken);
        await parcels.CommitAsync(made.WrittenBack, cancellationToken);
        // All of it has left, and not all of it with orders of ours: what is open of those must not ship as well. Sent before the shipments are no news any more, and worked on once they are none.
        if (shipped && news.Count > 0 && await MayBeOpenAsync(fresh))
            await pushes.SendAsync(work.OrderId, fresh[0].OrderNumber, "shipped with another order", "", cancellationToken, s_untilNoted);
        await store.MarkRecordedAsync([.. work.Shipments.Select(s => (s.Shipment.Account, s.Shipment.Key, s.WantedState))], cancellationToken);

        // An order of ours, a part that people split off it, or one that another program did.
        async Task<bool> MayBeOpenAsync(IEnumerable<SyncRow> rows)
        {
            if (work.Seen.Any(static o => o.ParentId is not null && PartTree.IsOpen(o.Status))) return true;
            foreach (var row in rows.Where(static r => r.GroupKey.Length > 0 && r.Status is SyncStatus.Synced or SyncStatus.Shipped))
                if (StatusOf(row) == SyncStatus.Synced || (await foreign.ListAsync(row, cancellationToken)).Count > 0) return true;
            return false;
        }

        SyncStatus StatusOf(SyncRow row)
        {
            // What our own marks left is no shipment of it.
            if (!shipped || !made.Recorded.Any(s => IsOf(row, s))) return SyncStatus.Synced;
            // Where others delivered the rest, or it left with another order, a label for a part of it leaves the order there open.
            return !(made.Coverage.WithOthers || made.Recorded.Any(s => s is { Voided: false, IsReturn: false } && !work.Rows.Any(r => IsOf(r, s)))) || row.Status == SyncStatus.Shipped || work.Seen.Any(o => o.ShippingOrderId == row.ShippingOrderId && o.Status == ShippingOrderStatus.Shipped)
                ? SyncStatus.Shipped
                : SyncStatus.Synced;
        }
    }

    /// <summary>A shipment of the row's order, or of a part of it; not one of a foreign order.</summary>
    private static bool IsOf(SyncRow row, Shipment shipment) =>
        !shipment.Voided && (shipment.OrderKey is null || shipment.OrderKey == row.OrderKey || (shipment.ShippingOrderId is { } id && id == row.ShippingOrderId));

    /// <summary>It needs attention now: polls that read it again must not put it there again.</summary>
    public Task RefuseAsync(ShippedOrder work, CancellationToken cancellationToken) =>
        store.MarkRecordedAsync([.. work.Shipments.Select(s => (s.Shipment.Account, s.Shipment.Key, s.RefusedState))], cancellationToken);
}
