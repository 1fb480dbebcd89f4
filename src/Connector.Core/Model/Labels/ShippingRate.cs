namespace Connector.Core.Model.Labels;

/// <summary>One offer: a service of a carrier account for a package type. Amounts are decimals in major units of <see cref="Currency"/>.</summary>
public sealed record ShippingRate
{
    public required string CarrierCode { get; init; }
    public long? CarrierAccountId { get; init; }
    public required string ServiceCode { get; init; }
    public string ServiceName { get; init; } = "";

    /// <summary>Null where the response does not say (V1).</summary>
    public string? PackageType { get; init; }
    public decimal ShippingAmount { get; init; }
    public decimal InsuranceAmount { get; init; }
    public decimal ConfirmationAmount { get; init; }

    /// <summary>Fuel and other surcharges.</summary>
    public decimal OtherAmount { get; init; }

    /// <summary>What is charged. Sorting by <see cref="ShippingAmount"/> alone finds the wrong one.</summary>
    public decimal Price => ShippingAmount + InsuranceAmount + ConfirmationAmount + OtherAmount;

    /// <summary>ISO 4217, upper case; null for the account's own, which V1 does not name.</summary>
    public string? Currency { get; init; }

    /// <summary>From ship date to delivery by the carrier's calendar; null for many services and always in V1.</summary>
    public int? DeliveryDays { get; init; }

    /// <summary>Null where not stated. The time of day is often zero: compare days.</summary>
    public DateTimeOffset? EstimatedDelivery { get; init; }

    /// <summary>The day that was assumed, perhaps moved to the carrier's next working day; null where not stated.</summary>
    public DateTimeOffset? ShipDate { get; init; }

    /// <summary>True when the carrier pays back where it is late.</summary>
    public bool IsGuaranteed { get; init; }

    /// <summary>Null where not stated (V1).</summary>
    public bool? IsTrackable { get; init; }

    /// <summary>What <see cref="PurchaseRoute.ByRate"/> buys; null for an offer that cannot be bought as such.</summary>
    public string? RateId { get; init; }
    public RateValidity Validity { get; init; }
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>Why it is not valid, in the vendor's words without personal data.</summary>
    public IReadOnlyList<string> Errors { get; init; } = [];

    /// <summary>The vendor's marks, such as cheapest; empty where it gives none.</summary>
    public IReadOnlyList<string> Attributes { get; init; } = [];
}

/// <summary>V1 lists only what is valid.</summary>
public enum RateValidity { Unknown, Valid, HasWarnings, Invalid }
