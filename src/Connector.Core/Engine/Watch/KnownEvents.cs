using Connector.Core.Model.Labels;
using Connector.Core.Model.Messages;
using Connector.Core.Model.Shipping;

namespace Connector.Core.Engine.Watch;

/// <summary>Pure: what rows tell about the past of an order that nobody had to write down: labels, voids, splits, merges, arrivals.</summary>
internal static class KnownEvents
{
    public static IEnumerable<OrderEvent> From(
        IReadOnlyList<SyncRow> rows, IReadOnlyList<ShipmentRow> shipments, IReadOnlyList<ShippingOrderSnapshot> seen, IReadOnlyList<LabelRow> labels, IReadOnlyList<TrackingRow> parcels)
    {
        var ours = labels.Select(static l => l.Purchase?.ShipmentId).OfType<long>().ToHashSet();
        return shipments.Select(static s => s.Shipment).Where(static s => !s.IsForeign).SelectMany(s => Shipped(s, ours.Contains(s.Id)))
            .Concat(parcels.Select(static p => p.Reading).OfType<TrackingReading>().Select(Arrived).OfType<OrderEvent>())
            .Concat(seen.SelectMany(order => Seen(order, rows)));
    }

    private static IEnumerable<OrderEvent> Shipped(Shipment shipment, bool isOurs)
    {
        string?[] words = [shipment.CarrierCode, shipment.ServiceCode, shipment.TrackingNumber];
        var details = string.Join(' ', words.Where(static w => !string.IsNullOrEmpty(w)));
        var units = shipment.Items is { Count: > 0 } items ? $", {string.Join(", ", items.Select(static i => $"{i.Quantity} x {i.Sku ?? i.LineItemKey ?? "item"}"))}" : "";
        var text = shipment switch
        {
            { IsReturn: true } => "Return label created",
            { Kind: ShipmentKind.Label } => "Label bought",
            _ => "Marked as shipped in ShipStation"
        };
        yield return new OrderEvent(OrderEventKind.Label, isOurs ? OrderActor.Connector : OrderActor.Warehouse, text + (details.Length > 0 ? $": {details}" : "") + units) { At = shipment.CreatedAt };
        if (shipment is { Voided: true, VoidedAt: { } at })
            yield return new OrderEvent(OrderEventKind.Void, OrderActor.Warehouse, $"Label voided: {shipment.TrackingNumber ?? $"shipment {shipment.Id}"}") { At = at };
    }

    private static OrderEvent? Arrived(TrackingReading reading) => reading is { Status: TrackingStatus.Delivered, DeliveredAt: { } at }
        ? new OrderEvent(OrderEventKind.Delivered, OrderActor.Warehouse, $"Delivered: {reading.TrackingNumber ?? $"shipment {reading.ShipmentId}"}") { At = at }
        : null;

    private static IEnumerable<OrderEvent> Seen(ShippingOrderSnapshot order, IReadOnlyList<SyncRow> rows)
    {
        if (order.ParentId is not null)
            yield return new OrderEvent(OrderEventKind.Split, OrderActor.Warehouse, $"Split in ShipStation: {order.OrderNumber} ({order.ShippingOrderId})") { At = order.CreatedAt };
        if (order.MergedIds.Count > 0)
            yield return new OrderEvent(OrderEventKind.Merged, OrderActor.Warehouse, $"Merged in ShipStation: {order.OrderNumber} holds {order.MergedIds.Count} more") { At = order.ModifiedAt };
        if (order.Status == ShippingOrderStatus.OnHold && rows.FirstOrDefault(r => r.ShippingOrderId == order.ShippingOrderId) is { } row && SentStatus(row) is { } sent and not ShippingOrderStatus.OnHold)
            yield return new OrderEvent(OrderEventKind.Held, OrderActor.Warehouse, $"Put on hold in ShipStation: {order.OrderNumber}") { At = order.ModifiedAt };
    }

    private static ShippingOrderStatus? SentStatus(SyncRow row) => row.Payload is { } sent ? PayloadJson.Unpack(sent).Status : null;
}
