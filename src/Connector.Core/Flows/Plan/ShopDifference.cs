using System.Text.Json;
using Connector.Core.Model.Orders;

namespace Connector.Core.Flows.Plan;

/// <summary>Changes of a shop order as differences of its fields, in the shop's own names.</summary>
internal static class ShopDifference
{
    public static IEnumerable<FieldDifference> Compute(Order order, IEnumerable<OrderChange> changes) => changes.SelectMany(change => Compute(order, change));

    private static IEnumerable<FieldDifference> Compute(Order order, OrderChange change) => change switch
    {
        OrderChange.AddDelivery add => [new($"deliveries[{add.DeliveryKey}]", null, Join(Items(order, add.Items), Parcels(add.Parcels)))],
        OrderChange.RemoveDelivery remove => [new($"deliveries[{Delivery(order, remove.DeliveryId)?.Key ?? remove.DeliveryId}]", Items(order, Delivery(order, remove.DeliveryId)?.Items ?? []), null)],
        OrderChange.SetDeliveryItems set => [new($"deliveries[{Delivery(order, set.DeliveryId)?.Key ?? set.DeliveryId}].items", Items(order, Delivery(order, set.DeliveryId)?.Items ?? []), Items(order, set.Items))],
        OrderChange.AddParcel add => [new($"parcels[{add.Parcel.Key}]", null, Join(Items(order, add.Parcel.Items), Parcels([add.Parcel])))],
        OrderChange.RemoveParcel remove => [new($"parcels[{Parcel(order, remove.ParcelId)?.Key ?? remove.ParcelId}]", "there", null)],
        OrderChange.SetParcelTracking set => [new($"parcels[{Parcel(order, set.ParcelId)?.Key ?? set.ParcelId}].tracking", Tracking(Parcel(order, set.ParcelId)?.Tracking), Tracking(set.Tracking))],
        OrderChange.SetParcelSize set => [new($"parcels[{Parcel(order, set.ParcelId)?.Key ?? set.ParcelId}].size", Parcel(order, set.ParcelId)?.Size?.ToString(), set.Size?.ToString())],
        OrderChange.SetParcelItems set => [new($"parcels[{Parcel(order, set.ParcelId)?.Key ?? set.ParcelId}].items", Items(order, Parcel(order, set.ParcelId)?.Items ?? []), Items(order, set.Items))],
        OrderChange.SetShipmentState set => [new("shipmentState", $"{order.ShipmentState}", $"{set.State}")],
        OrderChange.SetOrderState set => [new("orderState", $"{order.State}", $"{set.State}")],
        OrderChange.TransitionState move => [new("state", order.WorkflowStateKey ?? order.WorkflowStateId, move.StateKey)],
        OrderChange.TransitionLineState move => [new($"lineItems[{move.LineId}].state", move.FromStateId, $"{move.ToStateKey} ({move.Quantity})")],
        OrderChange.SetCustomType set => [new("custom.type", order.CustomTypeId, set.TypeKey), .. set.Fields.Select(f => new FieldDifference($"custom.fields.{f.Key}", null, Text(f.Value)))],
        OrderChange.SetCustomField set => [new($"custom.fields.{set.Name}", order.CustomFields.TryGetValue(set.Name, out var now) ? Text(now) : null, Text(set.Value))],
        OrderChange.MarkSynced mark => [new($"syncInfo[{mark.ChannelKey}]", Synced(order, mark.ChannelKey), mark.ExternalId)],
        OrderChange.AddReturn back => [new("returnInfo", null, Join(Items(order, back.Items), back.ReturnTrackingId))],
        _ => [new(change.GetType().Name, null, "changes")]
    };

    private static Delivery? Delivery(Order order, string id) => order.Shippings.SelectMany(s => s.Deliveries).FirstOrDefault(d => d.Id == id);
    private static Parcel? Parcel(Order order, string id) => order.Shippings.SelectMany(s => s.Deliveries).SelectMany(d => d.Parcels).FirstOrDefault(p => p.Id == id);

    private static string? Synced(Order order, string channelKey) =>
        order.SyncMarks.Where(m => m.ChannelKey == channelKey).OrderByDescending(m => m.SyncedAt).FirstOrDefault()?.ExternalId;

    private static string Items(Order order, IEnumerable<DeliveryItem> items) =>
        string.Join(", ", items.Select(i => $"{i.Quantity} x {order.Lines.FirstOrDefault(l => l.Id == i.LineId)?.Sku ?? i.LineId}"));

    private static string Parcels(IEnumerable<NewParcel> parcels) => string.Join(", ", parcels.Select(p => Tracking(p.Tracking)).Where(t => t is not null));

    private static string? Tracking(Tracking? tracking) => tracking is null ? null : string.Join(' ', new[] { tracking.Carrier, tracking.TrackingId, tracking.IsReturn ? "(return)" : null }.Where(t => !string.IsNullOrEmpty(t)));

    private static string Join(params string?[] parts) => string.Join("; ", parts.Where(p => !string.IsNullOrEmpty(p)));

    private static string? Text(JsonElement? value) => value?.ValueKind switch
    {
        null or JsonValueKind.Null => null,
        JsonValueKind.Array => string.Join(", ", value.Value.EnumerateArray().Select(e => e.ToString())),
        _ => value.Value.ToString()
    };
}
