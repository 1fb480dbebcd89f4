using Connector.Commercetools.Wire;
using Connector.Core.Model.Messages;
using Connector.Core.Model.Orders;

namespace Connector.Commercetools.Mapping;

/// <summary>Our changes as the vendor's update actions, one for one, in order.</summary>
internal static class ActionsFromChanges
{
    internal static List<WireOrderAction> Write(IReadOnlyList<OrderChange> changes) => [.. changes.Select(Write)];

    private static WireOrderAction Write(OrderChange change) => change switch
    {
        OrderChange.AddDelivery add => new WireAddDelivery(add.DeliveryKey, add.ShippingKey, Items(add.Items), [.. add.Parcels.Select(Parcel)]),
        OrderChange.RemoveDelivery remove => new WireRemoveDelivery(remove.DeliveryId),
        OrderChange.SetDeliveryItems set => new WireSetDeliveryItems(set.DeliveryId, Items(set.Items)),
        OrderChange.AddParcel add => new WireAddParcelToDelivery(
            add.DeliveryId, add.Parcel.Key, Size(add.Parcel.Size), Tracking(add.Parcel.Tracking), Items(add.Parcel.Items)),
        OrderChange.RemoveParcel remove => new WireRemoveParcelFromDelivery(remove.ParcelId),
        OrderChange.SetParcelTracking set => new WireSetParcelTrackingData(set.ParcelId, Tracking(set.Tracking)),
        OrderChange.SetParcelSize set => new WireSetParcelMeasurements(set.ParcelId, Size(set.Size)),
        OrderChange.SetParcelItems set => new WireSetParcelItems(set.ParcelId, Items(set.Items)),
        OrderChange.SetShipmentState set => new WireChangeShipmentState(Word(set.State)),
        OrderChange.SetOrderState set => new WireChangeOrderState(Word(set.State)),
        OrderChange.TransitionState move => new WireTransitionState(WireResourceIdentifier.ByKey("state", move.StateKey), move.Force),
        OrderChange.TransitionLineState move => Transition(move),
        OrderChange.SetCustomType set => new WireSetCustomType(WireResourceIdentifier.ByKey("type", set.TypeKey), set.Fields),
        OrderChange.SetCustomField set => new WireSetCustomField(set.Name, set.Value),
        OrderChange.MarkSynced mark => new WireUpdateSyncInfo(WireResourceIdentifier.ByKey("channel", mark.ChannelKey), mark.ExternalId, mark.SyncedAt),
        OrderChange.AddReturn add => new WireAddReturnInfo(add.ReturnTrackingId, add.ReturnDate, [.. add.Items.Select(item => ReturnItem(item, add.Comment))]),
        _ => throw new NotSupportedException(change.GetType().Name)
    };

    private static WireOrderAction Transition(OrderChange.TransitionLineState move)
    {
        var from = WireResourceIdentifier.ById("state", move.FromStateId);
        var to = WireResourceIdentifier.ByKey("state", move.ToStateKey);
        return move.Kind == LineKind.Custom
            ? new WireTransitionCustomLineItemState(move.LineId, move.Quantity, from, to)
            : new WireTransitionLineItemState(move.LineId, move.Quantity, from, to);
    }

    // A return that we write has been announced by a label; that goods are back is for the warehouse to say.
    private static WireReturnItemDraft ReturnItem(DeliveryItem item, string? comment) => new(item.LineId, item.Quantity, "Advised", comment);

    private static List<WireDeliveryItem> Items(IReadOnlyList<DeliveryItem> items) =>
        [.. items.Select(item => new WireDeliveryItem { Id = item.LineId, Quantity = item.Quantity })];

    private static WireParcelDraft Parcel(NewParcel parcel) => new(
        parcel.Key, Size(parcel.Size), Tracking(parcel.Tracking), parcel.Items.Count == 0 ? null : Items(parcel.Items));

    private static WireTrackingData? Tracking(Tracking? tracking) => tracking is null ? null : new WireTrackingData
    {
        TrackingId = tracking.TrackingId,
        Carrier = tracking.Carrier,
        Provider = tracking.Provider,
        ProviderTransaction = tracking.ProviderTransaction,
        IsReturn = tracking.IsReturn
    };

    private static WireMeasurements? Size(ParcelSize? size) => size is null ? null : new WireMeasurements
    {
        HeightInMillimeter = size.HeightMillimetres,
        LengthInMillimeter = size.LengthMillimetres,
        WidthInMillimeter = size.WidthMillimetres,
        WeightInGram = size.WeightGrams
    };

    private static string Word(ShipmentState state) =>
        state is ShipmentState.None or ShipmentState.Unknown ? throw Unsayable("shipmentState", state.ToString()) : state.ToString();

    private static string Word(OrderState state) => state is OrderState.Unknown ? throw Unsayable("orderState", state.ToString()) : state.ToString();

    private static ConnectorException Unsayable(string field, string value) =>
        new(FailureKind.Unmappable, ErrorCodes.FieldInvalid, $"{field}: commercetools has no word for {value}.");
}
