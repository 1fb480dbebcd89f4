using commercetools.Sdk.Api.Models.Channels;
using commercetools.Sdk.Api.Models.Orders;
using commercetools.Sdk.Api.Models.States;
using commercetools.Sdk.Api.Models.Types;
using Connector.Commercetools.Wire;

namespace Connector.Azure.CommercetoolsSdk;

/// <summary>The vendor's update actions in the SDK's classes, in order.</summary>
internal static class SdkActions
{
    public static IEnumerable<IOrderUpdateAction> From(IReadOnlyList<WireOrderAction> actions) => actions.SelectMany(From);

    private static IEnumerable<IOrderUpdateAction> From(WireOrderAction action)
    {
        if (action is not WireSetCustomType set) return [One(action)];
        // The Type first and its fields after it, in the same update: the same order in the end.
        return
        [
            new OrderSetCustomTypeAction { Type = new TypeResourceIdentifier { Key = set.Type.Key } },
            .. set.Fields.Select(field => new OrderSetCustomFieldAction { Name = field.Key, Value = field.Value })
        ];
    }

    private static IOrderUpdateAction One(WireOrderAction action) => action switch
    {
        WireAddDelivery add => new OrderAddDeliveryAction
        {
            DeliveryKey = add.DeliveryKey, ShippingKey = add.ShippingKey, Items = Items(add.Items), Parcels = [.. add.Parcels.Select(Parcel)]
        },
        WireRemoveDelivery remove => new OrderRemoveDeliveryAction { DeliveryId = remove.DeliveryId },
        WireSetDeliveryItems set => new OrderSetDeliveryItemsAction { DeliveryId = set.DeliveryId, Items = Items(set.Items) },
        WireAddParcelToDelivery add => new OrderAddParcelToDeliveryAction
        {
            DeliveryId = add.DeliveryId, ParcelKey = add.ParcelKey, Measurements = Size(add.Measurements), TrackingData = Tracking(add.TrackingData),
            Items = Items(add.Items)
        },
        WireRemoveParcelFromDelivery remove => new OrderRemoveParcelFromDeliveryAction { ParcelId = remove.ParcelId },
        WireSetParcelTrackingData set => new OrderSetParcelTrackingDataAction { ParcelId = set.ParcelId, TrackingData = Tracking(set.TrackingData) },
        WireSetParcelMeasurements set => new OrderSetParcelMeasurementsAction { ParcelId = set.ParcelId, Measurements = Size(set.Measurements) },
        WireSetParcelItems set => new OrderSetParcelItemsAction { ParcelId = set.ParcelId, Items = Items(set.Items) },
        WireChangeShipmentState change => new OrderChangeShipmentStateAction { ShipmentState = SdkWords.ShipmentState(change.ShipmentState) },
        WireChangeOrderState change => new OrderChangeOrderStateAction { OrderState = SdkWords.OrderState(change.OrderState) },
        WireTransitionState move => new OrderTransitionStateAction { State = State(move.State), Force = move.Force },
        WireTransitionLineItemState move => new OrderTransitionLineItemStateAction
        {
            LineItemId = move.LineItemId, Quantity = (int)move.Quantity, FromState = State(move.FromState), ToState = State(move.ToState)
        },
        WireTransitionCustomLineItemState move => new OrderTransitionCustomLineItemStateAction
        {
            CustomLineItemId = move.CustomLineItemId, Quantity = (int)move.Quantity, FromState = State(move.FromState), ToState = State(move.ToState)
        },
        WireSetCustomField set => new OrderSetCustomFieldAction { Name = set.Name, Value = set.Value },
        WireUpdateSyncInfo mark => new OrderUpdateSyncInfoAction
        {
            Channel = new ChannelResourceIdentifier { Key = mark.Channel.Key }, ExternalId = mark.ExternalId, SyncedAt = mark.SyncedAt.UtcDateTime
        },
        WireAddReturnInfo add => new OrderAddReturnInfoAction
        {
            ReturnTrackingId = add.ReturnTrackingId, ReturnDate = add.ReturnDate?.UtcDateTime, Items = [.. add.Items.Select(Return)]
        },
        _ => throw new NotSupportedException(action.GetType().Name)
    };

    private static List<IDeliveryItem> Items(IEnumerable<WireDeliveryItem> items) =>
        [.. items.Select(item => new DeliveryItem { Id = item.Id ?? "", Quantity = (int)(item.Quantity ?? 0) })];

    private static IParcelDraft Parcel(WireParcelDraft parcel) => new ParcelDraft
    {
        Key = parcel.Key, Measurements = Size(parcel.Measurements), TrackingData = Tracking(parcel.TrackingData), Items = parcel.Items is null ? null : Items(parcel.Items)
    };

    private static TrackingData? Tracking(WireTrackingData? tracking) => tracking is null ? null : new TrackingData
    {
        TrackingId = tracking.TrackingId, Carrier = tracking.Carrier, Provider = tracking.Provider, ProviderTransaction = tracking.ProviderTransaction,
        IsReturn = tracking.IsReturn
    };

    private static ParcelMeasurements? Size(WireMeasurements? size) => size is null ? null : new ParcelMeasurements
    {
        HeightInMillimeter = (int?)size.HeightInMillimeter, LengthInMillimeter = (int?)size.LengthInMillimeter, WidthInMillimeter = (int?)size.WidthInMillimeter,
        WeightInGram = (int?)size.WeightInGram
    };

    private static StateResourceIdentifier State(WireResourceIdentifier state) => new() { Id = state.Id, Key = state.Key };

    private static IReturnItemDraft Return(WireReturnItemDraft item) => new ReturnItemDraft
    {
        LineItemId = item.LineItemId, Quantity = (int)item.Quantity, Comment = item.Comment, ShipmentState = SdkWords.ReturnState(item.ShipmentState)
    };
}
