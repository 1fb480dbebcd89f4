using Connector.Core.Flows.Push;
using Connector.Core.Flows.Writeback;
using Connector.Core.Model.Shipping;

namespace Connector.Core.Flows.Reconcile;

/// <summary>Makes the write-back's own plans of a shop order and compares; writes nothing.</summary>
internal sealed class WritebackReview(DeliveryPlanner planning, OrderStatusPlanner statuses)
{
    /// <param name="kept">The shipments that we have read before.</param>
    /// <param name="read">The shipments of this order as they were read now.</param>
    /// <param name="existing">The shipping orders of this order.</param>
    public async Task<WritebackFindings> CompareAsync(
        PlannedOrder work, IReadOnlyList<ShipmentRow> kept, IReadOnlyList<Shipment> read, IReadOnlyList<RemoteOrder> existing, CancellationToken cancellationToken)
    {
        var order = work.Order;
        var rows = work.Rows.Where(r => r.GroupKey.Length > 0).ToList();
        var shipments = WritebackComparison.Join(order.Id, kept, read, existing);
        var delivery = shipments.Count == 0 ? null : await planning.MakeAsync(order, rows, shipments, [], cancellationToken);
        var status = rows.Count == 0 || existing.Count == 0 ? null : await statuses.MakeAsync(order, [.. existing.Select(s => s.Snapshot)], cancellationToken);
        return new WritebackFindings(
            WritebackComparison.Compare(order, shipments, delivery, read, existing, status),
            delivery?.Flags.Any(f => f.NeedsAttention) == true || existing.Any(s => s.Snapshot.AddressCheck == AddressCheck.Failed));
    }
}

/// <param name="NeedsAttention">True while something about the shipments needs attention, so that an error about it is still right.</param>
internal sealed record WritebackFindings(IReadOnlyList<Difference> Differences, bool NeedsAttention);
