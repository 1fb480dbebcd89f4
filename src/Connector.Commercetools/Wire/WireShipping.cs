using System.Text.Json;

namespace Connector.Commercetools.Wire;

internal sealed record WireShippingInfo
{
    public string? ShippingMethodName { get; set; }
    public WireMoney? Price { get; set; }
    public WireTaxedPrice? TaxedPrice { get; set; }
    public WireTaxRate? TaxRate { get; set; }
    public WireReference? ShippingMethod { get; set; }
    public WireDiscountedPrice? DiscountedPrice { get; set; }
    public List<WireDelivery?>? Deliveries { get; set; }
}

/// <summary>One entry of shipping[] of an order in mode Multiple.</summary>
internal sealed record WireShipping
{
    public string? ShippingKey { get; set; }
    public WireShippingInfo? ShippingInfo { get; set; }
    public WireAddress? ShippingAddress { get; set; }

    /// <summary>An object like <see cref="WireCustom"/>, or something odd.</summary>
    public JsonElement ShippingCustomFields { get; set; }
}

internal sealed record WireDelivery
{
    public string? Id { get; set; }
    public string? Key { get; set; }
    public DateTimeOffset? CreatedAt { get; set; }
    public List<WireDeliveryItem?>? Items { get; set; }
    public List<WireParcel?>? Parcels { get; set; }
}

internal sealed record WireDeliveryItem
{
    public string? Id { get; set; }
    public long? Quantity { get; set; }
}

internal sealed record WireParcel
{
    public string? Id { get; set; }
    public string? Key { get; set; }
    public WireMeasurements? Measurements { get; set; }
    public WireTrackingData? TrackingData { get; set; }
    public List<WireDeliveryItem?>? Items { get; set; }
}

/// <summary>Whole millimetres and grams by the vendor's word; a fraction is rounded when it is read.</summary>
internal sealed record WireMeasurements
{
    public decimal? HeightInMillimeter { get; set; }
    public decimal? LengthInMillimeter { get; set; }
    public decimal? WidthInMillimeter { get; set; }
    public decimal? WeightInGram { get; set; }
}

internal sealed record WireTrackingData
{
    public string? TrackingId { get; set; }
    public string? Carrier { get; set; }
    public string? Provider { get; set; }
    public string? ProviderTransaction { get; set; }
    public bool? IsReturn { get; set; }
}
