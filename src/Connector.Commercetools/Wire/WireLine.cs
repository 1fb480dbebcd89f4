using System.Text.Json;

namespace Connector.Commercetools.Wire;

/// <summary>A line item or a custom line item: their members do not contradict each other.</summary>
internal sealed record WireLine
{
    public string? Id { get; set; }
    public string? Key { get; set; }
    public string? ProductId { get; set; }
    public string? ProductKey { get; set; }
    public WireReference? ProductType { get; set; }
    public Dictionary<string, string?>? Name { get; set; }
    public WireVariant? Variant { get; set; }
    public WirePrice? Price { get; set; }
    public long? Quantity { get; set; }
    public WireMoney? TotalPrice { get; set; }
    public List<WirePricePortion?>? DiscountedPricePerQuantity { get; set; }
    public WireTaxedPrice? TaxedPrice { get; set; }
    public WireTaxRate? TaxRate { get; set; }
    public List<WireMethodTaxRate?>? PerMethodTaxRate { get; set; }
    public List<WireLineState?>? State { get; set; }
    public WireReference? SupplyChannel { get; set; }
    public WireReference? DistributionChannel { get; set; }
    public string? LineItemMode { get; set; }
    public WireShippingDetails? ShippingDetails { get; set; }

    /// <summary>An object like <see cref="WireCustom"/>, or something odd.</summary>
    public JsonElement Custom { get; set; }

    // Custom line items only.
    public string? Slug { get; set; }
    public WireMoney? Money { get; set; }
}

/// <summary>The id was called variantId in exports of old.</summary>
internal sealed record WireVariant
{
    public int? Id { get; set; }
    public int? VariantId { get; set; }
    public string? Sku { get; set; }
    public string? Key { get; set; }
    public List<WireImage?>? Images { get; set; }

    /// <summary>A list of names and values, or something odd.</summary>
    public JsonElement Attributes { get; set; }
}

internal sealed record WireImage
{
    public string? Url { get; set; }
}

internal sealed record WireLineState
{
    public long? Quantity { get; set; }
    public WireReference? State { get; set; }
}

internal sealed record WireShippingDetails
{
    public List<WireTarget?>? Targets { get; set; }
}

internal sealed record WireTarget
{
    public string? AddressKey { get; set; }
    public long? Quantity { get; set; }
    public string? ShippingMethodKey { get; set; }
}
