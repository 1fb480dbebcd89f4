namespace Connector.Core.Rules.Labels.Rates;

/// <summary>What offers are compared with.</summary>
public sealed record RateCase
{
    public required ServiceSelectionRules Rules { get; init; }

    /// <summary>What the order asks for; counts for <see cref="ServicePick.Mapped"/>.</summary>
    public string? CarrierCode { get; init; }
    public string? ServiceCode { get; init; }

    /// <summary>The package that is packed; offers for other types are refused.</summary>
    public required string PackageCode { get; init; }

    /// <summary>Of the account. Offers that name none are in this one.</summary>
    public required string Currency { get; init; }

    /// <summary>The day on the label.</summary>
    public required DateOnly ShipDate { get; init; }

    /// <summary>Null when nothing was promised: then no offer is late.</summary>
    public DateOnly? Promise { get; init; }

    /// <summary>True when the offer itself is bought: those without an id are refused.</summary>
    public bool NeedsRateId { get; init; }

    /// <summary>An older quote is not used; null for one from the cache, which has a lifetime of its own.</summary>
    public TimeSpan? MaxAge { get; init; }
}
