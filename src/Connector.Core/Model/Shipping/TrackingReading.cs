namespace Connector.Core.Model.Shipping;

/// <summary>What the carrier was last known to say about the parcel of one label.</summary>
public sealed record TrackingReading
{
    public required string Account { get; init; }

    /// <summary>The shipping side's number of the label.</summary>
    public required long ShipmentId { get; init; }
    public string? TrackingNumber { get; init; }
    public TrackingStatus Status { get; init; }

    /// <summary>The carrier's words for an exception or a return, at most 500 characters; null else.</summary>
    public string? Problem { get; init; }

    /// <summary>When the newest thing that is reported here happened; null when nothing has.</summary>
    public DateTimeOffset? OccurredAt { get; init; }

    /// <summary>Null unless <see cref="TrackingStatus.Delivered"/>.</summary>
    public DateTimeOffset? DeliveredAt { get; init; }

    /// <summary>The day on which the carrier expects to deliver it; null where it does not say, and once it has arrived.</summary>
    public DateOnly? EstimatedDelivery { get; init; }

    /// <summary>The instant before the request that read it went out, or at which the notification that carried it was signed.</summary>
    public DateTimeOffset ObservedAt { get; init; }
}

/// <summary>A parcel to be followed until it arrives.</summary>
/// <param name="TrackingNumber">Null when the label has none.</param>
/// <param name="Since">When the label was made.</param>
/// <param name="Ended">True when nobody needs it any longer: the label was voided.</param>
public sealed record TrackedParcel(string Account, long ShipmentId, string OrderId, string? TrackingNumber, DateTimeOffset Since, bool Ended = false);

/// <summary>A parcel with what is known of it.</summary>
/// <param name="OrderId">The shop order; null while its label is not known.</param>
/// <param name="Reading">Null before the first.</param>
/// <param name="WrittenBack">What the shop order shows of it; null when nothing.</param>
public sealed record TrackingRow(string Account, long ShipmentId, string? OrderId, TrackingReading? Reading, WrittenTracking? WrittenBack, bool Ended)
{
    /// <summary>True while the shop order does not show what the carrier says.</summary>
    public bool Outstanding => !Ended && OrderId is not null && Reading is not null && WrittenBack != WrittenTracking.From(Reading);
}
