using Connector.Core.Model.Shipping;

namespace Connector.Core.Ports;

/// <summary>Deliveries of the shipping side that prove by a signature who sent them (docs/adr/0013).</summary>
public interface ISignedNotifications
{
    /// <summary>True when a request says that it is signed; nothing is proven by that.</summary>
    /// <param name="header">A request header by name; null without it.</param>
    bool IsClaimed(Func<string, string?> header);

    /// <summary>What can be seen without the body and without a call: null when the body is worth reading.</summary>
    SignedRefusal? Screen(string account, Func<string, string?> header);

    /// <summary>Checks the signature over the body as it came and reads it. Never throws for what a sender sends.</summary>
    Task<SignedNotificationResult> ReadAsync(string account, Func<string, string?> header, ReadOnlyMemory<byte> body, CancellationToken cancellationToken);
}

/// <summary>Why a signed delivery was not taken.</summary>
public enum SignedRefusal
{
    /// <summary>No such account, or the headers are not complete.</summary>
    UnknownSender,

    /// <summary>Signed too long ago, or in the future.</summary>
    OutOfTime,

    /// <summary>The signature does not fit.</summary>
    Forged,

    /// <summary>Genuine, but no notification.</summary>
    Unreadable,

    /// <summary>The keys could not be asked for now; the delivery may come again.</summary>
    KeysUnavailable
}

/// <param name="Id">The same for every copy of one delivery.</param>
/// <param name="Until">From then on a copy is refused for its age.</param>
/// <param name="Tracking">What the notification itself says of a parcel; used only where it cannot be read from its source.</param>
public sealed record SignedNotification(string Id, DateTimeOffset Until, string ResourceUrl, string ResourceType, TrackingReading? Tracking);

/// <summary>A notification, or why there is none.</summary>
public sealed record SignedNotificationResult(SignedNotification? Notification, SignedRefusal? Refusal);
