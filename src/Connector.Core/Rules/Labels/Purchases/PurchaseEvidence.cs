using Connector.Core.Model.Labels;
using Connector.Core.Model.Shipping;

namespace Connector.Core.Rules.Labels.Purchases;

/// <summary>A purchase whose outcome was not seen, and everything that was read about it since.</summary>
public sealed record PurchaseEvidence
{
    /// <summary>Readings of the order's labels after the reservation, in any order; a webhook that names a label is an incomplete one.</summary>
    public IReadOnlyList<LabelReading> Readings { get; init; } = [];

    /// <summary>Whether the account has a key for V2: then its list counts, too.</summary>
    public bool HasV2 { get; init; }

    /// <summary>State of the order on the shipping side; null when it was not read.</summary>
    public ShippingOrderStatus? Status { get; init; }

    /// <summary>The instant before the request that read the state.</summary>
    public DateTimeOffset? StatusReadAt { get; init; }

    /// <summary>How much the carrier's balance fell beyond what our other purchases explain; null when it is not known.</summary>
    public decimal? UnexplainedCharge { get; init; }
}

/// <summary>What was reserved before the call.</summary>
public sealed record ReservedPurchase
{
    public required DateTimeOffset ReservedAt { get; init; }

    /// <summary>No call of this reservation leaves, or waits for its response, after this instant.</summary>
    public required DateTimeOffset ReservedUntil { get; init; }

    /// <summary>Noted before the request leaves; null when it was not, so that nothing was sent.</summary>
    public DateTimeOffset? SentAt { get; init; }
    public required string CarrierCode { get; init; }
    public required string ServiceCode { get; init; }
    public required decimal Price { get; init; }
    public bool IsTest { get; init; }

    /// <summary>The label's name in V2, where the response gave one before it was lost.</summary>
    public string? NamedLabelId { get; init; }

    /// <summary>The batch that buys it, by its name in V2; null for one that is bought alone.</summary>
    public string? BatchName { get; init; }

    /// <summary>When that batch had ended: it may have waited long before it bought; null where it has not, or there is none.</summary>
    public DateTimeOffset? BatchEndedAt { get; init; }

    /// <summary>Names in V2 of the order's labels that were known before.</summary>
    public IReadOnlyCollection<string> KnownLabelIds { get; init; } = [];
}

/// <summary>What one list said about the labels of an order.</summary>
/// <param name="StartedAt">The instant before the request went out.</param>
/// <param name="IsComplete">True when every label of the order that the list shows is here; only then absence means something.</param>
public sealed record LabelReading(LabelApi Api, DateTimeOffset StartedAt, bool IsComplete, IReadOnlyList<LabelRecord> Labels);
