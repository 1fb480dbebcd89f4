namespace Connector.Core.Model.Messages;

/// <summary>What sort of failure it was; the kind alone decides the fate of the message (docs/operations.md).</summary>
public enum FailureKind
{
    /// <summary>Anything not recognised, such as a status 500; tried as often as <see cref="Transient"/>, because an outage may look like that.</summary>
    Unknown,

    /// <summary>Timeout, broken connection, 5xx: tried again with growing delay.</summary>
    Transient,

    /// <summary>The other side's limit: tried again at the instant it gave; costs no attempt.</summary>
    RateLimited,

    /// <summary>Someone else wrote in between: reload and decide again, at once, bounded.</summary>
    Conflict,

    /// <summary>The other side understood and refused; a retry cannot help.</summary>
    Rejected,

    /// <summary>We cannot say it in the other side's words; names the field.</summary>
    Unmappable,

    /// <summary>The ship-to address failed its check.</summary>
    AddressInvalid,

    /// <summary>Cancelled in the shop after a label was bought.</summary>
    CancelledAfterShipment,

    /// <summary>More was shipped than was ordered.</summary>
    OverShipment,

    /// <summary>Credentials or scopes: pauses the flow instead of burning every message.</summary>
    Unauthorized
}
