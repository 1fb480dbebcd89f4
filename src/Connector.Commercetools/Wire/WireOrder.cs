using System.Text.Json;

namespace Connector.Commercetools.Wire;

/// <summary>An order document, as far as we read it. Every member may be missing or null.</summary>
internal sealed record WireOrder
{
    /// <summary>"Order" on some documents, "Cart" on what is none.</summary>
    public string? Type { get; set; }
    public string? CartState { get; set; }
    public string? Id { get; set; }
    public long? Version { get; set; }
    public DateTimeOffset? CreatedAt { get; set; }
    public DateTimeOffset? LastModifiedAt { get; set; }
    public DateTimeOffset? CompletedAt { get; set; }
    public string? OrderNumber { get; set; }
    public string? PurchaseOrderNumber { get; set; }
    public string? CustomerId { get; set; }
    public string? CustomerEmail { get; set; }
    public WireReference? CustomerGroup { get; set; }
    public WireReference? Store { get; set; }
    public WireReference? BusinessUnit { get; set; }
    public List<WireLine?>? LineItems { get; set; }
    public List<WireLine?>? CustomLineItems { get; set; }
    public WireMoney? TotalPrice { get; set; }
    public WireTaxedPrice? TaxedPrice { get; set; }
    public WireTaxedPrice? TaxedShippingPrice { get; set; }
    public WireOrderDiscount? DiscountOnTotalPrice { get; set; }
    public WireAddress? ShippingAddress { get; set; }
    public WireAddress? BillingAddress { get; set; }
    public List<WireAddress?>? ItemShippingAddresses { get; set; }
    public string? ShippingMode { get; set; }
    public WireShippingInfo? ShippingInfo { get; set; }
    public List<WireShipping?>? Shipping { get; set; }
    public WirePaymentInfo? PaymentInfo { get; set; }
    public string? Country { get; set; }
    public string? Locale { get; set; }
    public string? OrderState { get; set; }
    public string? ShipmentState { get; set; }
    public string? PaymentState { get; set; }
    public WireReference? State { get; set; }
    public List<WireSyncInfo?>? SyncInfo { get; set; }
    public List<WireReturnInfo?>? ReturnInfo { get; set; }
    public WireCustom? Custom { get; set; }

    /// <summary>Of the one shipping of an order in mode Single; an object like <see cref="WireCustom"/>, or something odd.</summary>
    public JsonElement ShippingCustomFields { get; set; }
}

internal sealed record WirePaymentInfo
{
    public List<WireReference?>? Payments { get; set; }
}

internal sealed record WireSyncInfo
{
    public WireReference? Channel { get; set; }
    public string? ExternalId { get; set; }
    public DateTimeOffset? SyncedAt { get; set; }
}

internal sealed record WireReturnInfo
{
    public List<WireReturnItem?>? Items { get; set; }
    public string? ReturnTrackingId { get; set; }
}

internal sealed record WireReturnItem
{
    public string? Id { get; set; }
    public string? LineItemId { get; set; }
    public string? CustomLineItemId { get; set; }
    public long? Quantity { get; set; }
    public string? ShipmentState { get; set; }
    public string? PaymentState { get; set; }
    public DateTimeOffset? CreatedAt { get; set; }
}
