using System.Text.Json.Serialization;

namespace Connector.Commercetools.Wire;

/// <summary>centPrecision or highPrecision money; old documents lack the type and the digits.</summary>
internal sealed record WireMoney
{
    [JsonConverter(typeof(RepeatedText))]
    public string? Type { get; set; }

    [JsonConverter(typeof(RepeatedText))]
    public string? CurrencyCode { get; set; }
    public long? CentAmount { get; set; }
    public long? PreciseAmount { get; set; }
    public int? FractionDigits { get; set; }
}

internal sealed record WireTaxedPrice
{
    public WireMoney? TotalNet { get; set; }
    public WireMoney? TotalGross { get; set; }
    public WireMoney? TotalTax { get; set; }
}

internal sealed record WireTaxRate
{
    public decimal? Amount { get; set; }
    public bool? IncludedInPrice { get; set; }
}

internal sealed record WireMethodTaxRate
{
    public string? ShippingMethodKey { get; set; }
    public WireTaxRate? TaxRate { get; set; }
}

internal sealed record WirePrice
{
    public WireMoney? Value { get; set; }
    public WireDiscountedPrice? Discounted { get; set; }
}

internal sealed record WireDiscountedPrice
{
    public WireMoney? Value { get; set; }
}

internal sealed record WirePricePortion
{
    public long? Quantity { get; set; }
    public WireDiscountedPrice? DiscountedPrice { get; set; }
}

internal sealed record WireOrderDiscount
{
    public WireMoney? DiscountedAmount { get; set; }
}
