using Connector.Core.Flows.Push;
using Connector.Core.Flows.Writeback;
using Connector.Core.Model.Orders;
using Connector.Core.Model.Shipping;

namespace Connector.Core.Flows.Reconcile;

/// <summary>What of one shop order does not show what the shipping side says. Decides with the write-back's own plans; writes nothing.</summary>
internal sealed class WritebackComparison(DeliveryPlanner planning, OrderStatusPlanner statuses)
{
    /// <param name="kept">The shipments that we have read before.</param>
    /// <param name="read">The shipments of this order as they were read now.</param>
    /// <param name="existing">The shipping orders of this order.</param>
    public async Task<WritebackFindings> OfAsync(
        PlannedOrder work, IReadOnlyList<ShipmentRow> kept, IReadOnlyList<Shipment> read, IReadOnlyList<RemoteOrder> existing, CancellationToken cancellationToken)
    {
        var found = new List<Difference>();
        var flagged = false;
        var order = work.Order;
        var rows = work.Rows.Where(r => r.GroupKey.Length > 0).ToList();
        var merged = existing.Where(s => s.Snapshot.MergedIds.Count > 0).Select(s => (s.Snapshot.Account, (long?)s.Snapshot.ShippingOrderId)).ToHashSet();
        var shipments = Together(order.Id, kept, read, merged);
        if (shipments.Count > 0)
        {
            var plan = await planning.MakeAsync(order, rows, shipments, [], cancellationToken);
            flagged = plan.Flags.Any(f => f.NeedsAttention);
            found.AddRange(OfShipments(order, plan, shipments, new Repair.RecordShipments(read)));
        }
        if (found.Count == 0 && rows.Count > 0 && existing.Count > 0)
        {
            var reported = existing.Select(s => s.Snapshot).ToList();
            var plan = await statuses.MakeAsync(order, reported, cancellationToken);
            if (plan.Changes.Count > 0)
                found.Add(OrderComparison.Of(DifferenceKind.StatusNotWrittenBack, order, existing[0].Key, $"It is {string.Join(", ", reported.Select(t => t.StatusText).Distinct(StringComparer.Ordinal))} in ShipStation: {Named(plan.Changes)} missing in the shop.", new Repair.RecordStatus(reported)));
        }
        return new WritebackFindings(found, flagged || existing.Any(s => s.Snapshot.AddressCheck == AddressCheck.Failed));
    }

    private static IEnumerable<Difference> OfShipments(Order order, DeliveryPlan plan, List<Shipment> shipments, Repair repair)
    {
        var deliveries = order.Shippings.SelectMany(s => s.Deliveries).ToLookup(d => d.Id, StringComparer.Ordinal);
        var (shipped, voided, other) = (0, 0, new List<OrderChange>());
        foreach (var change in plan.Changes)
        {
            switch (change)
            {
                case OrderChange.AddDelivery add:
                    shipped++;
                    yield return OrderComparison.Of(DifferenceKind.ShipmentNotWrittenBack, order, add.DeliveryKey, $"Shipment {add.DeliveryKey} is not on the shop order.", repair);
                    break;
                case OrderChange.RemoveDelivery remove:
                    voided++;
                    var key = deliveries[remove.DeliveryId].FirstOrDefault()?.Key;
                    yield return OrderComparison.Of(DifferenceKind.VoidNotWrittenBack, order, key, $"Shipment {key} was voided and is still on the shop order.", repair);
                    break;
                default:
                    other.Add(change);
                    break;
            }
        }
        if (other.Count > 0 && shipped + voided == 0)
            yield return OrderComparison.Of(DifferenceKind.ShopShowsOtherValues, order, shipments[0].Key, $"Different from the shipments: {Named(other)}.", repair);
    }

    /// <param name="merged">Shipping orders into which others were merged: what was read of their labels holds the goods of all of them, what was kept only those of this order.</param>
    private static List<Shipment> Together(string orderId, IReadOnlyList<ShipmentRow> kept, IReadOnlyList<Shipment> read, HashSet<(string, long?)> merged)
    {
        var all = kept.Select(k => k.Shipment).ToDictionary(s => (s.Account, s.Key));
        foreach (var shipment in read)
            all[(shipment.Account, shipment.Key)] = all.TryGetValue((shipment.Account, shipment.Key), out var before)
                ? ShippingReadings.Merge((before, orderId), (OwnPart(before, shipment), orderId)).Shipment
                : shipment;
        return [.. all.Values];

        Shipment OwnPart(Shipment before, Shipment now) =>
            merged.Contains((now.Account, now.ShippingOrderId)) ? now with { Items = before.Items, IsForeign = before.IsForeign } : now;
    }

    private static string Named(IReadOnlyList<OrderChange> changes) => string.Join(", ", changes.Select(Name).Distinct(StringComparer.Ordinal));

    private static string Name(OrderChange change) => change switch
    {
        OrderChange.SetCustomField field => field.Name,
        OrderChange.SetCustomType => "custom fields",
        OrderChange.SetShipmentState => "shipment state",
        OrderChange.SetOrderState => "order state",
        OrderChange.TransitionState => "workflow state",
        OrderChange.TransitionLineState => "line item states",
        OrderChange.SetParcelTracking => "tracking",
        OrderChange.SetDeliveryItems or OrderChange.SetParcelItems => "items",
        OrderChange.AddParcel or OrderChange.RemoveParcel => "parcels",
        _ => "measurements"
    };
}

/// <param name="NeedsAttention">True while something about the shipments needs attention, so that an error about it is still right.</param>
internal sealed record WritebackFindings(IReadOnlyList<Difference> Differences, bool NeedsAttention);
