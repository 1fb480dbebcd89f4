namespace Connector.ShipStation.Wire;

internal sealed record WireAddress
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

    /// <summary>Set by ShipStation.</summary>
    public string? AddressVerified { get; init; }
}

/// <param name="Units">pounds, ounces or grams.</param>
internal sealed record WireWeight(decimal? Value, string? Units);

/// <param name="Units">inches or centimeters.</param>
internal sealed record WireDimensions(decimal? Length, decimal? Width, decimal? Height, string? Units);

internal sealed record WireInsuranceOptions(string? Provider, bool? InsureShipment, decimal? InsuredValue);

internal sealed record WireInternationalOptions
{
    public string? Contents { get; init; }
    public IReadOnlyList<WireCustomsItem?>? CustomsItems { get; init; }
    public string? NonDelivery { get; init; }
}

internal sealed record WireCustomsItem
{
    /// <summary>Set by ShipStation; sent back it would change that line, so we leave it out and state all lines again.</summary>
    public string? CustomsItemId { get; init; }
    public string? Description { get; init; }
    public int? Quantity { get; init; }
    public decimal? Value { get; init; }
    public string? HarmonizedTariffCode { get; init; }
    public string? CountryOfOrigin { get; init; }
}

internal sealed record WireAdvancedOptions
{
    public long? WarehouseId { get; init; }
    public bool? NonMachinable { get; init; }
    public bool? SaturdayDelivery { get; init; }
    public bool? ContainsAlcohol { get; init; }

    /// <summary>Counts only when the order is created.</summary>
    public long? StoreId { get; init; }
    public string? CustomField1 { get; init; }
    public string? CustomField2 { get; init; }
    public string? CustomField3 { get; init; }
    public string? Source { get; init; }

    /// <summary>Set by ShipStation, as are the next two.</summary>
    public bool? MergedOrSplit { get; init; }
    public IReadOnlyList<long?>? MergedIds { get; init; }
    public long? ParentId { get; init; }
    public string? BillToParty { get; init; }
    public string? BillToAccount { get; init; }
    public string? BillToPostalCode { get; init; }
    public string? BillToCountryCode { get; init; }
    public string? BillToMyOtherAccount { get; init; }
}
