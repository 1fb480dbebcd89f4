namespace Connector.ShipStation.Wire;

/// <summary>One label, as GET /shipments lists it.</summary>
internal sealed record WireShipment
{
    public long? ShipmentId { get; init; }

    /// <summary>Null for a label that was made without an order.</summary>
    public long? OrderId { get; init; }
    public string? OrderKey { get; init; }
    public string? UserId { get; init; }
    public string? CustomerEmail { get; init; }
    public string? OrderNumber { get; init; }
    public string? CreateDate { get; init; }
    public string? ShipDate { get; init; }
    public decimal? ShipmentCost { get; init; }
    public decimal? InsuranceCost { get; init; }
    public string? TrackingNumber { get; init; }
    public bool? IsReturnLabel { get; init; }
    public string? BatchNumber { get; init; }
    public string? CarrierCode { get; init; }
    public string? ServiceCode { get; init; }
    public string? PackageCode { get; init; }
    public string? Confirmation { get; init; }
    public long? WarehouseId { get; init; }
    public bool? Voided { get; init; }
    public string? VoidDate { get; init; }
    public bool? MarketplaceNotified { get; init; }
    public string? NotifyErrorMessage { get; init; }
    public WireAddress? ShipTo { get; init; }
    public WireWeight? Weight { get; init; }
    public WireDimensions? Dimensions { get; init; }
    public WireInsuranceOptions? InsuranceOptions { get; init; }

    /// <summary>Only storeId and the bill-to members are ever filled here.</summary>
    public WireAdvancedOptions? AdvancedOptions { get; init; }

    /// <summary>Null unless the list was asked with includeShipmentItems.</summary>
    public IReadOnlyList<WireShipmentItem?>? ShipmentItems { get; init; }
}

internal sealed record WireShipmentItem
{
    public long? OrderItemId { get; init; }
    public string? LineItemKey { get; init; }
    public string? Sku { get; init; }
    public string? Name { get; init; }
    public int? Quantity { get; init; }
    public decimal? UnitPrice { get; init; }
}

/// <summary>One fulfillment without a label of ShipStation's, as GET /fulfillments lists it.</summary>
internal sealed record WireFulfillment
{
    public long? FulfillmentId { get; init; }
    public long? OrderId { get; init; }
    public string? OrderNumber { get; init; }
    public string? UserId { get; init; }
    public string? CustomerEmail { get; init; }
    public string? TrackingNumber { get; init; }
    public string? CreateDate { get; init; }

    /// <summary>A whole time here, at midnight.</summary>
    public string? ShipDate { get; init; }
    public string? VoidDate { get; init; }
    public string? DeliveryDate { get; init; }

    /// <summary>For people (USPS), not the code that shipments carry.</summary>
    public string? CarrierCode { get; init; }
    public string? FulfillmentProviderCode { get; init; }
    public string? FulfillmentServiceCode { get; init; }
    public decimal? FulfillmentFee { get; init; }
    public bool? VoidRequested { get; init; }
    public bool? Voided { get; init; }
    public bool? MarketplaceNotified { get; init; }
    public string? NotifyErrorMessage { get; init; }
    public WireAddress? ShipTo { get; init; }
}
