using Connector.Core.Model.Shipping;

namespace Connector.ShipStation.Mapping;

/// <summary>ShipStation's closed word lists and our enums for them. Words that this version does not know never fail a record.</summary>
internal static class Words
{
    public static ShippingOrderStatus StatusOf(string? word) => word?.ToLowerInvariant() switch
    {
        "awaiting_payment" => ShippingOrderStatus.AwaitingPayment,
        "awaiting_shipment" => ShippingOrderStatus.AwaitingShipment,
        "pending_fulfillment" => ShippingOrderStatus.PendingFulfillment,
        "on_hold" => ShippingOrderStatus.OnHold,
        "shipped" => ShippingOrderStatus.Shipped,
        "cancelled" => ShippingOrderStatus.Cancelled,
        "rejected_fulfillment" => ShippingOrderStatus.RejectedFulfillment,
        _ => ShippingOrderStatus.Other
    };

    /// <summary>Null for a status that an order cannot be given from outside.</summary>
    public static string? WritableStatus(ShippingOrderStatus status) => status switch
    {
        ShippingOrderStatus.AwaitingPayment => "awaiting_payment",
        ShippingOrderStatus.AwaitingShipment => "awaiting_shipment",
        ShippingOrderStatus.OnHold => "on_hold",
        ShippingOrderStatus.Shipped => "shipped",
        ShippingOrderStatus.Cancelled => "cancelled",
        _ => null
    };

    public static AddressCheck AddressCheckOf(string? text) => text?.Trim().ToLowerInvariant() switch
    {
        null or "" => AddressCheck.None,
        "address not yet validated" or "unverified" => AddressCheck.NotYet,
        "address validated successfully" or "verified" => AddressCheck.Valid,
        "address validation warning" => AddressCheck.Warning,
        "address validation failed" => AddressCheck.Failed,
        _ => AddressCheck.Unknown
    };

    public static string Unit(WeightUnit unit) => unit switch
    {
        WeightUnit.Grams => "grams",
        WeightUnit.Ounces => "ounces",
        WeightUnit.Pounds => "pounds",
        _ => throw new ArgumentOutOfRangeException(nameof(unit), unit, "Not a weight unit.")
    };

    /// <summary>Null for a unit that is not known: then the weight is as good as unknown.</summary>
    public static WeightUnit? WeightUnitOf(string? word) => word?.ToLowerInvariant() switch
    {
        "grams" or "gram" => WeightUnit.Grams,
        "ounces" or "ounce" => WeightUnit.Ounces,
        "pounds" or "pound" => WeightUnit.Pounds,
        _ => null
    };

    public static string Unit(LengthUnit unit) => unit switch
    {
        LengthUnit.Centimeters => "centimeters",
        LengthUnit.Inches => "inches",
        _ => throw new ArgumentOutOfRangeException(nameof(unit), unit, "Not a length unit.")
    };

    /// <summary>Null for a unit that is not known.</summary>
    public static LengthUnit? LengthUnitOf(string? word) => word?.ToLowerInvariant() switch
    {
        "centimeters" or "centimeter" => LengthUnit.Centimeters,
        "inches" or "inch" => LengthUnit.Inches,
        _ => null
    };
}
