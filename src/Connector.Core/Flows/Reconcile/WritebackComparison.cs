using Connector.Core.Flows.Writeback;
using Connector.Core.Model.Orders;
using Connector.Core.Model.Shipping;

namespace Connector.Core.Flows.Reconcile;

/// <summary>Pure: what of one shop order does not show what the shipping side says, from the write-back's own plans.</summary>
internal static class WritebackComparison
{
    /// <param name="shipments">All that is known of its shipments, as <see cref="Join"/> makes them.</param>
    /// <param name="delivery">What the write-back would do about the shipments; null without shipments.</param>
    /// <param name="read">The shipments of this order as they were read now: the repair keeps them.</param>
    /// <param name="existing">The shipping orders of this order.</param>
    /// <param name="status">What the write-back would do about their status; null where nothing was sent or nothing is there.</param>
    public static IReadOnlyList<Difference> Compare(
        Order order, IReadOnlyList<Shipment> shipments, DeliveryPlan? delivery, IReadOnlyList<Shipment> read, IReadOnlyList<RemoteOrder> existing, OrderStatusPlan? status)
    {
        // The repair of the shipments writes the status as well.
        if (delivery is not null && CompareShipments(order, delivery, shipments, new Repair.RecordShipments(read)).ToList() is { Count: > 0 } found) return found;
        if (status is not { Changes.Count: > 0 }) return [];
        var reported = existing.Select(s => s.Snapshot).ToList();
        var words = string.Join(", ", reported.Select(t => t.StatusText).Distinct(StringComparer.Ordinal));
        return [Difference.From(DifferenceKind.StatusNotWrittenBack, order, existing[0].Key, $"It is {words} in ShipStation: {Named(status.Changes)} missing in the shop.", new Repair.RecordStatus(reported))];
    }

    /// <summary>
    /// The shipments that were kept with what was read now. Of shipping orders into which others were merged, what was read holds the goods of all of them and what was kept only
    /// those of this order.
    /// </summary>
    public static IReadOnlyList<Shipment> Join(string orderId, IReadOnlyList<ShipmentRow> kept, IReadOnlyList<Shipment> read, IReadOnlyList<RemoteOrder> existing)
    {
        var merged = existing.Where(s => s.Snapshot.MergedIds.Count > 0).Select(s => (s.Snapshot.Account, (long?)s.Snapshot.ShippingOrderId)).ToHashSet();
        var all = kept.Select(k => k.Shipment).ToDictionary(s => (s.Account, s.Key));
        foreach (var shipment in read)
            all[(shipment.Account, shipment.Key)] = all.TryGetValue((shipment.Account, shipment.Key), out var before)
                ? ShippingReadings.Merge((before, orderId), (OwnPart(before, shipment), orderId)).Shipment
                : shipment;
        return [.. all.Values];

        Shipment OwnPart(Shipment before, Shipment now) =>
            merged.Contains((now.Account, now.ShippingOrderId)) ? now with { Items = before.Items, IsForeign = before.IsForeign } : now;
    }

    private static IEnumerable<Difference> CompareShipments(Order order, DeliveryPlan plan, IReadOnlyList<Shipment> shipments, Repair repair)
    {
        var deliveries = order.Shippings.SelectMany(s => s.Deliveries).ToLookup(d => d.Id, StringComparer.Ordinal);
        var (shipped, voided, other) = (0, 0, new List<OrderChange>());
        foreach (var change in plan.Changes)
        {
            switch (change)
            {
                case OrderChange.AddDelivery add:
                    shipped++;
                    yield return Difference.From(DifferenceKind.ShipmentNotWrittenBack, order, add.DeliveryKey, $"Shipment {add.DeliveryKey} is not on the shop order.", repair);
                    break;
                case OrderChange.RemoveDelivery remove:
                    voided++;
                    var key = deliveries[remove.DeliveryId].FirstOrDefault()?.Key;
                    yield return Difference.From(DifferenceKind.VoidNotWrittenBack, order, key, $"Shipment {key} was voided and is still on the shop order.", repair);
                    break;
                default:
                    other.Add(change);
                    break;
            }
        }
        if (other.Count > 0 && shipped + voided == 0)
            yield return Difference.From(DifferenceKind.ShopShowsOtherValues, order, shipments[0].Key, $"Different from the shipments: {Named(other)}.", repair);
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
