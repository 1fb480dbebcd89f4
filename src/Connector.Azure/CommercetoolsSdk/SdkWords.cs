using commercetools.Sdk.Api.Models.Orders;

namespace Connector.Azure.CommercetoolsSdk;

/// <summary>The vendor's words as the SDK's enumerations.</summary>
internal static class SdkWords
{
    public static IShipmentState ShipmentState(string word) => word switch
    {
        "Shipped" => IShipmentState.Shipped,
        "Delivered" => IShipmentState.Delivered,
        "Ready" => IShipmentState.Ready,
        "Pending" => IShipmentState.Pending,
        "Delayed" => IShipmentState.Delayed,
        "Partial" => IShipmentState.Partial,
        "Backorder" => IShipmentState.Backorder,
        // The SDK has no constant for it in every version.
        "Canceled" => IShipmentState.FindEnum(word),
        _ => throw new NotSupportedException(word)
    };

    public static IOrderState OrderState(string word) => word switch
    {
        "Open" => IOrderState.Open,
        "Confirmed" => IOrderState.Confirmed,
        "Complete" => IOrderState.Complete,
        "Cancelled" => IOrderState.Cancelled,
        _ => throw new NotSupportedException(word)
    };

    public static IReturnShipmentState ReturnState(string word) => word switch
    {
        "Advised" => IReturnShipmentState.Advised,
        "Returned" => IReturnShipmentState.Returned,
        _ => throw new NotSupportedException(word)
    };
}
