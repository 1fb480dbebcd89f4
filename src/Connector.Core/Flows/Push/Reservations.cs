using Connector.Core.Model;
using Connector.Core.Model.Messages;
using Connector.Core.Model.Shipping;
using Connector.Core.Ports;

namespace Connector.Core.Flows.Push;

/// <summary>
/// Reservations of rows (docs/adr/0003, 0016): taken for one call, renewed while it goes on, given back when it was not made. No call is made that could
/// outlive its reservation.
/// </summary>
internal sealed class Reservations(ISyncStore sync, IInstances instances, IIdSource ids, EngineOptions options, TimeProvider clock)
{
    /// <summary>For what a call does before and after the exchange itself: a permit, the journal.</summary>
    private static readonly TimeSpan s_margin = TimeSpan.FromSeconds(15);

    /// <summary>No reservation is made for longer than this or <see cref="EngineOptions.Lock"/>; what ends later was made before the clock was set back.</summary>
    private static readonly TimeSpan s_longest = TimeSpan.FromMinutes(15);
    private const int MostMarks = 5;

    public static TimeSpan ComeBackSoon { get; } = TimeSpan.FromSeconds(2);

    /// <summary>The row was written by someone else meanwhile: the message comes back and decides anew.</summary>
    public static GroupFailure Faster(DateTimeOffset now) => new(FailureKind.Conflict, "UnderWay", "another worker was faster", Final: false, now + ComeBackSoon);

    /// <summary>Rows as a decision should see them: the reservation of a dead instance is over, and one from before the clock was set back too.</summary>
    public IReadOnlyList<SyncRow> Read(IEnumerable<SyncRow> rows)
    {
        var now = clock.GetUtcNow();
        return [.. rows.Select(row => row.Reservation is { } r && r.Until > now && IsOver(r, now) ? row with { Reservation = r with { Until = now } } : row)];
    }

    /// <summary>Writes a reservation for each group; those that another worker has got a failure and are not among the returned.</summary>
    public async Task<IReadOnlyList<GroupCall>> TakeAsync(IReadOnlyList<GroupCall> calls, TimeSpan longestCall, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var owner = instances.Current + Reservation.CallSeparator + ids.New();
        var rows = calls.Select(s => Row(s) with
        {
            Status = s.Group.Row?.PayloadHash is null ? SyncStatus.Reserved : s.Group.Row.Status,
            Reservation = new Reservation(owner, s.Work.Order!.Version, s.Group.Hash, now + LengthOf(longestCall)) { Payload = s.Group.Packed },
            // The reservation that ends here is of a call whose outcome nobody knows.
            Unverified = UnverifiedCalls.With(s.Group.Row?.Unverified, s.Group.Row?.Reservation?.Payload, now),
            UpdatedAt = now
        }).ToList();
        foreach (var call in calls) call.Group.Before = call.Group.Row;
        return await WriteAsync(calls, rows, now, cancellationToken);
    }

    /// <summary>Makes sure that the call may take its longest time; those that were lost meanwhile get a failure and are not among the returned.</summary>
    public async Task<IReadOnlyList<GroupCall>> HoldAsync(IReadOnlyList<GroupCall> calls, TimeSpan longestCall, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var ending = calls.Where(s => IsTooShort(s.Group, longestCall)).ToList();
        if (ending.Count > 0) await WriteAsync(ending, ending.ConvertAll(s => Renewed(s.Group, longestCall)), now, cancellationToken);
        return [.. calls.Where(s => s.Group.Reserved)];
    }

    /// <summary>Keeps the reservation of a call that was made while more is read about it. One that was lost is found at the commit.</summary>
    public async Task KeepAsync(GroupPush group, TimeSpan longestCall, CancellationToken cancellationToken)
    {
        if (!IsTooShort(group, longestCall)) return;
        if (await sync.WriteAsync([Renewed(group, longestCall)], cancellationToken) is [{ } row]) group.Row = row;
    }

    /// <summary>The call was not made: the rows stay as before. What someone else wrote meanwhile stays.</summary>
    public async Task GiveBackAsync(IReadOnlyList<GroupCall> calls)
    {
        var now = clock.GetUtcNow();
        await sync.WriteAsync([.. calls.Select(s => Before(s.Group) with { UpdatedAt = now })], CancellationToken.None);
    }

    /// <summary>The row as it was before the reservation, under the etag that it has now.</summary>
    public static SyncRow Before(GroupPush group) => group.Row! with { Reservation = group.Before?.Reservation, Unverified = group.Before?.Unverified };

    /// <summary>
    /// Calls that were made, but whose rows someone else wrote meanwhile: which of the calls came last there nobody knows, so the rows are marked as of unknown
    /// outcome, whoever wrote them.
    /// </summary>
    public async Task MarkUnknownAsync(IReadOnlyList<GroupCall> lost)
    {
        for (var round = 0; lost.Count > 0 && round < MostMarks; round++)
        {
            var now = clock.GetUtcNow();
            var stored = (await sync.GetAsync([.. lost.Select(s => s.Work.Message.Id)], CancellationToken.None)).ToDictionary(r => (r.OrderId, r.GroupKey));
            var marks = (from call in lost
                         let row = stored.GetValueOrDefault((call.Work.Message.Id, call.Group.GroupKey))
                         where row is not null
                         let mark = LostCommit.Mark(row, call.Group.Row!.Reservation!, now)
                         where mark is not null
                         select (call, mark)).ToList();
            var written = await sync.WriteAsync(marks.ConvertAll(m => m.mark), CancellationToken.None);
            lost = [.. marks.Where((_, i) => written[i] is null).Select(m => m.call)];
        }
    }

    private async Task<IReadOnlyList<GroupCall>> WriteAsync(IReadOnlyList<GroupCall> calls, List<SyncRow> rows, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var written = await sync.WriteAsync(rows, cancellationToken);
        for (var i = 0; i < calls.Count; i++)
        {
            var group = calls[i].Group;
            group.Reserved = written[i] is not null;
            if (written[i] is { } row) group.Row = row;
            else group.Failure = Faster(now);
        }
        return [.. calls.Where(s => s.Group.Reserved)];
    }

    private bool IsTooShort(GroupPush group, TimeSpan longestCall) => group.Row!.Reservation!.Until < clock.GetUtcNow() + longestCall;

    private SyncRow Renewed(GroupPush group, TimeSpan longestCall)
    {
        var now = clock.GetUtcNow();
        return group.Row! with { Reservation = group.Row.Reservation! with { Until = now + LengthOf(longestCall) }, UpdatedAt = now };
    }

    private TimeSpan LengthOf(TimeSpan longestCall) => longestCall + s_margin > options.Lock ? longestCall + s_margin : options.Lock;

    private bool IsOver(Reservation reservation, DateTimeOffset now) =>
        reservation.Until > now + (options.Lock > s_longest ? options.Lock : s_longest) || instances.IsDead(reservation.Instance);

    private static SyncRow Row(GroupCall call) => call.Group.Row ?? new SyncRow
    {
        OrderId = call.Work.Order!.Id, GroupKey = call.Group.GroupKey, OrderKey = call.Group.Wanted!.OrderKey, OrderNumber = call.Work.Order.NumberOrId,
        ShippingNumber = call.Group.Wanted.OrderNumber, Account = call.Group.Account
    };
}

/// <summary>A group that has to be sent, with the order that it belongs to.</summary>
internal sealed record GroupCall(PushWork Work, GroupPush Group);
