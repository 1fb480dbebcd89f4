using Connector.Core.Model.Shipping;

namespace Connector.Core.Flows.Writeback;

/// <summary>The words in the custom field shipstationStatus.</summary>
public static class OrderStatusTexts
{
    public const string Exported = "exported";
    public const string PartiallyShipped = "partially shipped";
    public const string Shipped = "shipped";
    public const string Delivered = "delivered";
    public const string Cancelled = "cancelled";
    public const string OnHold = "on hold";
    public const string ShippedOutside = "shipped outside ShipStation";
    public const string Rejected = "rejected by the fulfillment provider";

    /// <summary>Null for states that the order shows otherwise or that say nothing new.</summary>
    public static string? Find(ShippingOrderStatus status) => status switch
    {
        ShippingOrderStatus.OnHold => OnHold,
        ShippingOrderStatus.Cancelled => Cancelled,
        ShippingOrderStatus.RejectedFulfillment => Rejected,
        ShippingOrderStatus.AwaitingPayment or ShippingOrderStatus.AwaitingShipment or ShippingOrderStatus.PendingFulfillment => Exported,
        _ => null
    };
}
