using Connector.Core.Model.Messages;
using Connector.Core.Model.Shipping;

namespace Connector.Core.Flows.Push;

/// <summary>Pure: what a planned change or cancellation becomes in view of what is there now, so that edits of people survive.</summary>
internal static class GroupPreparation
{
    /// <param name="there">Null when it is not there (any longer).</param>
    public static PlannedGroup Prepare(PlannedGroup group, ShippingOrderSnapshot? there)
    {
        if (group.Action == PushAction.Verify && !ShowsLateCall(group, there)) return group with { Action = PushAction.None, Verifies = true };
        if (group.Action == PushAction.MarkShipped) return Marked(group, there);
        if (there is null) return Absent(group);
        if (group.Holds && Unneeded(group, there) is { } unneeded) return unneeded;
        group = group with { ShippingOrderId = there.ShippingOrderId };
        var cancels = group.Action == PushAction.Cancel;
        if (!cancels && there.Status == ShippingOrderStatus.Shipped && group.Row is { } row && row.PayloadHash == group.Wanted?.Hash && !ShowsLateCall(group, there))
        {
            // Only the outcome of a call was unknown: what left is what was wanted.
            return group with { Action = PushAction.None, Verifies = true, Row = row with { Reservation = null, Status = SyncStatus.Shipped } };
        }
        if (PushDecision.BlockedBy(there, cancels) is { } blocked)
        {
            var known = there.Status == ShippingOrderStatus.Shipped && group.Row is { } kept ? kept with { Status = SyncStatus.Shipped } : group.Row;
            return group with { Failure = GroupFailure.From(blocked), Row = known };
        }
        return cancels ? Cancelled(group, there) : Merged(group, there);
    }

    /// <summary>What is no longer open there needs no hold; one that people made is theirs: it is noted as in force, and what was last sent stays the base, so that nothing of ours ever releases it.</summary>
    private static PlannedGroup? Unneeded(PlannedGroup group, ShippingOrderSnapshot there)
    {
        if (group is not { Row: { } row, Wanted: { } wanted }) return null;
        var found = group with { ShippingOrderId = there.ShippingOrderId };
        if (there.Status is ShippingOrderStatus.Shipped or ShippingOrderStatus.Cancelled)
            return (found with { Action = PushAction.None, Row = row with { Reservation = null, Status = there.Status == ShippingOrderStatus.Shipped ? SyncStatus.Shipped : row.Status } }).Noting($"it is {there.StatusText} in ShipStation");
        if (row.Payload is not { } packed || row.Reservation is not null || there.Status is not (ShippingOrderStatus.OnHold or ShippingOrderStatus.AwaitingPayment)) return null;
        if (PayloadJson.Unpack(packed).Status == there.Status) return null;
        return there.HoldUntil is { } day
            ? found with { Action = PushAction.None, Failure = Until(day, there.ObservedAt) }
            : (found with { Action = PushAction.None, Row = row with { PayloadHash = wanted.Hash } }).Noting($"it was {there.StatusText} in ShipStation already");
    }

    /// <summary>ShipStation ends such a hold by itself, at midnight of its own time zone: then ours begins.</summary>
    private static GroupFailure Until(DateOnly day, DateTimeOffset now)
    {
        var end = new DateTimeOffset(day.ToDateTime(new TimeOnly(7, 5)), TimeSpan.Zero);
        return new GroupFailure(
            FailureKind.Conflict, "UnderWay", $"somebody holds it in ShipStation until {day:yyyy-MM-dd}", Final: false, end > now + s_lookAgain ? end : now + s_lookAgain);
    }

    private static readonly TimeSpan s_lookAgain = TimeSpan.FromMinutes(15);

    /// <summary>What is open is marked; what has ended there, or is gone, needs no call.</summary>
    private static PlannedGroup Marked(PlannedGroup group, ShippingOrderSnapshot? there)
    {
        if (group is not { Row: { } row, Wanted: { } wanted }) return group;
        if (group.PartsOnly) return group with { Action = PushAction.None };
        if (there is not null && PartTree.IsOpen(there.Status))
        {
            return there.MergedIds.Count > 0
                ? group with { Failure = new GroupFailure(FailureKind.Rejected, ErrorCodes.LockedInShipping, PushDecision.HoldsOthers, Final: true) }
                : group with { ToSend = there.Content with { Status = ShippingOrderStatus.Shipped, ShippingOrderId = there.ShippingOrderId } };
        }
        if (there is { Status: not (ShippingOrderStatus.Shipped or ShippingOrderStatus.Cancelled) } && PushDecision.BlockedBy(there, cancelling: true) is { } blocked)
            return group with { Failure = GroupFailure.From(blocked) };
        // A call of ours whose response was lost may have marked it.
        var isOurs = row.Reservation?.Payload is not null && there?.Status == ShippingOrderStatus.Shipped;
        var ended = row with { Reservation = null, Status = there?.Status == ShippingOrderStatus.Shipped ? SyncStatus.Shipped : SyncStatus.Cancelled };
        return group with { Action = PushAction.None, Row = isOurs ? ended with { PayloadHash = wanted.Hash, Payload = wanted.Packed } : ended };
    }

    /// <summary>It was deleted there: a cancellation has nothing to do, a change makes it again under the same key.</summary>
    private static PlannedGroup Absent(PlannedGroup group) => group is { Holds: true, Row: { Reservation: null } }
        ? group with { Action = PushAction.None }
        : group.Action == PushAction.Cancel
        ? group with { IsDone = true, ToSend = null }
        : group with { Action = PushAction.Create, ToSend = group.Wanted is { } wanted ? wanted.Order with { ShippingOrderId = null } : null };

    private static PlannedGroup Cancelled(PlannedGroup group, ShippingOrderSnapshot there) => group with
    {
        IsDone = there.Status == ShippingOrderStatus.Cancelled,
        ToSend = there.Content with { OrderKey = group.Row?.OrderKey ?? there.Content.OrderKey, Status = ShippingOrderStatus.Cancelled, ShippingOrderId = there.ShippingOrderId }
    };

    private static PlannedGroup Merged(PlannedGroup group, ShippingOrderSnapshot there)
    {
        if (group.Action == PushAction.Verify) group = group with { Action = PushAction.Update, Verifies = true };
        if (group is not { Row: { Payload: { } packed } row, Wanted: { } wanted }) return group;
        var lastSent = PayloadJson.Unpack(packed);
        var theirs = LateCalls.Undo(row, lastSent, there.Content);
        if (!ReferenceEquals(theirs, there.Content)) group = group.Noting("an earlier call without a response was applied late in ShipStation");
        var merged = PayloadMerge.Merge(lastSent, wanted.Order, theirs with { ShippingOrderId = there.ShippingOrderId });
        if (merged.KeptTheirs.Count > 0) group = group.Noting("kept changes made in ShipStation: " + string.Join(", ", merged.KeptTheirs));
        if (merged.Conflicts.Count > 0) group = group.Noting("changed in both, the shop's value was used: " + string.Join(", ", merged.Conflicts));
        return group with { ToSend = merged.Order, Merged = merged };
    }

    /// <summary>Whether what is there was left by a call without a known outcome.</summary>
    private static bool ShowsLateCall(PlannedGroup group, ShippingOrderSnapshot? there) =>
        there is not null && group.Row is { Payload: { } packed } row
        && !ReferenceEquals(LateCalls.Undo(row, PayloadJson.Unpack(packed), there.Content), there.Content);
}
