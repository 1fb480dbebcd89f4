using Connector.Core.Model.Messages;
using Connector.Core.Model.Shipping;
using Connector.Core.Ports;

namespace Connector.Core.Flows.Push;

/// <summary>Rows whose order needed no call still learn its version, so that the next pull does not ask again; groups that ended without a call are closed.</summary>
internal sealed class UnsentRows(ISyncStore sync, IWorkQueue queue, TimeProvider clock)
{
    /// <summary>The same orders with the rows as they are afterwards.</summary>
    public async Task<IReadOnlyList<SettledOrder>> CloseAsync(IReadOnlyList<SettledOrder> batch, IReadOnlyList<UnloadedOrder> unloaded, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var closed = batch.SelectMany(order => Closed(order, now)).Concat(unloaded.SelectMany(Closed)).Where(c => c.IsNews).ToList();
        if (closed.Count == 0) return batch;
        // The message first: one too many does no harm.
        var late = batch.Where(order => IsClosed(order) && order.Groups.Any(g => IsGone(g) && Ended(g, now)?.Unverified is not null)).ToList();
        if (late.Count > 0) await queue.SendAsync(QueueNames.Orders, late.ConvertAll(order => LateCalls.Verification(order.Planned, now)), now + LateCalls.VerifyAfter, cancellationToken);
        var written = await sync.WriteAsync(closed.ConvertAll(c => c.Row with { OrderVersion = c.Version, UpdatedAt = now }), cancellationToken);
        var groups = new Dictionary<SettledGroup, SettledGroup>(ReferenceEqualityComparer.Instance);
        foreach (var (row, stored) in closed.Zip(written))
            if (row.Group is { } group) groups[group] = Stored(group, stored, now);
        return [.. batch.Select(order => order with { Groups = [.. order.Groups.Select(g => groups.GetValueOrDefault(g, g))] })];
    }

    private static SettledGroup Stored(SettledGroup group, SyncRow? stored, DateTimeOffset now)
    {
        if (stored is not null) return group with { Row = stored };
        // What was found out must be noted, or nobody looks again; a refusal that another worker's write has overtaken may be one of an older order. A version alone can wait.
        return group.Planned.Verifies || IsGone(group) || group.Failure is not null ? group with { Failure = Reservations.Faster(now) } : group;
    }

    /// <summary>A row that is written once more, with the version of its order.</summary>
    private sealed record ClosedRow(SettledGroup? Group, SyncRow Row, long Version)
    {
        /// <summary>As it was loaded; null where that was not asked for.</summary>
        public SyncRow? Loaded { get; init; }

        public bool IsNews => Group is not { Planned.Verifies: false } || Row.OrderVersion < Version || Row.ETag is null || Row != Group.Row || (Loaded is { } before && (before.PayloadHash != Row.PayloadHash || before.Status != Row.Status));
    }

    private static bool IsClosed(SettledOrder order) => order.Outcome is null or WorkOutcome.Skipped or WorkOutcome.DeadLetter;

    private static IEnumerable<ClosedRow> Closed(SettledOrder order, DateTimeOffset now)
    {
        if (!IsClosed(order)) return [];
        var version = order.Planned.Order.Version;
        if (order.Groups.Count > 0)
            return from g in order.Groups where g.Failure is null or { Final: true } let row = Ended(g, now) where row is not null
                   // What a call has written needs nothing more.
                   select new ClosedRow(g, row, version) { Loaded = g.Planned.Action == PushAction.None ? order.Planned.Rows.FirstOrDefault(r => r.GroupKey == row.GroupKey) ?? row : row };
        return WithoutGroups(order.Planned.Rows, order.Message, order.Planned.Order.NumberOrId, order.Outcome, version);
    }

    private static IEnumerable<ClosedRow> Closed(UnloadedOrder order) =>
        order.Version is { } version ? WithoutGroups(order.Rows, order.Message, order.Message.OrderNumber ?? order.Message.Id, order.Outcome, version) : [];

    private static IEnumerable<ClosedRow> WithoutGroups(IReadOnlyList<SyncRow> rows, WorkMessage message, string number, WorkOutcome? outcome, long version)
    {
        foreach (var row in rows.Where(r => r.Reservation is null)) yield return new ClosedRow(null, row, version);
        if (outcome is WorkOutcome.DeadLetter dead && rows.Count == 0) yield return new ClosedRow(null, Marker(message.Id, number, dead.Code), version);
    }

    /// <summary>Pure: the row as it should be; null where a call is under way or there is none.</summary>
    private static SyncRow? Ended(SettledGroup group, DateTimeOffset now)
    {
        if (group.Row is not { } row) return null;
        var isGone = IsGone(group);
        if (!isGone && row.Reservation is not null) return null;
        var ended = isGone ? LateCalls.Gone(row, group.Planned.Verifies, now) : row;
        // Where units may stand twice the next push asks again.
        if (group is { Planned: { Verifies: true, Action: PushAction.None }, Failure: null }) ended = ended with { Unverified = null };
        return group.Failure is { Final: true } failure ? ended with { FailureCode = failure.Code } : ended;
    }

    /// <summary>It was to be cancelled and is not there (any longer): a call that was begun for it never arrived.</summary>
    private static bool IsGone(SettledGroup group) =>
        group is { Planned.Action: PushAction.Cancel, IsDone: true, Failure: null, Row: { } row } && (row.Status != SyncStatus.Cancelled || row.Reservation is not null || group.Planned.Verifies);

    /// <summary>Remembers that this version of the order could not be pushed, so that it goes to the error queue once and not at every pull.</summary>
    private static SyncRow Marker(string orderId, string number, string code) => new()
    {
        OrderId = orderId, GroupKey = "", OrderKey = orderId, OrderNumber = number, Account = "", Status = SyncStatus.Failed, FailureCode = code
    };
}
