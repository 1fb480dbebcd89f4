using Connector.Core.Model.Messages;
using Connector.Core.Model.Shipping;
using Connector.Core.Ports;

namespace Connector.Core.Flows.Push;

/// <summary>Before a change or a cancellation goes out: what is there now is read, for <see cref="GroupPreparation"/> to merge it, and parts that were split off follow.</summary>
internal sealed class PushPreparer(IShippingAccounts accounts, IShippingStore seen, IFreshReadings readings, SplitParts splitParts, UnknownMerges merges)
{
    /// <summary>From this many changes on, one reading of the list (500 orders a call) is cheaper than reading each order.</summary>
    private const int RefreshFrom = 4;

    /// <summary>The same plans in view of what is there.</summary>
    public async Task<IReadOnlyList<PlannedOrder>> PrepareAsync(IReadOnlyList<PlannedOrder> batch, CancellationToken cancellationToken)
    {
        var changes = batch.Sum(order => order.ToSend.Count(g => g.Action != PushAction.Create));
        var refreshed = changes >= RefreshFrom ? await readings.RefreshAsync(cancellationToken) : RefreshedAccounts.None;
        var refused = new Dictionary<string, GroupFailure>(StringComparer.Ordinal);
        foreach (var (account, failure) in refreshed.Failed)
            if (failure.Kind == FailureKind.Unauthorized) refused.Add(account, PushFailures.From(failure));
        batch = await EachAsync(batch, static (order, group) => order.IsToSend(group) && (group.Action != PushAction.Create || group.MayBeCrossed), async (order, group) =>
        {
            // One refusal is enough: every further call with the same key ends the same way.
            var prepared = refused.TryGetValue(group.Account, out var failure) ? group with { Failure = failure } : await PrepareAsync(group, order.Order.CreatedAt, refreshed, cancellationToken);
            if (prepared.Failure is { Kind: FailureKind.Unauthorized } unauthorized) refused.TryAdd(group.Account, unauthorized);
            return prepared;
        });
        return await EachAsync(
            batch, static (order, group) => order.Outcome is null && group is { PartsDue: true, Failure: null } or { MayBeCrossed: true, Action: PushAction.None, Failure: null }, (_, group) => FollowUnchangedAsync(group, cancellationToken));
    }

    /// <summary>Which groups are changed, one after the other; the others stay as they are.</summary>
    private static async Task<IReadOnlyList<PlannedOrder>> EachAsync(
        IReadOnlyList<PlannedOrder> batch, Func<PlannedOrder, PlannedGroup, bool> which, Func<PlannedOrder, PlannedGroup, Task<PlannedGroup>> change)
    {
        var changed = new List<PlannedOrder>(batch.Count);
        foreach (var order in batch)
        {
            if (!order.Groups.Any(g => which(order, g)))
            {
                changed.Add(order);
                continue;
            }
            var groups = new List<PlannedGroup>(order.Groups.Count);
            foreach (var group in order.Groups) groups.Add(which(order, group) ? await change(order, group) : group);
            changed.Add(order with { Groups = groups });
        }
        return changed;
    }

    /// <summary>The order is as it should be, a part of it is not.</summary>
    private async Task<PlannedGroup> FollowUnchangedAsync(PlannedGroup group, CancellationToken cancellationToken)
    {
        try
        {
            var there = group is { Wanted: not null, ShippingOrderId: { } id } ? await accounts.Get(group.Account).GetOrderAsync(id, RateLane.Normal, cancellationToken) : null;
            var failure = group.PartsDue ? (await splitParts.FollowAsync(group, there, cancellationToken)).Failure : null;
            if (group.MayBeCrossed && there is not null) failure ??= await splitParts.FindAmbiguousAsync(group, there, cancellationToken);
            if (failure is not null) return group with { Failure = failure };
            return group.PartsDue ? group.Noting("parts that were split off were updated") : group;
        }
        catch (ConnectorException e)
        {
            return group with { Failure = PushFailures.From(e) };
        }
    }

    private async Task<PlannedGroup> PrepareAsync(PlannedGroup group, DateTimeOffset placed, RefreshedAccounts refreshed, CancellationToken cancellationToken)
    {
        if (group.Row is not { } row) return group;
        ShippingOrderSnapshot? there;
        try
        {
            there = await ReadAsync(group, row, refreshed, cancellationToken);
            if (there is null && group.Action == PushAction.Cancel && await merges.FindAsync(row, placed, RateLane.Cancel, cancellationToken) is { } survivor)
                return group with { Row = await merges.LearnIdAsync(row, survivor, cancellationToken), Failure = UnknownMerges.Into(survivor) };
        }
        catch (ConnectorException e)
        {
            return group with { Failure = PushFailures.From(e) };
        }
        if (group.Action == PushAction.Create)
        {
            if (there is null) return group;
            // The earlier call went through: sent whole, the units that somebody moved since would be there twice.
            group = group with { Action = PushAction.Update, Row = row with { ShippingOrderId = there.ShippingOrderId, Payload = row.LastPayload() } };
        }
        if (there is null && group.ShippingOrderId is { } id && await IsMergedAsync(group.Account, id, cancellationToken)) return group with { Failure = Merged };
        if (group.Action == PushAction.Cancel)
        {
            var cancelled = GroupPreparation.Prepare(group, there);
            // What is sent now has its parts read when it is confirmed.
            if (cancelled is { IsDone: false, Failure: null } || !await splitParts.MayExistAsync(group, there, cancellationToken) || (await FollowAsync(cancelled, there, cancellationToken)).Failure is not { } parts) return cancelled;
            return cancelled with { Failure = cancelled.Failure is { } own ? SplitParts.Together([own, parts]) : parts };
        }
        // Nothing is sent before somebody has looked, to its parts neither: they would be sent again with each attempt.
        if (GroupPreparation.Prepare(group, there) is { Failure: null } asked && (asked.Verifies || group is { MayBeCrossed: true, Holds: false }) && there is not null && await FindAmbiguousAsync(group, there, cancellationToken) is { } crossed)
            return asked with { Failure = crossed };
        var followed = await splitParts.MayExistAsync(group, there, cancellationToken) ? await FollowAsync(group, there, cancellationToken) : new FollowedParts(null, there);
        var prepared = GroupPreparation.Prepare(group, followed.There);
        return prepared with { Failure = prepared.Failure ?? followed.Failure };
    }

    private async Task<GroupFailure?> FindAmbiguousAsync(PlannedGroup group, ShippingOrderSnapshot there, CancellationToken cancellationToken)
    {
        try
        {
            return await splitParts.FindAmbiguousAsync(group, there, cancellationToken);
        }
        catch (ConnectorException e)
        {
            return PushFailures.From(e);
        }
    }

    private async Task<FollowedParts> FollowAsync(PlannedGroup group, ShippingOrderSnapshot? there, CancellationToken cancellationToken)
    {
        try
        {
            return await splitParts.FollowAsync(group, there, cancellationToken);
        }
        catch (ConnectorException e)
        {
            return new FollowedParts(PushFailures.From(e), there);
        }
    }

    /// <summary>One that is gone may have been merged into another a moment ago: the list shows it.</summary>
    private async Task<bool> IsMergedAsync(string account, long id, CancellationToken cancellationToken)
    {
        if (await readings.IsMergedAwayAsync(account, id, cancellationToken)) return true;
        await readings.RefreshAsync(cancellationToken);
        return await readings.IsMergedAwayAsync(account, id, cancellationToken);
    }

    private static GroupFailure Merged => new(
        FailureKind.Rejected, ErrorCodes.LockedInShipping, "The order was merged into another order in ShipStation and cannot be changed alone; change or cancel it in ShipStation.", Final: true);

    private async Task<ShippingOrderSnapshot?> ReadAsync(PlannedGroup group, SyncRow row, RefreshedAccounts refreshed, CancellationToken cancellationToken)
    {
        var account = accounts.Get(group.Account);
        // A call must be left for the change itself, and all that is only looked at comes last: else the next window would be spent on reading again.
        var lane = group.Action switch
        {
            PushAction.Cancel => RateLane.Cancel,
            PushAction.Verify => RateLane.Background,
            _ => RateLane.Preparing
        };
        if (row.ShippingOrderId is not { } id) return await AskAsync(account, row, RateLane.Preparing, cancellationToken);
        if (refreshed.Fresh.Contains(group.Account) && await seen.FindOrderAsync(group.Account, id, cancellationToken) is { } known) return known;
        var read = await AskAsync(account, row, lane, cancellationToken);
        // What we cancel in a moment is no news; anything else must reach the shop.
        if (read is not null && group.Action != PushAction.Cancel) await readings.KeepAsync(read, cancellationToken);
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
