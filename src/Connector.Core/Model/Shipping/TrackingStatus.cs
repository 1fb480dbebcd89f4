namespace Connector.Core.Model.Shipping;

/// <summary>Where a parcel is, as the carrier reports. A word that this version does not know reads as <see cref="Unknown"/>.</summary>
public enum TrackingStatus { Unknown, LabelMade, Accepted, InTransit, DeliveryAttempted, ReadyForPickup, Delivered, Exception, ReturnToSender }

/// <summary>What statuses mean to the flows.</summary>
public static class TrackingStatuses
{
    /// <summary>True for the two that nothing follows: the parcel need not be asked for again.</summary>
    public static bool IsFinal(this TrackingStatus status) => status is TrackingStatus.Delivered or TrackingStatus.ReturnToSender;

    /// <summary>True for what a customer or the shop's staff want to know at once.</summary>
    public static bool IsOutcome(this TrackingStatus status) => status.IsFinal() || status == TrackingStatus.Exception;
}
