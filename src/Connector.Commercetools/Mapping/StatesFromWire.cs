using Connector.Core.Model.Orders;

namespace Connector.Commercetools.Mapping;

/// <summary>The vendor's state words. A word that this version does not know is Unknown, never an error.</summary>
internal static class StatesFromWire
{
    internal static OrderState Order(string? word) => word switch
    {
        "Open" => OrderState.Open,
        "Confirmed" => OrderState.Confirmed,
        "Complete" => OrderState.Complete,
        "Cancelled" => OrderState.Cancelled,
        _ => OrderState.Unknown
    };

    internal static PaymentState Payment(string? word) => word switch
    {
        null or "" => PaymentState.None,
        "BalanceDue" => PaymentState.BalanceDue,
        "Failed" => PaymentState.Failed,
        "Pending" => PaymentState.Pending,
        "CreditOwed" => PaymentState.CreditOwed,
        "Paid" => PaymentState.Paid,
        _ => PaymentState.Unknown
    };

    internal static ShipmentState Shipment(string? word) => word switch
    {
        null or "" => ShipmentState.None,
        "Pending" => ShipmentState.Pending,
        "Ready" => ShipmentState.Ready,
        "Partial" => ShipmentState.Partial,
        "Shipped" => ShipmentState.Shipped,
        "Delivered" => ShipmentState.Delivered,
        "Delayed" => ShipmentState.Delayed,
        "Backorder" => ShipmentState.Backorder,
        "Canceled" => ShipmentState.Canceled,
        _ => ShipmentState.Unknown
    };
}
