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
        if (there is null) return Absent(group);
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

    /// <summary>It was deleted there: a cancellation has nothing to do, a change makes it again under the same key.</summary>
    private static PlannedGroup Absent(PlannedGroup group) => group.Action == PushAction.Cancel
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
        var lastSent = PayloadJson.Read(PayloadJson.Decompress(packed));
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
        && !ReferenceEquals(LateCalls.Undo(row, PayloadJson.Read(PayloadJson.Decompress(packed)), there.Content), there.Content);
}
