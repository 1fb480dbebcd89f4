namespace Connector.Simulators.ShipStation.Orders;

/// <summary>An order as it was sent: every field that a caller may write, unchecked. A field that was missing is null and will be wiped.</summary>
internal sealed record OrderDraft
{
    public long? OrderId { get; init; }
    public string? OrderKey { get; init; }
    public string? OrderNumber { get; init; }
    public DateTime? OrderDate { get; init; }
    public DateTime? PaymentDate { get; init; }
    public DateTime? ShipByDate { get; init; }
    public string? Status { get; init; }
    public string? CustomerUsername { get; init; }
    public string? CustomerEmail { get; init; }
    public Address? BillTo { get; init; }
    public Address? ShipTo { get; init; }
    public ItemDraft[] Items { get; init; } = [];
    public decimal AmountPaid { get; init; }
    public decimal TaxAmount { get; init; }
    public decimal ShippingAmount { get; init; }
    public string? CustomerNotes { get; init; }
    public string? InternalNotes { get; init; }
    public bool Gift { get; init; }
    public string? GiftMessage { get; init; }
    public string? PaymentMethod { get; init; }
    public string? RequestedShippingService { get; init; }
    public string? CarrierCode { get; init; }
    public string? ServiceCode { get; init; }
    public string? PackageCode { get; init; }
    public string Confirmation { get; init; } = "none";
    public DateOnly? ShipDate { get; init; }
    public DateOnly? HoldUntilDate { get; init; }
    public Weight? Weight { get; init; }
    public Dimensions? Dimensions { get; init; }
    public Insurance Insurance { get; init; } = Insurance.None;
    public International International { get; init; } = International.None;
    public AdvancedDraft Advanced { get; init; } = AdvancedDraft.None;
    public long[]? TagIds { get; init; }
}

/// <summary>One line as it was sent.</summary>
internal sealed record ItemDraft
{
    public string? LineItemKey { get; init; }
    public string? Sku { get; init; }
    public string? Name { get; init; }
    public string? ImageUrl { get; init; }

    /// <summary>Of one unit.</summary>
    public Weight? Weight { get; init; }
    public int Quantity { get; init; }
    public decimal? UnitPrice { get; init; }
    public decimal? TaxAmount { get; init; }
    public decimal? ShippingAmount { get; init; }
    public string? WarehouseLocation { get; init; }
    public ItemOption[] Options { get; init; } = [];
    public string? FulfillmentSku { get; init; }
    public bool Adjustment { get; init; }
    public string? Upc { get; init; }

    public bool SameAs(ItemDraft other) => this with { Options = other.Options } == other && Options.AsSpan().SequenceEqual(other.Options);
}

internal sealed record ItemOption(string? Name, string? Value);

internal sealed record Address
{
    public string? Name { get; init; }
    public string? Company { get; init; }
    public string? Street1 { get; init; }
    public string? Street2 { get; init; }
    public string? Street3 { get; init; }
    public string? City { get; init; }
    public string? State { get; init; }
    public string? PostalCode { get; init; }
    public string? Country { get; init; }
    public string? Phone { get; init; }
    public bool? Residential { get; init; }
}

internal sealed record Weight(decimal Value, string? Units)
{
    private const decimal OuncesInPound = 16m;
    private const decimal GramsInOunce = 28.349523125m;

    public decimal Ounces => Units switch
    {
        "pounds" => Value * OuncesInPound,
        "grams" => Value / GramsInOunce,
        _ => Value,
    };
}

internal sealed record Dimensions(decimal Length, decimal Width, decimal Height, string? Units);

internal sealed record Insurance(string? Provider, bool InsureShipment, decimal InsuredValue)
{
    public static readonly Insurance None = new(null, InsureShipment: false, 0m);
}

internal sealed record International(string? Contents, CustomsItem[] CustomsItems, string? NonDelivery)
{
    public static readonly International None = new(null, [], null);
}

internal sealed record CustomsItem(
    string? Id, string? Description, int Quantity, decimal Value, string? HarmonizedTariffCode, string? CountryOfOrigin);

/// <summary>The writable part of <c>advancedOptions</c>.</summary>
internal sealed record AdvancedDraft
{
    public static readonly AdvancedDraft None = new();

    public long? WarehouseId { get; init; }
    public bool NonMachinable { get; init; }
    public bool SaturdayDelivery { get; init; }
    public bool ContainsAlcohol { get; init; }
    public long? StoreId { get; init; }
    public string? CustomField1 { get; init; }
    public string? CustomField2 { get; init; }
    public string? CustomField3 { get; init; }
    public string? Source { get; init; }
    public string? BillToParty { get; init; }
    public string? BillToAccount { get; init; }
    public string? BillToPostalCode { get; init; }
    public string? BillToCountryCode { get; init; }
    public string? BillToMyOtherAccount { get; init; }
}
