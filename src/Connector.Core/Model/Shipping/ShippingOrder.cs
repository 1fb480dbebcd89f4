namespace Connector.Core.Model.Shipping;

/// <summary>
/// One fulfillment group of a shop order as it should be on the shipping side. Amounts are decimals in major units of the order's currency.
/// This record, in its canonical JSON form (<see cref="PayloadJson"/>), is what we hash, keep as the base of merges, and send whole on each upsert.
/// </summary>
public sealed record ShippingOrder
{
    /// <summary>Our idempotency key, at most 50 characters.</summary>
    public required string OrderKey { get; init; }

    /// <summary>What people see; at most 50 characters; with a suffix when the shop order has several groups.</summary>
    public required string OrderNumber { get; init; }

    /// <summary>The shipping side's id once known; an update of a split order needs it. Not part of the payload.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public long? ShippingOrderId { get; init; }
    public DateTimeOffset PlacedAt { get; init; }
    public DateTimeOffset? PaidAt { get; init; }
    public DateTimeOffset? ShipBy { get; init; }
    public ShippingOrderStatus Status { get; init; }
    public DateOnly? HoldUntil { get; init; }
    public string? CustomerUsername { get; init; }
    public string? CustomerEmail { get; init; }
    public required ShippingAddress BillTo { get; init; }
    public required ShippingAddress ShipTo { get; init; }
    public IReadOnlyList<ShippingItem> Items { get; init; } = [];
    public decimal AmountPaid { get; init; }
    public decimal TaxAmount { get; init; }
    public decimal ShippingAmount { get; init; }
    public string? CustomerNotes { get; init; }
    public string? InternalNotes { get; init; }
    public bool Gift { get; init; }
    public string? GiftMessage { get; init; }
    public string? PaymentMethod { get; init; }

    /// <summary>Free text that the shipping side's own service rules key on.</summary>
    public string? RequestedService { get; init; }
    public string? CarrierCode { get; init; }
    public string? ServiceCode { get; init; }
    public string? PackageCode { get; init; }

    /// <summary>none, delivery, signature, adult_signature or direct_signature.</summary>
    public string? Confirmation { get; init; }
    public DateOnly? ShipDate { get; init; }
    public Weight? Weight { get; init; }
    public Dimensions? Dimensions { get; init; }
    public Insurance? Insurance { get; init; }
    public Customs? Customs { get; init; }

    /// <summary>0 leaves it to the shipping side: the first manual store of the account.</summary>
    public required long StoreId { get; init; }

    /// <summary>Null leaves the account's default ship-from location.</summary>
    public long? WarehouseId { get; init; }
    public bool NonMachinable { get; init; }
    public bool SaturdayDelivery { get; init; }
    public bool ContainsAlcohol { get; init; }
    public string? CustomField1 { get; init; }
    public string? CustomField2 { get; init; }
    public string? CustomField3 { get; init; }
    public string? Source { get; init; }
    public BillToParty? BillToParty { get; init; }
    public IReadOnlyList<int> TagIds { get; init; } = [];
}

/// <summary>The state of a shipping order. Values that this version does not know read as <see cref="Other"/>.</summary>
public enum ShippingOrderStatus { Other, AwaitingPayment, AwaitingShipment, PendingFulfillment, OnHold, Shipped, Cancelled, RejectedFulfillment }

/// <summary>An address in the shipping side's form: three street lines.</summary>
public sealed record ShippingAddress
{
    public required string Name { get; init; }
    public string? Company { get; init; }
    public string? Street1 { get; init; }
    public string? Street2 { get; init; }
    public string? Street3 { get; init; }
    public string? City { get; init; }
    public string? State { get; init; }
    public string? PostalCode { get; init; }

    /// <summary>ISO 3166-1 alpha-2.</summary>
    public string? Country { get; init; }
    public string? Phone { get; init; }
    public bool? Residential { get; init; }
}

/// <summary>One line of a shipping order.</summary>
public sealed record ShippingItem
{
    /// <summary>The shop's line id (with a suffix where one line became several); comes back on shipments.</summary>
    public required string LineItemKey { get; init; }
    public string? Sku { get; init; }
    public required string Name { get; init; }
    public string? ImageUrl { get; init; }

    /// <summary>Of one unit; null when unknown, never zero.</summary>
    public Weight? Weight { get; init; }
    public int Quantity { get; init; }
    public decimal? UnitPrice { get; init; }

    /// <summary>Tax of one unit; information only, not part of any sum.</summary>
    public decimal? TaxAmount { get; init; }
    public string? WarehouseLocation { get; init; }
    public IReadOnlyList<ItemOption> Options { get; init; } = [];
    public string? FulfillmentSku { get; init; }

    /// <summary>True for what is not a thing: a discount, a fee, a rounding difference.</summary>
    public bool Adjustment { get; init; }
    public string? Upc { get; init; }
}

public sealed record ItemOption(string Name, string Value);

/// <summary>A weight with its unit; there are no kilograms on the shipping side.</summary>
public sealed record Weight(decimal Value, WeightUnit Unit);

public enum WeightUnit { Grams, Ounces, Pounds }

public sealed record Dimensions(decimal Length, decimal Width, decimal Height, LengthUnit Unit);

public enum LengthUnit { Centimeters, Inches }

/// <param name="Provider">carrier, shipsurance or provider; null with nothing insured.</param>
public sealed record Insurance(string? Provider, bool Insure, decimal InsuredValue);

/// <summary>The customs declaration about a parcel that leaves its country.</summary>
public sealed record Customs(string? Contents, string? NonDelivery, IReadOnlyList<CustomsItem> Items);

/// <param name="Value">Of all units of the line together.</param>
public sealed record CustomsItem(string Description, int Quantity, decimal Value, string? HarmonizedTariffCode, string? CountryOfOrigin);

/// <param name="Party">my_account, my_other_account, recipient or third_party.</param>
public sealed record BillToParty(string Party, string? Account, string? PostalCode, string? CountryCode, string? MyOtherAccount);
