using Connector.Core.Model.Labels;
using Connector.Core.Model.Messages;
using Connector.Core.Model.Shipping;
using Connector.Core.Ports;
using Connector.Core.Ports.Labels;
using Connector.Core.Rules.Labels;
using Connector.Core.Rules.Labels.Times;

namespace Connector.Core.Flows.Labels;

/// <summary>
/// What is noted before a purchase: that it is under way and what it buys, then the money that is set aside for it, then that it is sent. Each step is durable before the
/// next, and the row comes first, so that of two workers only one sets money aside (docs/adr/0003, 0016, 0021).
/// </summary>
internal sealed class PurchaseReservations(
    LabelRows rows, ISpendLedger ledger, PurchaseCommit commit, LabelCalendar calendar, IInstances instances, IIdSource ids, IFaultPoints faults, TimeProvider clock)
{
    /// <summary>For what a call does before and after the exchange itself: a permit, the journal.</summary>
    private static readonly TimeSpan s_margin = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan s_soon = TimeSpan.FromMinutes(1);

    /// <summary>The label was taken over by another worker; nothing was sent.</summary>
    public static WorkOutcome.Skipped Faster { get; } = new("another worker was faster");

    /// <summary>A name of our own for labels that are bought together.</summary>
    public string NewBatchId() => LabelBatchDraft.Name(ids.New());

    /// <summary>Reserves the label and sets its money aside. Without a row, the outcome says why it is not bought now.</summary>
    /// <param name="longest">Until the call has ended, or its sending is noted.</param>
    /// <param name="batchId">Null for a label that is bought alone: it gets the name of its cut-off.</param>
    public async Task<(LabelRow? Row, WorkOutcome? Outcome)> ReserveAsync(DecidedLabel decided, TimeSpan longest, string? batchId, CancellationToken stop)
    {
        await faults.ReachAsync("label-decided", stop);
        if (await TakeAsync(decided, longest, batchId, stop) is not { } row) return (null, Faster);
        await faults.ReachAsync("label-reserved", stop);
        if (!await SetAsideAsync(decided, row, stop))
            return (null, await commit.PostponedAsync(row, new LabelReason(LabelCodes.CapReached, "others took the room below a cap"), clock.GetUtcNow() + s_soon));
        await faults.ReachAsync("label-set-aside", stop);
        return (row, null);
    }

    private Task<LabelRow?> TakeAsync(DecidedLabel decided, TimeSpan longest, string? batchId, CancellationToken cancellationToken)
    {
        var (row, now) = (decided.Row, clock.GetUtcNow());
        var attempt = row.Attempt + 1;
        var reservation = new LabelReservation(Reservation.CreateOwner(instances.Current, ids.New()), now, now + longest + s_margin)
        {
            SpendId = FormattableString.Invariant($"{row.Id}#{attempt}"), IsTest = decided.Request!.IsTest, KnownLabelIds = [.. decided.Work.Labels.Select(static l => l.LabelId)],
            Balance = decided.Balance
        };
        return rows.TryWriteAsync(row with
        {
            State = LabelState.Reserved, BatchId = batchId ?? calendar.FindWave(row.WaitsSince), Intent = decided.Intent, Reservation = reservation, Attempt = attempt, DueAt = reservation.Until, Code = null, Reason = null, UpdatedAt = now
        }, cancellationToken);
    }

    /// <summary>False where a cap has no room: others were faster.</summary>
    private Task<bool> SetAsideAsync(DecidedLabel decided, LabelRow row, CancellationToken cancellationToken)
    {
        var limits = decided.Limits!;
        var local = TimeZoneInfo.ConvertTime(limits.Facts.Now, calendar.Zone);
        var spend = new Spend(row.Reservation!.SpendId, row.Account, limits.Facts.LocationKey, DateOnly.FromDateTime(local.DateTime), local.Hour, decided.Decision.Guards!.Reserve!.Value, limits.Facts.Currency);
        return ledger.ReserveAsync(spend, limits.Fits, cancellationToken);
    }

    /// <summary>Notes that the call begins now, and makes the reservation last as long as it can. Null where it was taken over: nothing may be sent.</summary>
    public async Task<LabelRow?> SendAsync(LabelRow row, TimeSpan longestCall, CancellationToken cancellationToken)
    {
        if (await rows.TryWriteAsync(Sent(row, longestCall, null), cancellationToken) is { } sent) return sent;
        // Whoever took it over may have freed its money before it was set aside; nothing is ever sent under this reservation.
        await ledger.ReleaseAsync(row.Account, row.Reservation!.SpendId, CancellationToken.None);
        return null;
    }

    /// <summary>The same for all labels of a batch. Where one was taken over, the batch must not be started.</summary>
    public Task<IReadOnlyList<LabelRow?>> SendAsync(IReadOnlyList<LabelRow> all, TimeSpan longestCall, string batchName, CancellationToken cancellationToken) =>
        rows.TryWriteAsync([.. all.Select(row => Sent(row, longestCall, batchName))], cancellationToken);

    /// <summary>Notes when a batch that was started is looked at first. Where this is lost, it is looked at when its reservations have ended.</summary>
    public Task<IReadOnlyList<LabelRow?>> LookAtAsync(IReadOnlyList<LabelRow> all, DateTimeOffset at) =>
        rows.TryWriteAsync([.. all.Select(row => row with { DueAt = at, UpdatedAt = clock.GetUtcNow() })], CancellationToken.None);

    /// <summary>Whether a call that begins now ends before all of these reservations do.</summary>
    public bool HasTime(IEnumerable<LabelRow> sent, TimeSpan longestCall) => sent.All(row => clock.GetUtcNow() + longestCall <= row.Reservation!.Until);

    private LabelRow Sent(LabelRow row, TimeSpan longestCall, string? batchName)
    {
        var (now, until) = (clock.GetUtcNow(), clock.GetUtcNow() + longestCall + s_margin);
        return row with { Reservation = row.Reservation! with { SentAt = now, Until = until, BatchName = batchName }, DueAt = until, UpdatedAt = now };
    }
}
