using Connector.Core.Model.Messages;
using Connector.Core.Model.Shipping;
using Connector.Core.Ports;
using Microsoft.Extensions.Options;

namespace Connector.Core.Flows.Push;

/// <summary>
/// Reservations of rows (docs/adr/0003, 0016): taken for one call, renewed while it goes on, given back when it was not made. No call is made that could
/// outlive its reservation.
/// </summary>
internal sealed class Reservations(ISyncStore sync, IInstances instances, IIdSource ids, IOptions<EngineOptions> options, TimeProvider clock)
{
    /// <summary>For what a call does before and after the exchange itself: a permit, the journal.</summary>
    private static readonly TimeSpan s_margin = TimeSpan.FromSeconds(15);

    /// <summary>No reservation is made for longer than this or <see cref="EngineOptions.Lock"/>; what ends later was made before the clock was set back.</summary>
    private static readonly TimeSpan s_longest = TimeSpan.FromMinutes(15);
    private const int MostMarks = 5;
    private readonly TimeSpan _lock = options.Value.Lock;

    public static TimeSpan ComeBackSoon { get; } = TimeSpan.FromSeconds(2);

    /// <summary>The row was written by someone else meanwhile: the message comes back and decides anew.</summary>
    public static GroupFailure Faster(DateTimeOffset now) => new(FailureKind.Conflict, "UnderWay", "another worker was faster", Final: false, now + ComeBackSoon);

    /// <summary>Rows as a decision should see them: the reservation of a dead instance is over, and one from before the clock was set back too.</summary>
    public IReadOnlyList<SyncRow> Read(IEnumerable<SyncRow> rows)
    {
        var now = clock.GetUtcNow();
        return [.. rows.Select(row => row.Reservation is { } r && r.Until > now && IsOver(r, now) ? row with { Reservation = r with { Until = now } } : row)];
    }

    /// <summary>Writes a reservation for each group, or finds that another worker was faster.</summary>
    public async Task<HeldGroups> TakeAsync(IReadOnlyList<GroupCall> calls, TimeSpan longestCall, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var owner = Reservation.CreateOwner(instances.Current, ids.New());
        var rows = calls.Select(call => Row(call) with
        {
            Status = call.Group.Row is { PayloadHash: not null } known ? known.Status : SyncStatus.Reserved,
            Reservation = new Reservation(owner, call.Order.Order.Version, call.Group.Wanted?.Hash ?? "", now + LengthOf(longestCall)) { Payload = call.Group.Wanted?.Packed },
            // The reservation that ends here is of a call whose outcome nobody knows.
            Unverified = UnverifiedCalls.With(call.Group.Row?.Unverified, call.Group.Row?.Reservation?.Payload, now),
            UpdatedAt = now
        }).ToList();
        var written = await sync.WriteAsync(rows, cancellationToken);
        var (held, lost) = (new List<ReservedGroup>(calls.Count), new List<SettledGroup>());
        for (var i = 0; i < calls.Count; i++)
        {
            if (written[i] is { } row) held.Add(ReservedGroup.From(calls[i], row));
            else lost.Add(SettledGroup.Lost(calls[i], calls[i].Group.Row, Faster(now)));
        }
        return new HeldGroups(held, lost);
    }

    /// <summary>Makes sure that the call may take its longest time, for those that nobody has taken over meanwhile.</summary>
    public async Task<HeldGroups> HoldAsync(IReadOnlyList<ReservedGroup> groups, TimeSpan longestCall, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var ending = groups.Where(g => IsTooShort(g, longestCall)).ToList();
        if (ending.Count == 0) return new HeldGroups(groups, []);
        var written = await sync.WriteAsync(ending.ConvertAll(g => Renewed(g, longestCall)), cancellationToken);
        var renewed = ending.Zip(written).ToDictionary(pair => pair.First.Row.OrderKey, pair => pair.Second, StringComparer.Ordinal);
        var (held, lost) = (new List<ReservedGroup>(groups.Count), new List<SettledGroup>());
        foreach (var group in groups)
        {
            if (!renewed.TryGetValue(group.Row.OrderKey, out var row)) held.Add(group);
            else if (row is not null) held.Add(ReservedGroup.From(group.Call, row));
            else lost.Add(SettledGroup.Lost(group.Call, group.Row, Faster(now)));
        }
        return new HeldGroups(held, lost);
    }

    /// <summary>Keeps the reservation of a call that was made while more is read about it. One that was lost is found at the commit.</summary>
    public async Task<ReservedGroup> KeepAsync(ReservedGroup group, TimeSpan longestCall, CancellationToken cancellationToken)
    {
        if (!IsTooShort(group, longestCall)) return group;
        return await sync.WriteAsync([Renewed(group, longestCall)], cancellationToken) is [{ } row] ? ReservedGroup.From(group.Call, row) : group;
    }

    /// <summary>The call was not made: the rows stay as before. What someone else wrote meanwhile stays.</summary>
    public async Task GiveBackAsync(IReadOnlyList<ReservedGroup> groups)
    {
        var now = clock.GetUtcNow();
        await sync.WriteAsync([.. groups.Select(g => Before(g) with { UpdatedAt = now })], CancellationToken.None);
    }

    /// <summary>The row as it was before the reservation, under the etag that it has now.</summary>
    public static SyncRow Before(ReservedGroup group) => group.Row with { Reservation = group.Before?.Reservation, Unverified = group.Before?.Unverified };

    /// <summary>
    /// Calls that were made, but whose rows someone else wrote meanwhile: which of the calls came last there nobody knows, so the rows are marked as of unknown
    /// outcome, whoever wrote them.
    /// </summary>
    public async Task MarkUnknownAsync(IReadOnlyList<ReservedGroup> lost)
    {
        for (var round = 0; lost.Count > 0 && round < MostMarks; round++)
        {
            var now = clock.GetUtcNow();
            var stored = (await sync.GetAsync([.. lost.Select(g => g.Row.OrderId)], CancellationToken.None)).ToDictionary(r => (r.OrderId, r.GroupKey));
            var marks = (from mine in lost
                         let row = stored.GetValueOrDefault((mine.Row.OrderId, mine.Row.GroupKey))
                         where row is not null
                         let mark = LostCommit.Mark(row, mine.Reservation, now)
                         where mark is not null
                         select (mine, mark)).ToList();
            var written = await sync.WriteAsync(marks.ConvertAll(m => m.mark), CancellationToken.None);
            lost = [.. marks.Where((_, i) => written[i] is null).Select(m => m.mine)];
        }
    }

    private bool IsTooShort(ReservedGroup group, TimeSpan longestCall) => group.Reservation.Until < clock.GetUtcNow() + longestCall;

    private SyncRow Renewed(ReservedGroup group, TimeSpan longestCall)
    {
        var now = clock.GetUtcNow();
        return group.Row with { Reservation = group.Reservation with { Until = now + LengthOf(longestCall) }, UpdatedAt = now };
    }

    private TimeSpan LengthOf(TimeSpan longestCall) => longestCall + s_margin > _lock ? longestCall + s_margin : _lock;

    private bool IsOver(Reservation reservation, DateTimeOffset now) =>
        reservation.Until > now + (_lock > s_longest ? _lock : s_longest) || instances.IsDead(reservation.Instance);

    private static SyncRow Row(GroupCall call) => call.Group.Row ?? new SyncRow
    {
        OrderId = call.Order.Order.Id, GroupKey = call.Group.GroupKey, OrderKey = call.Content.OrderKey, OrderNumber = call.Order.Order.NumberOrId,
        ShippingNumber = call.Content.OrderNumber, Account = call.Group.Account
    };
}
