using System.Text.Json;

namespace Connector.Core.Model.Orders;

/// <summary>What the customer chose and paid for the delivery, and the deliveries made so far.</summary>
public sealed record OrderShipping
{
    /// <summary>Names this entry when the order has several; null in the ordinary case.</summary>
    public string? Key { get; init; }
    public string? MethodId { get; init; }

    /// <summary>The merchant's key of the shipping method where it is known.</summary>
    public string? MethodKey { get; init; }
    public string MethodName { get; init; } = "";

    /// <summary>What the customer is charged, after shipping discounts.</summary>
    public Money Price { get; init; }
    public TaxedTotal? Taxed { get; init; }
    public bool TaxIncluded { get; init; }

    /// <summary>Only with several shippings; otherwise the order's address counts.</summary>
    public PostalAddress? Address { get; init; }
    public IReadOnlyList<Delivery> Deliveries { get; init; } = [];
    public IReadOnlyDictionary<string, JsonElement> CustomFields { get; init; } = Order.NoFields;
}

/// <summary>Goods handed over together; holds parcels.</summary>
public sealed record Delivery
{
    public required string Id { get; init; }

    /// <summary>Ours is a pure function of the shipment; foreign deliveries may have none.</summary>
    public string? Key { get; init; }
    public DateTimeOffset CreatedAt { get; init; }
    public IReadOnlyList<DeliveryItem> Items { get; init; } = [];
    public IReadOnlyList<Parcel> Parcels { get; init; } = [];
}

/// <summary>So many units of a line or custom line.</summary>
public sealed record DeliveryItem(string LineId, long Quantity);

/// <summary>One box of a delivery.</summary>
public sealed record Parcel
{
    public required string Id { get; init; }
    public string? Key { get; init; }
    public Tracking? Tracking { get; init; }
    public ParcelSize? Size { get; init; }
    public IReadOnlyList<DeliveryItem> Items { get; init; } = [];
}

/// <summary>How a parcel is followed.</summary>
/// <param name="Provider">Who made the label: "ShipStation".</param>
/// <param name="ProviderTransaction">The provider's own id of the label.</param>
public sealed record Tracking(string? TrackingId, string? Carrier, string? Provider, string? ProviderTransaction, bool IsReturn);

/// <summary>Millimetres and grams, whole numbers.</summary>
public sealed record ParcelSize(int? HeightMillimetres, int? LengthMillimetres, int? WidthMillimetres, int? WeightGrams);
