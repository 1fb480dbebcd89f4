using Connector.Core.Model.Labels;
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
internal sealed class PurchaseReservations(LabelRows rows, ISpendLedger ledger, LabelCalendar calendar, IInstances instances, IIdSource ids, TimeProvider clock)
{
    /// <summary>For what a call does before and after the exchange itself: a permit, the journal.</summary>
    private static readonly TimeSpan s_margin = TimeSpan.FromSeconds(15);

    /// <summary>A name of our own for labels that are bought together.</summary>
    public string NewBatchId() => "labels-" + ids.New();

    /// <summary>Null where another worker was faster.</summary>
    /// <param name="longest">Until the call has ended, or its sending is noted.</param>
    /// <param name="batchId">Null for a label that is bought alone.</param>
    public Task<LabelRow?> TakeAsync(DecidedLabel decided, TimeSpan longest, CancellationToken cancellationToken, string? batchId = null)
    {
        var (row, now) = (decided.Row, clock.GetUtcNow());
        var attempt = row.Attempt + 1;
        var reservation = new LabelReservation(Reservation.CreateOwner(instances.Current, ids.New()), now, now + longest + s_margin)
        {
            SpendId = FormattableString.Invariant($"{row.Id}#{attempt}"), IsTest = decided.Request!.IsTest, KnownLabelIds = [.. decided.Work.Labels.Select(static l => l.LabelId)]
        };
        return rows.TryWriteAsync(row with
        {
            State = LabelState.Reserved, BatchId = batchId, Intent = decided.Intent, Reservation = reservation, Attempt = attempt, DueAt = reservation.Until, Code = null, Reason = null, UpdatedAt = now
        }, cancellationToken);
    }

    /// <summary>False where a cap has no room: others were faster.</summary>
    public Task<bool> SetAsideAsync(DecidedLabel decided, LabelRow row, CancellationToken cancellationToken)
    {
        var limits = decided.Limits!;
        var local = TimeZoneInfo.ConvertTime(limits.Facts.Now, calendar.Zone);
        var spend = new Spend(row.Reservation!.SpendId, row.Account, limits.Facts.LocationKey, DateOnly.FromDateTime(local.DateTime), local.Hour, decided.Decision.Guards!.Reserve!.Value, limits.Facts.Currency);
        return ledger.ReserveAsync(spend, limits.Fits, cancellationToken);
    }

    /// <summary>Notes that the call begins now, and makes the reservation last as long as it can. Null where it was taken over: nothing may be sent.</summary>
    public Task<LabelRow?> SendAsync(LabelRow row, TimeSpan longestCall, CancellationToken cancellationToken) => rows.TryWriteAsync(Sent(row, longestCall, null), cancellationToken);

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
