using Connector.Core.Model.Shipping;

namespace Connector.Core.Flows.Writeback;

/// <summary>The words in the custom field shipstationTrackingStatus.</summary>
public static class TrackingTexts
{
    public const string PartlyDelivered = "partly delivered";

    /// <summary>Null for a status that says nothing.</summary>
    public static string? Find(TrackingStatus status) => status switch
    {
        TrackingStatus.LabelMade => "label created",
        TrackingStatus.Accepted => "accepted by the carrier",
        TrackingStatus.InTransit => "in transit",
        TrackingStatus.DeliveryAttempted => "delivery attempted",
        TrackingStatus.ReadyForPickup => "ready for pickup",
        TrackingStatus.Delivered => "delivered",
        TrackingStatus.Exception => "exception",
        TrackingStatus.ReturnToSender => "returned to sender",
        _ => null
    };
}
