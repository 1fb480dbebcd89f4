using System.Text.Json.Nodes;
using Connector.Simulators.Commercetools.Responses;

namespace Connector.Simulators.Commercetools.Updates;

/// <summary>Carries out one action on the order in hand; false when it changes nothing. A refusal throws.</summary>
internal delegate bool OrderAction(UpdateContext context, JsonObject action);

/// <summary>Every update action on orders that is known here.</summary>
internal static class OrderActions
{
    private static readonly Dictionary<string, OrderAction> ByName = new(StringComparer.Ordinal)
    {
        ["addDelivery"] = DeliveryActions.Add,
        ["removeDelivery"] = DeliveryActions.Remove,
        ["setDeliveryAddress"] = DeliveryActions.SetAddress,
        ["setDeliveryItems"] = DeliveryActions.SetItems,
        ["setDeliveryCustomType"] = (c, a) => CustomFields.SetType(c, c.Delivery(a), a, "order-delivery"),
        ["setDeliveryCustomField"] = (c, a) => CustomFields.SetField(c, c.Delivery(a), a),
        ["setDeliveryAddressCustomType"] = (c, a) => CustomFields.SetType(c, DeliveryActions.Address(c, a), a, "address"),
        ["setDeliveryAddressCustomField"] = (c, a) => CustomFields.SetField(c, DeliveryActions.Address(c, a), a),
        ["addParcelToDelivery"] = ParcelActions.Add,
        ["removeParcelFromDelivery"] = ParcelActions.Remove,
        ["setParcelMeasurements"] = ParcelActions.SetMeasurements,
        ["setParcelTrackingData"] = ParcelActions.SetTrackingData,
        ["setParcelItems"] = ParcelActions.SetItems,
        ["setParcelCustomType"] = (c, a) => CustomFields.SetType(c, c.Parcel(a), a, "order-parcel"),
        ["setParcelCustomField"] = (c, a) => CustomFields.SetField(c, c.Parcel(a), a),
        ["changeOrderState"] = StateActions.ChangeOrderState,
        ["changeShipmentState"] = StateActions.ChangeShipmentState,
        ["changePaymentState"] = StateActions.ChangePaymentState,
        ["transitionState"] = StateActions.Transition,
        ["transitionLineItemState"] = (c, a) => LineStateActions.Transition(c, c.Line(a), a),
        ["transitionCustomLineItemState"] = (c, a) => LineStateActions.Transition(c, c.Line(a, custom: true), a),
        ["importLineItemState"] = (c, a) => LineStateActions.Import(c, c.Line(a), a),
        ["importCustomLineItemState"] = (c, a) => LineStateActions.Import(c, c.Line(a, custom: true), a),
        ["setCustomType"] = (c, a) => CustomFields.SetType(c, c.Order, a, "order"),
        ["setCustomField"] = (c, a) => CustomFields.SetField(c, c.Order, a),
        ["setLineItemCustomType"] = (c, a) => CustomFields.SetType(c, c.Line(a), a, "line-item"),
        ["setLineItemCustomField"] = (c, a) => CustomFields.SetField(c, c.Line(a), a),
        ["setCustomLineItemCustomType"] = (c, a) => CustomFields.SetType(c, c.Line(a, custom: true), a, "custom-line-item"),
        ["setCustomLineItemCustomField"] = (c, a) => CustomFields.SetField(c, c.Line(a, custom: true), a),
        ["setShippingCustomType"] = (c, a) => CustomFields.SetType(c, c.Shipping(a), a, "shipping", "shippingCustomFields"),
        ["setShippingCustomField"] = (c, a) => CustomFields.SetField(c, c.Shipping(a), a, "shippingCustomFields"),
        ["setReturnItemCustomType"] = (c, a) => CustomFields.SetType(c, ReturnActions.Item(c, a), a, "order-return-item"),
        ["setReturnItemCustomField"] = (c, a) => CustomFields.SetField(c, ReturnActions.Item(c, a), a),
        ["updateSyncInfo"] = OrderDataActions.UpdateSyncInfo,
        ["addReturnInfo"] = ReturnActions.Add,
        ["setReturnInfo"] = ReturnActions.Replace,
        ["setReturnShipmentState"] = ReturnActions.SetShipmentState,
        ["setReturnPaymentState"] = ReturnActions.SetPaymentState,
        ["setShippingAddress"] = (c, a) => OrderDataActions.SetAddress(c, a, "shippingAddress"),
        ["setBillingAddress"] = (c, a) => OrderDataActions.SetAddress(c, a, "billingAddress"),
        ["addItemShippingAddress"] = OrderDataActions.AddItemAddress,
        ["updateItemShippingAddress"] = OrderDataActions.UpdateItemAddress,
        ["removeItemShippingAddress"] = OrderDataActions.RemoveItemAddress,
        ["setEstimatedDelivery"] = OrderDataActions.SetEstimatedDelivery,
        ["setOrderNumber"] = OrderDataActions.SetOrderNumber,
        ["setPurchaseOrderNumber"] = (c, a) => OrderDataActions.SetText(c, a, "purchaseOrderNumber", "purchaseOrderNumber"),
        ["setCustomerEmail"] = (c, a) => OrderDataActions.SetText(c, a, "email", "customerEmail"),
        ["setCustomerId"] = (c, a) => OrderDataActions.SetText(c, a, "customerId", "customerId"),
        ["setLocale"] = (c, a) => OrderDataActions.SetText(c, a, "locale", "locale"),
        ["setStore"] = OrderDataActions.SetStore,
        ["addPayment"] = OrderDataActions.AddPayment,
        ["removePayment"] = OrderDataActions.RemovePayment,
    };

    public static bool Apply(UpdateContext context, JsonObject action)
    {
        var name = Shape.Text(action, "action", "actions");
        return ByName.TryGetValue(name, out var apply)
            ? apply(context, action)
            : throw Refusal.InvalidInput($"The action '{name}' is not known for 'order'.");
    }
}
