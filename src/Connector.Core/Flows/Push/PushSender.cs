using Connector.Core.Model.Messages;
using Connector.Core.Model.Shipping;
using Connector.Core.Ports;

namespace Connector.Core.Flows.Push;

/// <summary>
/// Reserve, call, commit (docs/adr/0003, 0016), for each call of up to 100 groups. A crash or a lost response between any two of them leaves a reservation: while it
/// is fresh nobody else touches the group, afterwards its call counts as unknown and the group is sent again under the same key.
/// </summary>
internal sealed class PushSender(
    IShippingAccounts accounts, Reservations reservations, ShippedMarker marker, CallConfirmation confirmation, PushCommit commit, IFaultPoints faults, TimeProvider clock)
{
    /// <summary>Cancelled, it lets the call that is under way end and makes no other.</summary>
    public async Task<IReadOnlyList<SettledOrder>> SendAsync(IReadOnlyList<PlannedOrder> batch, CancellationToken cancellationToken)
    {
        var settled = new Dictionary<PlannedGroup, SettledGroup>(ReferenceEqualityComparer.Instance);
        var calls = batch.SelectMany(order => order.ToSend.Where(g => !g.IsDone).Select(group => GroupCall.From(order, group))).ToList();
        if (calls.Count > 0) await commit.PrepareAsync(cancellationToken);
        foreach (var same in calls.GroupBy(c => (c.Group.Account, Cancel: c.Group.Action == PushAction.Cancel, Mark: c.Group.Action == PushAction.MarkShipped)).OrderByDescending(g => g.Key.Cancel).ThenByDescending(g => g.Key.Mark))
        {
            GroupFailure? refused = null;
            foreach (var chunk in same.Chunk(BulkUpsert.MaxOrders))
            {
                cancellationToken.ThrowIfCancellationRequested();
                var ended = refused is { } failure
                    ? [.. chunk.Select(call => SettledGroup.From(call.Group) with { Failure = failure })]
                    : await SendAsync(accounts.Get(same.Key.Account), chunk, same.Key.Cancel ? RateLane.Cancel : RateLane.Normal, cancellationToken);
                foreach (var group in ended) settled[group.Planned] = group;
                refused ??= ended.Select(g => g.Failure).FirstOrDefault(f => f?.Kind == FailureKind.Unauthorized);
            }
        }
        return [.. batch.Select(order => new SettledOrder(order, [.. order.Groups.Select(g => settled.GetValueOrDefault(g) ?? SettledGroup.From(g))]))];
    }

    private async Task<IReadOnlyList<SettledGroup>> SendAsync(IShippingAccount account, GroupCall[] chunk, RateLane lane, CancellationToken stopping)
    {
        var taken = await reservations.TakeAsync(chunk, account.LongestCall, stopping);
        if (taken.Held.Count == 0) return taken.Lost;
        await faults.ReachAsync("push-reserved", stopping);
        if (stopping.IsCancellationRequested)
        {
            await reservations.GiveBackAsync(taken.Held);
            stopping.ThrowIfCancellationRequested();
        }
        using var grace = new StopGrace(clock, stopping);
        var call = new CallUnderWay(taken.Held);
        try
        {
            if (chunk[0].Group.Action == PushAction.MarkShipped) await marker.MarkAsync(account, call, grace.Token);
            else await CallAsync(account, call, lane, grace.Token);
            if (lane == RateLane.Cancel) await confirmation.ConfirmAsync(account, call, stopping, grace.Token);
        }
        catch (OperationCanceledException) when (grace.Token.IsCancellationRequested)
        {
            // Whatever is still open has an unknown outcome.
        }
        await faults.ReachAsync("push-called", grace.Token);
        return [.. taken.Lost, .. await commit.CommitAsync(call.Sent()), .. call.Lost];
    }

    private async Task CallAsync(IShippingAccount account, CallUnderWay call, RateLane lane, CancellationToken cancellationToken)
    {
        foreach (var result in await BulkUpsert.SendAsync(UpsertAsync, [.. call.Held.Select(h => h.Call.Content)], cancellationToken))
        {
            if (result is not { Failure: null, Result: { } response })
            {
                if (result.Failure is { } failure) call.Fail(result.OrderKey, PushFailures.From(failure));
            }
            else if (call.Find(result.OrderKey) is { } group)
            {
                var id = response.ShippingOrderId ?? group.Call.Group.ShippingOrderId;
                if (!response.Success) call.End(result.OrderKey, await confirmation.ReadRefusedAsync(account, call, group, response.Error, cancellationToken));
                // A cancellation counts only when it was read back.
                else if (lane == RateLane.Cancel && id is { } cancelled) call.Accept(result.OrderKey, cancelled);
                else call.End(result.OrderKey, new CallResult(id, null));
            }
        }

        // Only what is still ours for as long as the call may take.
        async Task<IReadOnlyList<UpsertResult>> UpsertAsync(IReadOnlyList<ShippingOrder> part, CancellationToken stop)
        {
            var renewed = await reservations.HoldAsync([.. part.Select(o => call.Find(o.OrderKey)).OfType<ReservedGroup>()], account.LongestCall, stop);
            call.Renew(renewed);
            return renewed.Held.Count == 0 ? [] : await account.UpsertAsync([.. renewed.Held.Select(h => h.Call.Content)], lane, stop);
        }
    }
}
