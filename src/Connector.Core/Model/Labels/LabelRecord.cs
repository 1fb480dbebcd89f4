namespace Connector.Core.Model.Labels;

/// <summary>A label that a reading says exists, live or voided. Amounts are decimals in major units of <see cref="Currency"/>.</summary>
public sealed record LabelRecord
{
    /// <summary>Whose reading it is.</summary>
    public required LabelApi Api { get; init; }

    /// <summary>The number in V1; null for a V2 name that is no number.</summary>
    public required long? ShipmentId { get; init; }

    /// <summary>The name in V2; derived from the number in V1.</summary>
    public required string LabelId { get; init; }

    /// <summary>Null for a label of no order, and where the V2 name is no number.</summary>
    public long? ShippingOrderId { get; init; }

    /// <summary>Ours; null for orders that are not.</summary>
    public string? OrderKey { get; init; }
    public string? OrderNumber { get; init; }
    public LabelStatus Status { get; init; }
    public bool IsVoided { get; init; }
    public DateTimeOffset? VoidedAt { get; init; }
    public bool IsReturn { get; init; }

    /// <summary>True for a label that a parcel can be sent with: neither voided nor a return.</summary>
    public bool IsLive => !IsVoided && !IsReturn;

    /// <summary>Null where it is not stated: then nothing may be concluded from its age.</summary>
    public DateTimeOffset? CreatedAt { get; init; }
    public DateOnly? ShipDate { get; init; }
    public string? TrackingNumber { get; init; }
    public string? CarrierCode { get; init; }

    /// <summary>Null in V1.</summary>
    public long? CarrierAccountId { get; init; }
    public string? ServiceCode { get; init; }
    public string? PackageCode { get; init; }
    public decimal? ShipmentCost { get; init; }
    public decimal? InsuranceCost { get; init; }
    public decimal? Cost => ShipmentCost + (InsuranceCost ?? 0m);

    /// <summary>ISO 4217, upper case; null for the account's own (V1).</summary>
    public string? Currency { get; init; }

    /// <summary>The vendor's id of the user who bought it; null where it is not stated (V2).</summary>
    public string? CreatedBy { get; init; }

    /// <summary>Null for a label that was bought alone.</summary>
    public string? BatchId { get; init; }

    /// <summary>Fresh links (V2); empty in V1.</summary>
    public IReadOnlyList<LabelDocument> Documents { get; init; } = [];

    /// <summary>By their sequence; empty in V1.</summary>
    public IReadOnlyList<LabelPackage> Packages { get; init; } = [];

    /// <summary>The instant before the request that read it went out.</summary>
    public DateTimeOffset ObservedAt { get; init; }
}
