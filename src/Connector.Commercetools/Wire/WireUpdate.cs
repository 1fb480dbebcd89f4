using System.Text.Json;
using System.Text.Json.Serialization;

namespace Connector.Commercetools.Wire;

/// <summary>Body of a version-guarded update.</summary>
internal sealed record WireUpdate<TAction>(long Version, IReadOnlyList<TAction> Actions);

/// <summary>One update action of an order; "action" is written first.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "action")]
[JsonDerivedType(typeof(WireAddDelivery), "addDelivery")]
[JsonDerivedType(typeof(WireRemoveDelivery), "removeDelivery")]
[JsonDerivedType(typeof(WireSetDeliveryItems), "setDeliveryItems")]
[JsonDerivedType(typeof(WireAddParcelToDelivery), "addParcelToDelivery")]
[JsonDerivedType(typeof(WireRemoveParcelFromDelivery), "removeParcelFromDelivery")]
[JsonDerivedType(typeof(WireSetParcelTrackingData), "setParcelTrackingData")]
[JsonDerivedType(typeof(WireSetParcelMeasurements), "setParcelMeasurements")]
[JsonDerivedType(typeof(WireSetParcelItems), "setParcelItems")]
[JsonDerivedType(typeof(WireChangeShipmentState), "changeShipmentState")]
[JsonDerivedType(typeof(WireChangeOrderState), "changeOrderState")]
[JsonDerivedType(typeof(WireTransitionState), "transitionState")]
[JsonDerivedType(typeof(WireTransitionLineItemState), "transitionLineItemState")]
[JsonDerivedType(typeof(WireTransitionCustomLineItemState), "transitionCustomLineItemState")]
[JsonDerivedType(typeof(WireSetCustomType), "setCustomType")]
[JsonDerivedType(typeof(WireSetCustomField), "setCustomField")]
[JsonDerivedType(typeof(WireUpdateSyncInfo), "updateSyncInfo")]
[JsonDerivedType(typeof(WireAddReturnInfo), "addReturnInfo")]
internal abstract record WireOrderAction;

internal sealed record WireAddDelivery(
    string DeliveryKey, string? ShippingKey, IReadOnlyList<WireDeliveryItem> Items, IReadOnlyList<WireParcelDraft> Parcels) : WireOrderAction;
internal sealed record WireRemoveDelivery(string DeliveryId) : WireOrderAction;
internal sealed record WireSetDeliveryItems(string DeliveryId, IReadOnlyList<WireDeliveryItem> Items) : WireOrderAction;
internal sealed record WireAddParcelToDelivery(
    string DeliveryId, string ParcelKey, WireMeasurements? Measurements, WireTrackingData? TrackingData, IReadOnlyList<WireDeliveryItem> Items) : WireOrderAction;
internal sealed record WireRemoveParcelFromDelivery(string ParcelId) : WireOrderAction;
internal sealed record WireSetParcelTrackingData(string ParcelId, WireTrackingData? TrackingData) : WireOrderAction;
internal sealed record WireSetParcelMeasurements(string ParcelId, WireMeasurements? Measurements) : WireOrderAction;
internal sealed record WireSetParcelItems(string ParcelId, IReadOnlyList<WireDeliveryItem> Items) : WireOrderAction;
internal sealed record WireChangeShipmentState(string ShipmentState) : WireOrderAction;
internal sealed record WireChangeOrderState(string OrderState) : WireOrderAction;
internal sealed record WireTransitionState(WireResourceIdentifier State, bool Force) : WireOrderAction;
internal sealed record WireTransitionLineItemState(
    string LineItemId, long Quantity, WireResourceIdentifier FromState, WireResourceIdentifier ToState) : WireOrderAction;
internal sealed record WireTransitionCustomLineItemState(
    string CustomLineItemId, long Quantity, WireResourceIdentifier FromState, WireResourceIdentifier ToState) : WireOrderAction;
internal sealed record WireSetCustomType(WireResourceIdentifier Type, IReadOnlyDictionary<string, JsonElement> Fields) : WireOrderAction;

/// <param name="Value">Null removes the field, and must be written for that.</param>
internal sealed record WireSetCustomField(
    string Name, [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] JsonElement? Value) : WireOrderAction;
internal sealed record WireUpdateSyncInfo(WireResourceIdentifier Channel, string ExternalId, DateTimeOffset SyncedAt) : WireOrderAction;
internal sealed record WireAddReturnInfo(
    string? ReturnTrackingId, DateTimeOffset? ReturnDate, IReadOnlyList<WireReturnItemDraft> Items) : WireOrderAction;

internal sealed record WireParcelDraft(
    string Key, WireMeasurements? Measurements, WireTrackingData? TrackingData, IReadOnlyList<WireDeliveryItem>? Items);
internal sealed record WireReturnItemDraft(string LineItemId, long Quantity, string ShipmentState, string? Comment);

/// <summary>Names a resource in a draft, by id or by key.</summary>
internal sealed record WireResourceIdentifier(string TypeId, string? Id, string? Key)
{
    internal static WireResourceIdentifier ByKey(string typeId, string key) => new(typeId, Id: null, key);

    internal static WireResourceIdentifier ById(string typeId, string id) => new(typeId, id, Key: null);
}
