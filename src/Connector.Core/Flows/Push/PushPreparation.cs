using Connector.Core.Flows.Intake;
using Connector.Core.Model;
using Connector.Core.Model.Messages;
using Connector.Core.Model.Shipping;
using Connector.Core.Ports;

namespace Connector.Core.Flows.Push;

/// <summary>Before a change or a cancellation goes out: what is there now is read and merged, so that edits of people survive.</summary>
internal sealed class PushPreparation(
    IShippingAccounts accounts, IShippingStore seen, ICursorStore cursors, OrderStatusPoll statuses)
{
    /// <summary>From this many changes on, one poll (500 orders a call) is cheaper than reading each order.</summary>
    private const int PollFrom = 4;
    private readonly MergedOrders _merged = new(cursors);
    private readonly SplitParts _parts = new(accounts, seen);

    public async Task PrepareAsync(IReadOnlyList<PushWork> batch, CancellationToken cancellationToken)
    {
        var changes = batch.SelectMany(work => work.ToSend.Where(g => g.Action != PushAction.Create).Select(group => (Work: work, Group: group))).ToList();
        var polled = changes.Count >= PollFrom ? await PollAsync(cancellationToken) : Polled.Nothing;
        var refused = new Dictionary<string, GroupFailure>(StringComparer.Ordinal);
        foreach (var (account, failure) in polled.Failed)
            if (failure.Kind == FailureKind.Unauthorized) refused.Add(account, PushFailures.Of(failure));
        foreach (var (work, group) in changes)
        {
            // One refusal is enough: every further call with the same key ends the same way.
            if (refused.TryGetValue(group.Account, out var failure)) group.Failure = failure;
            else await PrepareAsync(work, group, polled, cancellationToken);
            if (group.Failure is { Kind: FailureKind.Unauthorized } unauthorized) refused.TryAdd(group.Account, unauthorized);
        }
        foreach (var work in batch.Where(w => w.Outcome is null))
            foreach (var group in work.Groups.Where(g => g is { PartsDue: true, Failure: null })) await FollowUnchangedAsync(work, group, cancellationToken);
    }

    /// <summary>The order is as it should be, a part of it does not.</summary>
    private async Task FollowUnchangedAsync(PushWork work, GroupPush group, CancellationToken cancellationToken)
    {
        try
        {
            var there = group.Wanted is null ? null : await accounts.Get(group.Account).GetOrderAsync(group.ShippingOrderId!.Value, RateLane.Normal, cancellationToken);
            group.Failure = (await _parts.FollowAsync(group, there, cancellationToken)).Failure;
            if (group.Failure is null) work.Remarks.Add("parts that were split off were updated");
        }
        catch (ConnectorException e)
        {
            group.Failure = PushFailures.Of(e);
        }
    }

    /// <summary>An account that cannot be polled is no harm: each of its orders is then read by itself when its turn comes.</summary>
    private async Task<Polled> PollAsync(CancellationToken cancellationToken)
    {
        var fresh = new HashSet<string>(StringComparer.Ordinal);
        try
        {
            await statuses.RunAsync(fresh, cancellationToken);
            return Polled.Nothing with { Fresh = fresh };
        }
        catch (AccountFailuresException e)
        {
            return new Polled(fresh, e.Failures);
        }
    }

    /// <param name="Fresh">Accounts whose readings are fresh. No clock says that: it may have been set meanwhile.</param>
    /// <param name="Failed">Accounts that could not be polled.</param>
    private sealed record Polled(HashSet<string> Fresh, IReadOnlyDictionary<string, ConnectorException> Failed)
    {
        public static readonly Polled Nothing = new([], new Dictionary<string, ConnectorException>());
    }

    private async Task PrepareAsync(PushWork work, GroupPush group, Polled polled, CancellationToken cancellationToken)
    {
        ShippingOrderSnapshot? there;
        try
        {
            there = await ReadAsync(group, polled, cancellationToken);
        }
        catch (ConnectorException e)
        {
            group.Failure = PushFailures.Of(e);
            return;
        }
        if (there is null && group.ShippingOrderId is { } id && await IsMergedAsync(group.Account, id, cancellationToken)) group.Failure = Merged;
        else if (group.Action == PushAction.Cancel)
        {
            Apply(work, group, there);
            // What is sent now has its parts read when it is confirmed.
            if ((group.Sent || group.Failure is not null) && SplitParts.MayExist(there) && (await FollowAsync(group, there, cancellationToken)).Failure is { } parts)
                group.Failure = group.Failure is { } own ? SplitParts.Together([own, parts]) : parts;
        }
        else
        {
            var followed = SplitParts.MayExist(there) ? await FollowAsync(group, there, cancellationToken) : new FollowedParts(null, there);
            Apply(work, group, followed.There);
            group.Failure ??= followed.Failure;
        }
    }

    private async Task<FollowedParts> FollowAsync(GroupPush group, ShippingOrderSnapshot? there, CancellationToken cancellationToken)
    {
        try
        {
            return await _parts.FollowAsync(group, there, cancellationToken);
        }
        catch (ConnectorException e)
        {
            return new FollowedParts(PushFailures.Of(e), there);
        }
    }

    /// <summary>One that is gone may have been merged into another a moment ago: the poll finds out.</summary>
    private async Task<bool> IsMergedAsync(string account, long id, CancellationToken cancellationToken)
    {
        if (await _merged.IntoAsync(account, id, cancellationToken) is not null) return true;
        await PollAsync(cancellationToken);
        return await _merged.IntoAsync(account, id, cancellationToken) is not null;
    }

    private static GroupFailure Merged => new(
        FailureKind.Rejected, ErrorCodes.LockedInShipping, "The order was merged into another order in ShipStation and cannot be changed alone; change or cancel it in ShipStation.", Final: true);

    /// <summary>Pure: what the change becomes in view of what is there now.</summary>
    /// <param name="there">Null when it is not there (any longer).</param>
    public static void Apply(PushWork work, GroupPush group, ShippingOrderSnapshot? there)
    {
        if (group.Action == PushAction.Verify && !Shows(group, there))
        {
            (group.Action, group.Verifies) = (PushAction.None, true);
            return;
        }
        if (there is null)
        {
            // It was deleted there: a cancellation has nothing to do, a change makes it again under the same key.
            if (group.Action == PushAction.Cancel) group.Sent = true;
            else group.Action = PushAction.Create;
            group.ToSend = group.Wanted is null ? null : group.Wanted with { ShippingOrderId = null };
            return;
        }
        group.ShippingOrderId = there.ShippingOrderId;
        if (group.Action != PushAction.Cancel && there.Status == ShippingOrderStatus.Shipped && group.Row?.PayloadHash == group.Hash && !Shows(group, there))
        {
            // Only the outcome of a call was unknown: what left is what was wanted.
            (group.Action, group.Verifies, group.Row) = (PushAction.None, true, group.Row! with { Reservation = null, Status = SyncStatus.Shipped });
            return;
        }
        if (PushDecision.BlockedBy(there, group.Action == PushAction.Cancel) is { } blocked)
        {
            group.Failure = new GroupFailure(blocked.Kind, blocked.Code, blocked.Text, Final: true);
            group.Row = group.Row! with { Status = there.Status == ShippingOrderStatus.Shipped ? SyncStatus.Shipped : group.Row.Status };
            return;
        }
        if (group.Action == PushAction.Cancel)
        {
            if (there.Status == ShippingOrderStatus.Cancelled) group.Sent = true;
            group.ToSend = there.Content with { OrderKey = group.Row!.OrderKey, Status = ShippingOrderStatus.Cancelled, ShippingOrderId = there.ShippingOrderId };
            return;
        }
        if (group.Action == PushAction.Verify) (group.Action, group.Verifies) = (PushAction.Update, true);
        if (group.Row?.Payload is not { } packed) return;
        var lastSent = PayloadJson.Read(PayloadJson.Decompress(packed));
        var theirs = LateCalls.Undo(group.Row, lastSent, there.Content);
        if (!ReferenceEquals(theirs, there.Content)) work.Remarks.Add("an earlier call without a response was applied late in ShipStation");
        var merged = PayloadMerge.Merge(lastSent, group.Wanted!, theirs with { ShippingOrderId = there.ShippingOrderId });
        (group.ToSend, group.Merged) = (merged.Order, merged);
        if (merged.KeptTheirs.Count > 0) work.Remarks.Add("kept changes made in ShipStation: " + string.Join(", ", merged.KeptTheirs));
        if (merged.Conflicts.Count > 0) work.Remarks.Add("changed in both, the shop's value was used: " + string.Join(", ", merged.Conflicts));
    }

    /// <summary>Whether what is there was left by a call without a known outcome.</summary>
    private static bool Shows(GroupPush group, ShippingOrderSnapshot? there) =>
        there is not null && group.Row?.Payload is { } packed
        && !ReferenceEquals(LateCalls.Undo(group.Row, PayloadJson.Read(PayloadJson.Decompress(packed)), there.Content), there.Content);

    private async Task<ShippingOrderSnapshot?> ReadAsync(GroupPush group, Polled polled, CancellationToken cancellationToken)
    {
        var account = accounts.Get(group.Account);
        // A call must be left for the change itself, and all that is only looked at comes last: else the next window would be spent on reading again.
        var lane = group.Action switch
        {
            PushAction.Cancel => RateLane.Cancel,
            PushAction.Verify => RateLane.Background,
            _ => RateLane.Preparing
        };
        if (group.Row is not { ShippingOrderId: { } id }) return await AskAsync(account, group.Row!, RateLane.Preparing, cancellationToken);
        if (polled.Fresh.Contains(group.Account) && await seen.FindOrderAsync(group.Account, id, cancellationToken) is { } known) return known;
        var read = await AskAsync(account, group.Row, lane, cancellationToken);
        // What we cancel in a moment is no news; anything else must reach the shop, for no poll will find it changed again.
        if (read is not null && group.Action != PushAction.Cancel) await statuses.TakeAsync([read], cancellationToken);
        return read;
    }

    /// <summary>What the shipping side says now; null when it does not exist there.</summary>
    public static async Task<ShippingOrderSnapshot?> AskAsync(IShippingAccount account, SyncRow row, RateLane lane, CancellationToken cancellationToken)
    {
        if (row.ShippingOrderId is { } id) return await account.GetOrderAsync(id, lane, cancellationToken);
        // The response to our first call was lost: find out whether it went through.
        var candidates = await account.FindOrdersAsync(row.ShippingNumber, lane, cancellationToken);
        return candidates.FirstOrDefault(c => c.OrderKey == row.OrderKey);
    }
}
