namespace Connector.ShipStation.Wire;

/// <summary>
/// An order as POST /orders/createorders takes it and every order call returns it. All members may be missing; times are Pacific wall times
/// (<see cref="Mapping.PacificTime"/>); amounts are in major units of the account's currency, which no member names.
/// </summary>
internal sealed record WireOrder
{
    public long? OrderId { get; init; }
    public string? OrderNumber { get; init; }
    public string? OrderKey { get; init; }
    public string? OrderDate { get; init; }

    /// <summary>Set by ShipStation.</summary>
    public string? CreateDate { get; init; }

    /// <summary>Set by ShipStation; moves by itself some seconds after a write.</summary>
    public string? ModifyDate { get; init; }
    public string? PaymentDate { get; init; }
    public string? ShipByDate { get; init; }
    public string? OrderStatus { get; init; }
    public long? CustomerId { get; init; }
    public string? CustomerUsername { get; init; }
    public string? CustomerEmail { get; init; }
    public WireAddress? BillTo { get; init; }
    public WireAddress? ShipTo { get; init; }
    public IReadOnlyList<WireOrderItem?>? Items { get; init; }

    /// <summary>Computed by ShipStation.</summary>
    public decimal? OrderTotal { get; init; }
    public decimal? AmountPaid { get; init; }
    public decimal? TaxAmount { get; init; }
    public decimal? ShippingAmount { get; init; }
    public string? CustomerNotes { get; init; }
    public string? InternalNotes { get; init; }
    public bool? Gift { get; init; }
    public string? GiftMessage { get; init; }
    public string? PaymentMethod { get; init; }
    public string? RequestedShippingService { get; init; }
    public string? CarrierCode { get; init; }
    public string? ServiceCode { get; init; }
    public string? PackageCode { get; init; }
    public string? Confirmation { get; init; }
    public string? ShipDate { get; init; }
    public string? HoldUntilDate { get; init; }
    public WireWeight? Weight { get; init; }
    public WireDimensions? Dimensions { get; init; }
    public WireInsuranceOptions? InsuranceOptions { get; init; }
    public WireInternationalOptions? InternationalOptions { get; init; }
    public WireAdvancedOptions? AdvancedOptions { get; init; }
    public IReadOnlyList<int?>? TagIds { get; init; }
    public string? UserId { get; init; }
    public bool? ExternallyFulfilled { get; init; }
    public string? ExternallyFulfilledBy { get; init; }
}

internal sealed record WireOrderItem
{
    public long? OrderItemId { get; init; }

    /// <summary>Our line id; comes back on the items of shipments.</summary>
    public string? LineItemKey { get; init; }
    public string? Sku { get; init; }
    public string? Name { get; init; }
    public string? ImageUrl { get; init; }

    /// <summary>Of one unit.</summary>
    public WireWeight? Weight { get; init; }
    public int? Quantity { get; init; }
    public decimal? UnitPrice { get; init; }

    /// <summary>Of one unit; not part of the total.</summary>
    public decimal? TaxAmount { get; init; }
    public decimal? ShippingAmount { get; init; }
    public string? WarehouseLocation { get; init; }
    public IReadOnlyList<WireItemOption?>? Options { get; init; }

    /// <summary>ShipStation's own, found by SKU; ignored on input.</summary>
    public long? ProductId { get; init; }
    public string? FulfillmentSku { get; init; }
    public bool? Adjustment { get; init; }
    public string? Upc { get; init; }
    public string? CreateDate { get; init; }
    public string? ModifyDate { get; init; }
}

internal sealed record WireItemOption(string? Name, string? Value);
