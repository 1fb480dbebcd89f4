using Connector.Core.Model.Labels;
using Connector.Core.Model.Messages;
using Connector.Core.Model.Orders;
using Connector.Core.Model.Shipping;
using Connector.Core.Ports;

namespace Connector.Operations.Api;

/// <summary>The names that people read for what the code calls by a code: one name for each thing, on the page and on the command line.</summary>
internal static class DisplayNames
{
    public const string NeedsAttention = "Needs attention";

    public static string Status(OrderProgress progress) => progress switch
    {
        OrderProgress.Waiting => "Not sent yet",
        OrderProgress.InShipStation => "In ShipStation",
        OrderProgress.OnHold => "On hold",
        OrderProgress.PartlyShipped => "Partly shipped",
        OrderProgress.NotForShipping => "Not for shipping",
        _ => progress.ToString()
    };

    /// <summary>Why an error needs attention, in words.</summary>
    public static string Reason(FailureKind kind, string? code) => (kind, code) switch
    {
        (FailureKind.Rejected, ErrorCodes.PushRejected or ErrorCodes.RequestRejected or ErrorCodes.TrackingRefused) => "Refused by ShipStation",
        (FailureKind.Rejected, ErrorCodes.UpdateRejected) => "Refused by commercetools",
        (FailureKind.Rejected, ErrorCodes.OrderNotFound) => "Order no longer exists in commercetools",
        (FailureKind.Rejected, ErrorCodes.ChangedAfterShipment) => "Changed after it was shipped",
        (FailureKind.Rejected, ErrorCodes.ReopenedAfterCancel) => "Reopened after it was cancelled",
        (FailureKind.Rejected, ErrorCodes.LockedInShipping) => "Cannot be changed in ShipStation",
        _ => Reason(kind)
    };

    public static string Reason(FailureKind kind) => kind switch
    {
        FailureKind.Transient => "Temporary",
        FailureKind.RateLimited => "API limit reached",
        FailureKind.Conflict => "Changed at the same time",
        FailureKind.Rejected => "Refused",
        FailureKind.Unmappable => "Data problem",
        FailureKind.AddressInvalid => "Address could not be verified",
        FailureKind.CancelledAfterShipment => "Cancelled after label was bought",
        FailureKind.OverShipment => "Shipped more than ordered",
        FailureKind.Unauthorized => "Credentials refused",
        FailureKind.Unknown => "Unexpected",
        _ => kind.ToString()
    };

    /// <summary>What a message asks for.</summary>
    public static string Work(string messageType) => messageType switch
    {
        MessageTypes.PushOrder => "Send order",
        MessageTypes.RecordShipment => "Record shipment",
        MessageTypes.RecordOrderStatus => "Update status",
        MessageTypes.BuyLabel => "Buy label",
        MessageTypes.WebhookNotification => "Read webhook notification",
        _ => messageType
    };

    public static string Status(LabelState state) => state switch
    {
        LabelState.Waiting => "Waiting",
        LabelState.Proposed => "Proposed",
        LabelState.Approved => "Approved",
        LabelState.Reserved => "Being bought",
        LabelState.Unknown => "Being looked up",
        LabelState.Bought => "Bought",
        LabelState.BoughtByOthers => "Bought by hand",
        LabelState.Refused => "Refused",
        LabelState.Dismissed => "Dismissed",
        LabelState.VoidProposed => "Void proposed",
        LabelState.Voiding => "Being voided",
        LabelState.Voided => "Voided",
        _ => state.ToString()
    };

    public static string Status(SyncStatus status) => status switch
    {
        SyncStatus.Reserved => "Sending",
        SyncStatus.Synced => "In ShipStation",
        SyncStatus.Failed => "Needs attention",
        _ => status.ToString()
    };

    /// <summary>A queue, or the part of it that needs one account ("orders:eu").</summary>
    public static string Flow(string flow)
    {
        if (FlowNames.IsDrain(flow)) return $"Taking in new work for: {Flow(FlowNames.QueueOf(flow)).ToLowerInvariant()}";
        var work = FlowNames.QueueOf(flow) switch
        {
            QueueNames.Orders => "Sending orders",
            QueueNames.Shipments => "Updating the shop",
            QueueNames.Labels => "Buying labels",
            QueueNames.CommerceEvents => "Reading shop notifications",
            var queue => queue
        };
        if (FlowNames.LocationOf(flow) is { } location) return $"{work} from {location}";
        return FlowNames.AccountOf(flow) is { } account ? $"{work} for account {account}" : work;
    }

    /// <summary>Whether the shop order shows a shipment, from what was recorded about it.</summary>
    public static string ShownInShop(RecordedState? recorded) => recorded switch
    {
        null => "not yet",
        { IsRefused: true } => "needs attention",
        { Mark: ShipmentMark.Voided } => "removed",
        { Mark: ShipmentMark.Foreign } => "on the merged order",
        _ => "yes"
    };
}
