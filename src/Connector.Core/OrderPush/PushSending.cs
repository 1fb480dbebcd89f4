using Connector.Core.Errors;
using Connector.Core.Metering;
using Connector.Core.Ports;
using Connector.Core.Pump;
using Connector.Core.Rates;
using Connector.Core.ShippingOrders;
using Connector.Core.State;

namespace Connector.Core.OrderPush;

/// <summary>
/// Reserve, call, commit (docs/adr/0003, 0016), for each call of up to 100 groups. A crash or a lost answer between any two of them leaves a reservation: while it
/// is fresh nobody else touches the group, afterwards its call counts as unknown and the group is sent again under the same key.
/// </summary>
internal sealed class PushSending(
    IShippingAccounts accounts, ISyncStore sync, IShippingStore seen, IWorkQueue queue, Reservations reservations, SyncMeter meter, IFaultPoints faults, TimeProvider clock)
{
    private readonly SplitParts _parts = new(accounts, seen);

    /// <summary>Cancelled, it lets the call that is under way end and makes no other.</summary>
    public async Task SendAsync(IReadOnlyList<PushWork> batch, CancellationToken cancellationToken)
    {
        var sendings = batch.SelectMany(work => work.ToSend.Where(g => !g.Sent).Select(group => new Sending(work, group))).ToList();
        foreach (var same in sendings.GroupBy(s => (s.Group.Account, Cancel: s.Group.Action == PushAction.Cancel)).OrderByDescending(g => g.Key.Cancel))
        {
            GroupFailure? refused = null;
            foreach (var chunk in same.Chunk(BulkUpsert.MaxOrders))
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (refused is null) await SendAsync(accounts.Get(same.Key.Account), chunk, same.Key.Cancel ? RateLane.Cancel : RateLane.Normal, cancellationToken);
                else foreach (var sending in chunk) sending.Group.Failure = refused;
                refused ??= chunk.Select(s => s.Group.Failure).FirstOrDefault(f => f?.Kind == FailureKind.Unauthorized);
            }
        }
    }

    private async Task SendAsync(IShippingAccount account, IReadOnlyList<Sending> chunk, RateLane lane, CancellationToken stopping)
    {
        var held = await reservations.TakeAsync(chunk, account.LongestCall, stopping);
        if (held.Count == 0) return;
        await faults.ReachAsync("push-reserved", stopping);
        if (stopping.IsCancellationRequested)
        {
            await reservations.GiveBackAsync(held);
            stopping.ThrowIfCancellationRequested();
        }
        using var grace = new StopGrace(clock, stopping);
        var open = held.Select(s => s.Group).ToHashSet();
        try
        {
            await CallAsync(account, held, open, lane, grace.Token);
            if (lane == RateLane.Cancel) await ConfirmAsync(account, held, open, stopping, grace.Token);
        }
        catch (OperationCanceledException) when (grace.Token.IsCancellationRequested)
        {
            // Whatever is still open has an unknown outcome.
        }
        foreach (var group in open.Where(g => g.Failure is null))
            group.Failure = new GroupFailure(FailureKind.Unknown, ErrorCodes.Unexpected, "The connector was stopped before the answer came.", Final: false);
        await faults.ReachAsync("push-called", grace.Token);
        await CommitAsync([.. held.Where(s => s.Group.Reserved)]);
    }

    /// <param name="open">Groups without a result; those that get one are taken off.</param>
    private async Task CallAsync(IShippingAccount account, IReadOnlyList<Sending> held, HashSet<GroupPush> open, RateLane lane, CancellationToken cancellationToken)
    {
        var byKey = held.ToDictionary(s => s.Group.Row!.OrderKey, StringComparer.Ordinal);
        foreach (var result in await BulkUpsert.SendAsync(UpsertAsync, [.. held.Select(s => s.Group.ToSend!)], cancellationToken))
        {
            if (!byKey.TryGetValue(result.OrderKey, out var sending)) continue;
            var group = sending.Group;
            if (result.Failure is { } failure) group.Failure = PushFailures.Of(failure);
            else if (result.Result!.Success)
            {
                group.Sent = true;
                group.ShippingOrderId = result.Result.ShippingOrderId ?? group.ShippingOrderId;
                // A cancellation counts only when it was read back.
                if (lane == RateLane.Cancel && group.ShippingOrderId is not null) continue;
            }
            else
            {
                group.Failure = await PushRefusals.ReadAsync(account, group, result.Result.Error, cancellationToken);
                group.Sent = group.Failure is null;
            }
            open.Remove(group);
        }
        open.RemoveWhere(g => !g.Reserved);

        // Only what is still ours for as long as the call may take.
        async Task<IReadOnlyList<UpsertResult>> UpsertAsync(IReadOnlyList<ShippingOrder> part, CancellationToken stop)
        {
            var ours = await reservations.HoldAsync([.. part.Select(o => byKey[o.OrderKey]).Where(s => s.Group.Reserved)], account.LongestCall, stop);
            return ours.Count == 0 ? [] : await account.UpsertAsync([.. ours.Select(s => s.Group.ToSend!)], lane, stop);
        }
    }

    /// <summary>A cancellation counts only when the shipping side shows it, of the order and of every part that was split off it.</summary>
    private async Task ConfirmAsync(IShippingAccount account, IReadOnlyList<Sending> held, HashSet<GroupPush> open, CancellationToken stopping, CancellationToken cancellationToken)
    {
        foreach (var sending in held.Where(s => s.Group is { Sent: true, Failure: null, ShippingOrderId: not null }))
        {
            var group = sending.Group;
            if (stopping.IsCancellationRequested) return;
            try
            {
                // Reading many of them takes longer than one reservation lasts.
                await reservations.KeepAsync(group, account.LongestCall, cancellationToken);
                var there = await account.GetOrderAsync(group.ShippingOrderId!.Value, RateLane.Cancel, cancellationToken);
                if (there is { MergedOrSplit: true }) group.Failure = (await _parts.FollowAsync(group, there, cancellationToken)).Failure;
                if (group.Failure is null && there is not null && there.Status != ShippingOrderStatus.Cancelled)
                {
                    group.Failure = PushDecision.BlockedBy(there, cancelling: true) is { } blocked
                        ? new GroupFailure(blocked.Kind, blocked.Code, blocked.Text, Final: true)
                        : new GroupFailure(FailureKind.Unknown, ErrorCodes.CancelNotConfirmed, "ShipStation took the cancellation but does not show it.", Final: false);
                }
            }
            catch (ConnectorException e)
            {
                group.Failure = PushFailures.Of(e);
            }
            open.Remove(group);
        }
    }

    /// <summary>Done also during a stop: what was called is noted.</summary>
    private async Task CommitAsync(IReadOnlyList<Sending> sendings)
    {
        if (sendings.Count == 0) return;
        var now = clock.GetUtcNow();
        var rows = sendings.Select(s => Committed(s.Work, s.Group, now)).ToList();
        // The message first: one too many does no harm.
        var toVerify = sendings.Where((s, i) => s.Group.Failure is null && MustVerify(s.Group, rows[i])).Select(s => s.Work).Distinct().ToList();
        if (toVerify.Count > 0) await queue.SendAsync(QueueNames.Orders, toVerify.ConvertAll(w => LateCalls.Verification(w, now)), now + LateCalls.VerifyAfter, CancellationToken.None);
        var written = await sync.WriteAsync(rows, CancellationToken.None);
        var lost = new List<Sending>();
        for (var i = 0; i < sendings.Count; i++)
        {
            var group = sendings[i].Group;
            if (written[i] is { } row) group.Row = row;
            else if (group.Failure is null || !IsKnown(group.Failure)) lost.Add(sendings[i]);
            else group.Failure = Reservations.Faster(now);
            if (written[i] is not null && group.Failure is null) meter.Add(Measured(group.Action));
        }
        await reservations.MarkUnknownAsync(lost);
        foreach (var sending in lost)
        {
            sending.Group.Failure = new GroupFailure(
                FailureKind.Conflict, "UnderWay", "another worker sent this order while the call was under way", Final: false, now + Reservations.ComeBackSoon) { Surely = true };
        }
    }

    /// <summary>Calls without a known outcome can harm what was committed now, and no message looks at them yet.</summary>
    private static bool MustVerify(GroupPush group, SyncRow committed)
    {
        if (committed.Unverified is not { } calls || (group.Action != PushAction.Cancel && !LateCalls.CanHarm(committed))) return false;
        // A call that failed left its mark and no message: its own comes back.
        return calls.Since != group.Before?.Unverified?.Since || !LateCalls.CanHarm(group.Before) || group.Before.Reservation is not null;
    }

    private static SyncRow Committed(PushWork work, GroupPush group, DateTimeOffset now)
    {
        var row = group.Row! with { ShippingOrderId = group.ShippingOrderId ?? group.Row.ShippingOrderId, UpdatedAt = now };
        if (group.Failure is { Final: true } refused)
        {
            return row with
            {
                Reservation = null, FailureCode = refused.Code, OrderVersion = work.Order!.Version,
                Status = row.Status is SyncStatus.Reserved or SyncStatus.Failed ? SyncStatus.Failed : row.Status
            };
        }
        // What was not taken leaves everything as it was; an unknown outcome keeps the reservation, over already: send again whatever the hash says.
        if (group.Failure is { } failure)
        {
            return IsKnown(failure)
                ? Reservations.Before(group) with { ShippingOrderId = row.ShippingOrderId, FailureCode = failure.Code, UpdatedAt = now }
                : row with { Reservation = row.Reservation! with { Until = now } };
        }
        var unverified = group.Verifies && row.Unverified?.Since == group.Before?.Unverified?.Since ? null : row.Unverified;
        if (group.Action == PushAction.Cancel)
            return row with { Status = SyncStatus.Cancelled, OrderVersion = work.Order!.Version, Reservation = null, FailureCode = null, Unverified = unverified };
        return row with
        {
            Status = SyncStatus.Synced, OrderVersion = work.Order!.Version, PayloadHash = group.Hash, Payload = group.Packed, Reservation = null,
            FailureCode = null, ShippingNumber = group.Wanted!.OrderNumber, Unverified = unverified
        };
    }

    /// <summary>The other side did not take the call, so its outcome is known.</summary>
    private static bool IsKnown(GroupFailure failure) => failure.Final || failure.Kind is FailureKind.RateLimited or FailureKind.Unauthorized;

    private static Measure Measured(PushAction action) => action switch
    {
        PushAction.Create => Measure.Created,
        PushAction.Update => Measure.Updated,
        _ => Measure.Cancelled
    };
}
