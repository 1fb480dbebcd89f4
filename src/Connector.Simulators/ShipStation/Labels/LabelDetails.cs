using Connector.Simulators.ShipStation.Orders;
using Connector.Simulators.ShipStation.Quotes;

namespace Connector.Simulators.ShipStation.Labels;

/// <summary>Who bought a label.</summary>
internal enum Buyer { People, V1, V2, Batch }

/// <summary>What a label has beyond its row of V1.</summary>
internal sealed class LabelDetails
{
    public required long CarrierId { get; init; }
    public required Buyer Buyer { get; init; }
    public required DateTimeOffset BoughtAt { get; init; }

    /// <summary>When it is in the lists.</summary>
    public required DateTimeOffset ListedV1At { get; init; }
    public required DateTimeOffset ListedV2At { get; init; }
    public bool IsTest { get; init; }
    public long? RateId { get; init; }
    public long? OutboundLabelId { get; init; }
    public string? RmaNumber { get; init; }
    public string? ChargeEvent { get; init; }
    public string Format { get; init; } = "pdf";
    public string Layout { get; init; } = "4x6";
    public string DisplayScheme { get; init; } = "label";
    public Price? Price { get; init; }
    public IReadOnlyList<Parcel> Parcels { get; init; } = [];

    /// <summary>What the carrier billed.</summary>
    public Weight? CarrierWeight { get; init; }
    public bool NeedsForm { get; init; }

    /// <summary>How many reads still say "processing".</summary>
    public int ProcessingPolls { get; set; }
    public string? EndsIn { get; init; }

    /// <summary>Null, "manual" or "refund_assist".</summary>
    public string? VoidType { get; set; }
    public DateTimeOffset? VoidedAt { get; set; }
    public decimal RefundAsked { get; set; }
    public DateTimeOffset? RefundedAt { get; set; }
    public DateTimeOffset? ScannedAt { get; set; }
}
