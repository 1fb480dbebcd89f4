using Connector.Core.Model.Messages;
using Connector.Core.Model.Shipping;

namespace Connector.Core.Ports;

/// <summary>Where parcels are: for accounts that may ask.</summary>
public interface ITrackingSource
{
    /// <summary>True when the account has the key that this takes.</summary>
    bool CanRead(string account);

    /// <summary>
    /// What the carrier says of one label's parcel; null when the label is not known there. One call with a permit of its own. Throws
    /// <see cref="ConnectorException"/>; a refused key is kind <see cref="FailureKind.Rejected"/>, code <see cref="ErrorCodes.TrackingRefused"/>, so that no other
    /// flow of the account is paused for it.
    /// </summary>
    Task<TrackingReading?> ReadAsync(string account, long shipmentId, RateLane lane, CancellationToken cancellationToken);

    /// <summary>What a signed notification's address is about; null when it is not of the form that signed notifications have. Makes no call.</summary>
    NotificationPointer? PointerOf(string account, string resourceUrl);
}

/// <param name="ShipmentId">Of <see cref="NotificationSubject.Parcel"/> only.</param>
public sealed record NotificationPointer(NotificationSubject Subject, long ShipmentId = 0);

/// <summary>What a notification says there is news of.</summary>
public enum NotificationSubject { Labels, Fulfillments, Parcel, NothingOfOurs }
