namespace Connector.Core.Model.Shipping;

/// <summary>One label, or one fulfillment without a label, as last read from the shipping side.</summary>
public sealed record Shipment
{
    public required string Account { get; init; }
    public required ShipmentKind Kind { get; init; }

    /// <summary>The shipping side's number of the label or fulfillment.</summary>
    public required long Id { get; init; }

    /// <summary>Set on the part that belongs to another shop order than the first, where people merged orders into one shipment.</summary>
    public string? Part { get; init; }

    /// <summary>True where people merged orders and nothing inside belongs to this one: its shop order shows nothing of it.</summary>
    public bool IsForeign { get; init; }

    /// <summary>The key of the delivery that shows it on the shop order: a pure function of kind, id and part.</summary>
    public string Key => (Kind == ShipmentKind.Label ? $"ss-{Id}" : $"ssf-{Id}") + (Part is null ? "" : "-" + Part);

    /// <summary>Whether a delivery with this key is one of ours: such a key, with the number of a label or fulfillment.</summary>
    public static bool IsKey(string? deliveryKey) =>
        deliveryKey is not null
        && (deliveryKey.StartsWith("ss-", StringComparison.Ordinal) ? 3 : deliveryKey.StartsWith("ssf-", StringComparison.Ordinal) ? 4 : -1) is > 0 and var at
        && at < deliveryKey.Length && char.IsAsciiDigit(deliveryKey[at]);

    public string? OrderKey { get; init; }
    public long? ShippingOrderId { get; init; }
    public string OrderNumber { get; init; } = "";
    public DateTimeOffset CreatedAt { get; init; }
    public DateOnly? ShipDate { get; init; }
    public string? TrackingNumber { get; init; }
    public string? CarrierCode { get; init; }
    public string? ServiceCode { get; init; }
    public string? PackageCode { get; init; }
    public string? Confirmation { get; init; }
    public decimal? ShipmentCost { get; init; }
    public decimal? InsuranceCost { get; init; }
    public Weight? Weight { get; init; }
    public Dimensions? Dimensions { get; init; }
    public long? WarehouseId { get; init; }
    public long? StoreId { get; init; }
    public bool IsReturn { get; init; }
    public bool Voided { get; init; }
    public DateTimeOffset? VoidedAt { get; init; }

    /// <summary>Null when the shipping side listed no items: then nothing may be concluded about quantities.</summary>
    public IReadOnlyList<ShipmentItem>? Items { get; init; }

    /// <summary>The instant before the request that read it went out; an older reading never replaces a newer one.</summary>
    public DateTimeOffset ObservedAt { get; init; }
}

/// <summary>Whether the shipping side made a label or was only informed that the goods left.</summary>
public enum ShipmentKind { Label, Fulfillment }

/// <param name="LineItemKey">Ours; null for lines that people added.</param>
public sealed record ShipmentItem(string? LineItemKey, string? Sku, string? Name, int Quantity);
