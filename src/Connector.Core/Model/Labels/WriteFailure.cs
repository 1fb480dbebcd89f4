namespace Connector.Core.Model.Labels;

/// <summary>Why a call that spends or returns money did not succeed: a <see cref="Refusal"/>, a <see cref="Postponement"/> or an <see cref="UnknownOutcome"/>.</summary>
/// <param name="Code">One of <see cref="Messages.ErrorCodes"/>.</param>
/// <param name="Text">One line without personal data, at most about 700 characters.</param>
public abstract record WriteFailure(string Code, string Text)
{
    /// <summary>HTTP status; 0 when no response came or nothing was sent.</summary>
    public int Status { get; init; }
}

/// <summary>The other side said no: nothing was done.</summary>
public sealed record Refusal(RefusalKind Kind, string Code, string Text) : WriteFailure(Code, Text)
{
    /// <summary>The vendor's own code (V2); null where it gives none.</summary>
    public string? VendorCode { get; init; }

    /// <summary>True for a refusal that looks like an accident of the vendor's: read the labels of the order once before it is believed.</summary>
    public bool VerifyFirst { get; init; }
}

/// <summary>Nothing was done, and the same may be sent again.</summary>
/// <param name="RetryAt">Null: no instant is known; by the caller's own schedule.</param>
public sealed record Postponement(DateTimeOffset? RetryAt, string Code, string Text) : WriteFailure(Code, Text);

/// <summary>It may have been done.</summary>
public sealed record UnknownOutcome(UnknownReason Reason, string Code, string Text) : WriteFailure(Code, Text)
{
    /// <summary>The label's name in <see cref="LabelApi.V2"/> where the response gave one: read it.</summary>
    public string? LabelId { get; init; }

    /// <summary>What the response said of the label as far as it goes; null when it said nothing that can be used.</summary>
    public PurchasedLabel? Label { get; init; }
}

/// <summary>
/// What a refusal is about, and so who can help. <see cref="Funds"/>, <see cref="CarrierAccount"/>, <see cref="AccountPlan"/> and <see cref="Unauthorized"/> concern more
/// than one order: stop buying from that carrier (or at all) until an operator has acted. <see cref="CarrierUnavailable"/> may end by itself. <see cref="RateExpired"/>
/// asks for a new quote. The others concern this order.
/// </summary>
public enum RefusalKind
{
    /// <summary>Anything else that was definitely refused.</summary>
    Other,

    /// <summary>A member is missing or wrong; also requests that were not sent because they cannot be right.</summary>
    InvalidRequest,
    Address,

    /// <summary>No service of the carrier fits, or it is not offered for this address or confirmation.</summary>
    Service,
    Package,

    /// <summary>Weight or dimensions.</summary>
    Measures,
    Customs,

    /// <summary>Shipped, cancelled, on hold or awaiting payment.</summary>
    OrderState,

    /// <summary>The order, rate or label is not known there.</summary>
    NotFound,
    RateExpired,

    /// <summary>The carrier's own words, not recognised.</summary>
    Carrier,
    CarrierUnavailable,

    /// <summary>The carrier account must be connected again.</summary>
    CarrierAccount,
    Funds,

    /// <summary>The plan of the vendor's account does not allow it.</summary>
    AccountPlan,
    Unauthorized,
    TestLabel
}

/// <summary>
/// <see cref="NoResponse"/>: timeout or broken connection. <see cref="ServerError"/>: a status that proves nothing. <see cref="Unreadable"/>: a success that is cut, empty,
/// or something else. <see cref="TooLarge"/>: a success beyond the cap. <see cref="NoIds"/>: a success without the label's number or tracking number.
/// <see cref="Processing"/>: the vendor is not done. <see cref="LabelError"/>: the label exists in an error state. <see cref="Interrupted"/>: we stopped waiting, or could
/// not note what came.
/// </summary>
public enum UnknownReason { NoResponse, ServerError, Unreadable, TooLarge, NoIds, Processing, LabelError, Interrupted }
