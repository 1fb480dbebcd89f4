using Connector.Core.Model.Messages;
using Connector.Core.Model.Shipping;
using Connector.Core.Ports;

namespace Connector.Core.Flows.Push;

/// <summary>Notes in the rows what became of calls, and has calls looked at later that may still be applied.</summary>
internal sealed class PushCommit(ISyncStore sync, IWorkQueue queue, Reservations reservations, RuleArchive rules, SyncMeter meter, TimeProvider clock)
{
    /// <summary>Before the first call: what rows will name must be there.</summary>
    public Task PrepareAsync(CancellationToken cancellationToken) => rules.KeepAsync(cancellationToken);

    /// <summary>Done also during a stop: what was called is noted.</summary>
    public async Task<IReadOnlyList<SettledGroup>> CommitAsync(IReadOnlyList<SentGroup> sent)
    {
        if (sent.Count == 0) return [];
        var now = clock.GetUtcNow();
        var rows = sent.Select(s => Committed(s, rules.Hash, now)).ToList();
        // The message first: one too many does no harm.
        var toVerify = sent.Where((s, i) => s.Failure is null && MustVerify(s, rows[i])).Select(s => s.Call.Order).DistinctBy(o => o.Message).ToList();
        if (toVerify.Count > 0) await queue.SendAsync(QueueNames.Orders, toVerify.ConvertAll(o => LateCalls.Verification(o, now)), now + LateCalls.VerifyAfter, CancellationToken.None);
        var written = await sync.WriteAsync(rows, CancellationToken.None);
        var lost = sent.Where((s, i) => written[i] is null && !(s.Failure is { } failure && IsKnown(failure))).ToList();
        await reservations.MarkUnknownAsync(lost.ConvertAll(s => s.Reserved));
        return [.. sent.Select((s, i) => Settled(s, written[i], now))];
    }

    private SettledGroup Settled(SentGroup sent, SyncRow? written, DateTimeOffset now)
    {
        if (written is null)
        {
            return SettledGroup.From(sent, sent.Reserved.Row, sent.Failure is { } failure && IsKnown(failure)
                ? Reservations.Faster(now)
                : new GroupFailure(FailureKind.Conflict, "UnderWay", "another worker sent this order during the call", Final: false, now + Reservations.ComeBackSoon) { Surely = true });
        }
        if (sent.Failure is null) meter.Add(Measured(sent.Group.Action));
        return SettledGroup.From(sent, written, sent.Failure);
    }

    /// <summary>Calls without a known outcome can harm what was committed now, and no message looks at them yet.</summary>
    private static bool MustVerify(SentGroup sent, SyncRow committed)
    {
        if (committed.Unverified is not { } calls || (sent.Group.Action != PushAction.Cancel && !LateCalls.CanHarm(committed))) return false;
        // A call that failed left its mark and no message: its own comes back, or people have it.
        return sent.Reserved.Before is not { Unverified: { } known } before || calls.Since != known.Since || !LateCalls.CanHarm(before) || before.Reservation is not null || before.FailureCode is not null;
    }

    /// <summary>Pure: the row after the call.</summary>
    private static SyncRow Committed(SentGroup sent, string rulesHash, DateTimeOffset now)
    {
        var (reserved, group, version) = (sent.Reserved, sent.Group, sent.Call.Order.Order.Version);
        var row = reserved.Row with { ShippingOrderId = sent.Result.ShippingOrderId ?? reserved.Row.ShippingOrderId, UpdatedAt = now };
        if (sent.Result.IsShipped) row = row with { Status = SyncStatus.Shipped };
        if (sent.Failure is { Final: true } refused)
        {
            return row with
            {
                Reservation = null, FailureCode = refused.Code, OrderVersion = version,
                Status = row.Status is SyncStatus.Reserved or SyncStatus.Failed ? SyncStatus.Failed : row.Status
            };
        }
        // What was not taken leaves everything as it was; an unknown outcome keeps the reservation, over already: send again whatever the hash says.
        if (sent.Failure is { } failure)
        {
            return IsKnown(failure)
                ? Reservations.Before(reserved) with { ShippingOrderId = row.ShippingOrderId, FailureCode = failure.Code, UpdatedAt = now }
                : row with { Reservation = reserved.Reservation with { Until = now } };
        }
        var unverified = group.Verifies && row.Unverified?.Since == reserved.Before?.Unverified?.Since ? null : row.Unverified;
        row = row with { OrderVersion = version, Reservation = null, FailureCode = null, Unverified = unverified };
        return group.Wanted is { } wanted
            ? row with
            {
                Status = group.Action == PushAction.MarkShipped ? SyncStatus.Shipped : SyncStatus.Synced, PayloadHash = wanted.Hash, Payload = wanted.Packed, RulesHash = rulesHash,
                ShippingNumber = wanted.Order.OrderNumber
            }
            : row with { Status = SyncStatus.Cancelled, Payload = row.Payload ?? reserved.Before?.LastPayload() };
    }

    /// <summary>The other side did not take the call, so its outcome is known.</summary>
    private static bool IsKnown(GroupFailure failure) => failure.Final || failure.Kind is FailureKind.RateLimited or FailureKind.Unauthorized;

    private static Measure Measured(PushAction action) => action switch
    {
        PushAction.Create => Measure.Created,
        PushAction.Update or PushAction.MarkShipped => Measure.Updated,
        _ => Measure.Cancelled
    };
}
