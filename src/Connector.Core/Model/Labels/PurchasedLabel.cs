using Connector.Core.Model.Shipping;

namespace Connector.Core.Model.Labels;

/// <summary>A label as the purchase returned it. Amounts are decimals in major units of <see cref="Currency"/>.</summary>
public sealed record PurchasedLabel
{
    /// <summary>Where it was bought.</summary>
    public required LabelApi Api { get; init; }

    /// <summary>The number in V1; null for a V2 name that is no number (test labels).</summary>
    public required long? ShipmentId { get; init; }

    /// <summary>The name in V2, se-M. For a V1 purchase it is derived from the number.</summary>
    public required string LabelId { get; init; }

    /// <summary>The order that it is for, as the response says; null where it does not (V1) or where the name is no number.</summary>
    public long? ShippingOrderId { get; init; }
    public LabelStatus Status { get; init; }

    /// <summary>Of the only or first package; null for services without tracking.</summary>
    public string? TrackingNumber { get; init; }

    /// <summary>Without insurance; null where not stated.</summary>
    public decimal? ShipmentCost { get; init; }
    public decimal? InsuranceCost { get; init; }

    /// <summary>What was charged for it; null where the shipment's cost is not stated.</summary>
    public decimal? Cost => ShipmentCost + (InsuranceCost ?? 0m);

    /// <summary>ISO 4217, upper case; null for the account's own, which V1 does not name.</summary>
    public string? Currency { get; init; }

    /// <summary>As the response says; null in V1.</summary>
    public string? CarrierCode { get; init; }
    public long? CarrierAccountId { get; init; }
    public string? ServiceCode { get; init; }
    public string? PackageCode { get; init; }
    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>What the carrier charged for, where it says so (V2): more than declared where the box is large.</summary>
    public Weight? BilledWeight { get; init; }

    /// <summary>Empty when the response had none that can be used: then the document is fetched later, and the label is bought nevertheless.</summary>
    public IReadOnlyList<LabelDocument> Documents { get; init; } = [];

    /// <summary>By their sequence, the master first; empty where the response has no list (V1).</summary>
    public IReadOnlyList<LabelPackage> Packages { get; init; } = [];

    /// <summary>All tracking numbers, the master's first.</summary>
    public IReadOnlyList<string> TrackingNumbers => [.. Packages.Select(static p => p.TrackingNumber).Prepend(TrackingNumber).OfType<string>().Distinct(StringComparer.Ordinal)];
}

/// <summary>Values that this version does not know read as <see cref="Other"/>. V1 labels are complete, or voided.</summary>
public enum LabelStatus { Other, Processing, Completed, Error, Voided }

/// <param name="Sequence">1 is the master.</param>
public sealed record LabelPackage(int Sequence, string? TrackingNumber, Weight? Weight, Dimensions? Dimensions);
