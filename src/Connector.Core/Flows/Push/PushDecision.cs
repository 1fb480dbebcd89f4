using Connector.Core.Model.Messages;
using Connector.Core.Model.Shipping;

namespace Connector.Core.Flows.Push;

/// <summary>Pure: what is to be done about one fulfillment group, from what we know of it.</summary>
public abstract record PushDecision
{
    private PushDecision() { }

    /// <summary>Not there yet, or its last call has an unknown outcome: send it whole; the key makes a second sending harmless.</summary>
    public sealed record Create : PushDecision;

    /// <summary>There, but with other content: merge with what is there now and send it whole.</summary>
    public sealed record Update : PushDecision;

    /// <summary>Equal content: no call.</summary>
    public sealed record Unchanged : PushDecision;

    /// <summary>Equal content, but an earlier call without a known outcome may have been applied since: look.</summary>
    public sealed record Verify : PushDecision;

    /// <summary>Should no longer be open there.</summary>
    public sealed record Cancel : PushDecision;

    /// <summary>Another worker has it under way.</summary>
    public sealed record Busy(DateTimeOffset Until) : PushDecision;

    /// <summary>It can no longer be changed there, and what we want differs: it needs attention.</summary>
    public sealed record Locked(FailureKind Kind, string Code, string Text) : PushDecision;

    /// <summary>For a group that the order wants shipped.</summary>
    /// <param name="hash">Of the payload that is wanted now.</param>
    public static PushDecision ForWanted(SyncRow? row, string hash, DateTimeOffset now)
    {
        if (row is null) return new Create();
        if (UnderWay(row, now) is { } until) return new Busy(until);
        if (row.Reservation is not null) return row.PayloadHash is null ? new Create() : new Update();
        // A shipped one as well: its label may be voided, and then the old content would go out.
        if (row.PayloadHash == hash && row.Status is SyncStatus.Synced or SyncStatus.Shipped && LateCalls.AreDue(row, now)) return new Verify();
        if (row.PayloadHash == hash && row.Status is SyncStatus.Synced or SyncStatus.Shipped) return new Unchanged();
        return row.Status switch
        {
            SyncStatus.Shipped => new Locked(FailureKind.Rejected, ErrorCodes.ChangedAfterShipment, ChangedTooLate),
            SyncStatus.Cancelled => new Locked(FailureKind.Rejected, ErrorCodes.ReopenedAfterCancel, "The order was reopened in the shop, but its ShipStation order is cancelled. ShipStation cannot reopen cancelled orders."),
            _ => row.ShippingOrderId is null ? new Create() : new Update()
        };
    }

    /// <summary>For a group that should no longer be shipped: the order was cancelled, or all its lines moved to other groups.</summary>
    /// <param name="hasLabel">A label that is not voided exists.</param>
    public static PushDecision ForUnwanted(SyncRow row, bool orderCancelled, bool hasLabel, DateTimeOffset now)
    {
        if (UnderWay(row, now) is { } until) return new Busy(until);
        if (row.Status == SyncStatus.Shipped || (hasLabel && row.Status != SyncStatus.Failed))
        {
            // Also where the label was found after the cancellation: the question stays until a person has answered it.
            return orderCancelled
                ? new Locked(FailureKind.CancelledAfterShipment, ErrorCodes.CancelledAfterShipment, CancelledTooLate)
                : new Unchanged();
        }
        if (row is { Status: SyncStatus.Cancelled, Reservation: null }) return LateCalls.AreDue(row, now) ? new Cancel() : new Unchanged();
        return row is { ShippingOrderId: null, Reservation: null, Unverified: null } ? new Unchanged() : new Cancel();
    }

    /// <summary>What the shipping order's present status there means for a change that we want to send.</summary>
    /// <returns>Null when it can be written.</returns>
    public static Locked? BlockedBy(ShippingOrderSnapshot seen, bool cancelling) => seen.Status switch
    {
        ShippingOrderStatus.Shipped when cancelling => new Locked(FailureKind.CancelledAfterShipment, ErrorCodes.CancelledAfterShipment, CancelledTooLate),
        ShippingOrderStatus.Shipped => new Locked(FailureKind.Rejected, ErrorCodes.ChangedAfterShipment, ChangedTooLate),
        not ShippingOrderStatus.Cancelled when cancelling && seen.MergedIds.Count > 0 => new Locked(FailureKind.Rejected, ErrorCodes.LockedInShipping, HoldsOthers),
        ShippingOrderStatus.Cancelled when !cancelling => new Locked(FailureKind.Rejected, ErrorCodes.LockedInShipping, "The order was cancelled in ShipStation but is still active in the shop."),
        ShippingOrderStatus.PendingFulfillment or ShippingOrderStatus.RejectedFulfillment =>
            new Locked(FailureKind.Rejected, ErrorCodes.LockedInShipping, $"The order is with a fulfillment provider ({seen.StatusText}) and cannot be changed."),
        _ => null
    };

    // One text each, however it was found out: the order says the same whether the poll or the webhook was first.
    internal const string CancelledTooLate = "The order was cancelled in the shop after a label was bought.";
    internal const string HoldsOthers = "Other orders were merged into this one in ShipStation; cancelling it would cancel their goods as well. Remove its goods in ShipStation.";
    internal const string ChangedTooLate = "The order changed in the shop after it was shipped. ShipStation does not change shipped orders.";

    private static DateTimeOffset? UnderWay(SyncRow row, DateTimeOffset now) => row.Reservation is { } r && r.Until > now ? r.Until : null;
}
