namespace Connector.Core.Model.Messages;

/// <summary>The stable codes of our own; each has a row with cause and cure in docs/operations.md.</summary>
public static class ErrorCodes
{
    public const string UnreadableMessage = "UnreadableMessage";
    public const string UnknownMessageType = "UnknownMessageType";
    public const string AttemptsExhausted = "AttemptsExhausted";
    public const string OrderNotFound = "OrderNotFound";
    public const string OrderUnreadable = "OrderUnreadable";
    public const string NoLines = "NoLines";
    public const string MissingAddress = "MissingAddress";
    public const string FieldTooLong = "FieldTooLong";
    public const string FieldInvalid = "FieldInvalid";
    public const string MissingWeight = "MissingWeight";
    public const string UnmappedShippingMethod = "UnmappedShippingMethod";
    public const string NoLocation = "NoLocation";
    public const string PushRejected = "PushRejected";
    public const string RequestRejected = "RequestRejected";
    public const string CancelledAfterShipment = "CancelledAfterShipment";
    public const string ChangedAfterShipment = "ChangedAfterShipment";
    public const string ReopenedAfterCancel = "ReopenedAfterCancel";
    public const string NoLongerDue = "NoLongerDue";
    public const string EndedOutside = "EndedOutside";
    public const string LockedInShipping = "LockedInShipping";
    public const string CancelNotConfirmed = "CancelNotConfirmed";
    public const string OverShipment = "OverShipment";
    public const string AddressFailed = "AddressFailed";
    public const string ForeignNotification = "ForeignNotification";
    public const string TrackingRefused = "TrackingRefused";
    public const string LabelRefused = "LabelRefused";
    public const string LabelFundsMissing = "LabelFundsMissing";
    public const string LabelCarrierRefused = "LabelCarrierRefused";
    public const string LabelCarrierUnavailable = "LabelCarrierUnavailable";
    public const string LabelRateExpired = "LabelRateExpired";
    public const string LabelOutcomeUnknown = "LabelOutcomeUnknown";
    public const string LabelChargeUnexplained = "LabelChargeUnexplained";
    public const string LabelDocumentRefused = "LabelDocumentRefused";
    public const string UnreadableResponse = "UnreadableResponse";
    public const string ResponseTooLarge = "ResponseTooLarge";
    public const string MessageTooLarge = "MessageTooLarge";
    public const string StorageFull = "StorageFull";
    public const string StorageFailed = "StorageFailed";
    public const string Timeout = "Timeout";
    public const string ConnectionFailed = "ConnectionFailed";
    public const string RateLimited = "RateLimited";
    public const string Unauthorized = "Unauthorized";
    public const string VersionConflict = "VersionConflict";
    public const string UpdateRejected = "UpdateRejected";
    public const string ServerError = "ServerError";
    public const string TooManyChanges = "TooManyChanges";
    public const string Unexpected = "Unexpected";
}
