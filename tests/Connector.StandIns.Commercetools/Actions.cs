using System.Text.Json.Serialization;
using commercetools.Sdk.Api.Models.Channels;
using commercetools.Sdk.Api.Models.States;
using commercetools.Sdk.Api.Models.Types;
using Connector.StandIns.Commercetools;

namespace commercetools.Sdk.Api.Models.Orders;

[JsonPolymorphic(TypeDiscriminatorPropertyName = "action")]
[JsonDerivedType(typeof(OrderAddDeliveryAction), "addDelivery")]
[JsonDerivedType(typeof(OrderRemoveDeliveryAction), "removeDelivery")]
[JsonDerivedType(typeof(OrderSetDeliveryItemsAction), "setDeliveryItems")]
[JsonDerivedType(typeof(OrderAddParcelToDeliveryAction), "addParcelToDelivery")]
[JsonDerivedType(typeof(OrderRemoveParcelFromDeliveryAction), "removeParcelFromDelivery")]
[JsonDerivedType(typeof(OrderSetParcelTrackingDataAction), "setParcelTrackingData")]
[JsonDerivedType(typeof(OrderSetParcelMeasurementsAction), "setParcelMeasurements")]
[JsonDerivedType(typeof(OrderSetParcelItemsAction), "setParcelItems")]
[JsonDerivedType(typeof(OrderChangeShipmentStateAction), "changeShipmentState")]
[JsonDerivedType(typeof(OrderChangeOrderStateAction), "changeOrderState")]
[JsonDerivedType(typeof(OrderTransitionStateAction), "transitionState")]
[JsonDerivedType(typeof(OrderTransitionLineItemStateAction), "transitionLineItemState")]
[JsonDerivedType(typeof(OrderTransitionCustomLineItemStateAction), "transitionCustomLineItemState")]
[JsonDerivedType(typeof(OrderSetCustomTypeAction), "setCustomType")]
[JsonDerivedType(typeof(OrderSetCustomFieldAction), "setCustomField")]
[JsonDerivedType(typeof(OrderUpdateSyncInfoAction), "updateSyncInfo")]
[JsonDerivedType(typeof(OrderAddReturnInfoAction), "addReturnInfo")]
public interface IOrderUpdateAction;

public class OrderAddDeliveryAction : IOrderUpdateAction
{
    public string? DeliveryKey { get; set; }
    public string? ShippingKey { get; set; }
    public IList<IDeliveryItem>? Items { get; set; }
    public IList<IParcelDraft>? Parcels { get; set; }
}

public class OrderRemoveDeliveryAction : IOrderUpdateAction
{
    public string? DeliveryId { get; set; }
}

public class OrderSetDeliveryItemsAction : IOrderUpdateAction
{
    public string? DeliveryId { get; set; }
    public IList<IDeliveryItem>? Items { get; set; }
}

public class OrderAddParcelToDeliveryAction : IOrderUpdateAction
{
    public string? DeliveryId { get; set; }
    public string? ParcelKey { get; set; }
    public IParcelMeasurements? Measurements { get; set; }
    public ITrackingData? TrackingData { get; set; }
    public IList<IDeliveryItem>? Items { get; set; }
}

public class OrderRemoveParcelFromDeliveryAction : IOrderUpdateAction
{
    public string? ParcelId { get; set; }
}

public class OrderSetParcelTrackingDataAction : IOrderUpdateAction
{
    public string? ParcelId { get; set; }
    public ITrackingData? TrackingData { get; set; }
}

public class OrderSetParcelMeasurementsAction : IOrderUpdateAction
{
    public string? ParcelId { get; set; }
    public IParcelMeasurements? Measurements { get; set; }
}

public class OrderSetParcelItemsAction : IOrderUpdateAction
{
    public string? ParcelId { get; set; }
    public IList<IDeliveryItem>? Items { get; set; }
}

public class OrderChangeShipmentStateAction : IOrderUpdateAction
{
    [JsonConverter(typeof(ShipmentStateConverter))]
    public IShipmentState? ShipmentState { get; set; }
}

public class OrderChangeOrderStateAction : IOrderUpdateAction
{
    [JsonConverter(typeof(OrderStateConverter))]
    public IOrderState? OrderState { get; set; }
}

public class OrderTransitionStateAction : IOrderUpdateAction
{
    public IStateResourceIdentifier? State { get; set; }
    public bool? Force { get; set; }
}

public class OrderTransitionLineItemStateAction : IOrderUpdateAction
{
    public string? LineItemId { get; set; }
    public long Quantity { get; set; }
    public IStateResourceIdentifier? FromState { get; set; }
    public IStateResourceIdentifier? ToState { get; set; }
}

public class OrderTransitionCustomLineItemStateAction : IOrderUpdateAction
{
    public string? CustomLineItemId { get; set; }
    public long Quantity { get; set; }
    public IStateResourceIdentifier? FromState { get; set; }
    public IStateResourceIdentifier? ToState { get; set; }
}

public class OrderSetCustomTypeAction : IOrderUpdateAction
{
    public ITypeResourceIdentifier? Type { get; set; }
}

public class OrderSetCustomFieldAction : IOrderUpdateAction
{
    public string? Name { get; set; }
    public object? Value { get; set; }
}

public class OrderUpdateSyncInfoAction : IOrderUpdateAction
{
    public IChannelResourceIdentifier? Channel { get; set; }
    public string? ExternalId { get; set; }
    public DateTime? SyncedAt { get; set; }
}

public class OrderAddReturnInfoAction : IOrderUpdateAction
{
    public string? ReturnTrackingId { get; set; }
    public DateTime? ReturnDate { get; set; }
    public IList<IReturnItemDraft>? Items { get; set; }
}
