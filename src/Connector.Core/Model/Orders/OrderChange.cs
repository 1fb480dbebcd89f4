using System.Text.Json;

namespace Connector.Core.Model.Orders;

/// <summary>One change that we want on a shop order. Several go in one request, in this order, all or nothing.</summary>
public abstract record OrderChange
{
    private OrderChange() { }

    /// <param name="ShippingKey">Needed when the order has several shippings; otherwise null.</param>
    public sealed record AddDelivery(string DeliveryKey, string? ShippingKey, IReadOnlyList<DeliveryItem> Items, IReadOnlyList<NewParcel> Parcels) : OrderChange;
    public sealed record RemoveDelivery(string DeliveryId) : OrderChange;
    public sealed record SetDeliveryItems(string DeliveryId, IReadOnlyList<DeliveryItem> Items) : OrderChange;
    public sealed record AddParcel(string DeliveryId, NewParcel Parcel) : OrderChange;
    public sealed record RemoveParcel(string ParcelId) : OrderChange;
    public sealed record SetParcelTracking(string ParcelId, Tracking? Tracking) : OrderChange;
    public sealed record SetParcelSize(string ParcelId, ParcelSize? Size) : OrderChange;
    public sealed record SetParcelItems(string ParcelId, IReadOnlyList<DeliveryItem> Items) : OrderChange;
    public sealed record SetShipmentState(ShipmentState State) : OrderChange;
    public sealed record SetOrderState(OrderState State) : OrderChange;

    /// <summary>Moves the merchant's workflow; refused by the shop when the workflow forbids it and <paramref name="Force"/> is false.</summary>
    public sealed record TransitionState(string StateKey, bool Force) : OrderChange;
    public sealed record TransitionLineState(string LineId, LineKind Kind, long Quantity, string FromStateId, string ToStateKey) : OrderChange;

    /// <summary>Gives an order that has no custom Type one; replaces all its fields, so never used where a Type is there.</summary>
    public sealed record SetCustomType(string TypeKey, IReadOnlyDictionary<string, JsonElement> Fields) : OrderChange;

    /// <param name="Value">Null removes the field.</param>
    public sealed record SetCustomField(string Name, JsonElement? Value) : OrderChange;
    public sealed record MarkSynced(string ChannelKey, string ExternalId, DateTimeOffset SyncedAt) : OrderChange;
    public sealed record AddReturn(string? ReturnTrackingId, DateTimeOffset? ReturnDate, IReadOnlyList<DeliveryItem> Items, string? Comment) : OrderChange;
}

/// <summary>A parcel that is to be added.</summary>
public sealed record NewParcel(string Key, Tracking? Tracking, ParcelSize? Size, IReadOnlyList<DeliveryItem> Items);
