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

    /// <summary>Null where another worker was faster.</summary>
    public Task<LabelRow?> TakeAsync(DecidedLabel decided, TimeSpan longestCall, CancellationToken cancellationToken)
    {
        var (row, now) = (decided.Row, clock.GetUtcNow());
        var attempt = row.Attempt + 1;
        var reservation = new LabelReservation(Reservation.CreateOwner(instances.Current, ids.New()), now, now + longestCall + s_margin)
        {
            SpendId = FormattableString.Invariant($"{row.Id}#{attempt}"), IsTest = decided.Request!.IsTest, KnownLabelIds = [.. decided.Work.Labels.Select(static l => l.LabelId)]
        };
        return rows.TryWriteAsync(row with
        {
            State = LabelState.Reserved, Intent = decided.Intent, Reservation = reservation, Attempt = attempt, DueAt = reservation.Until, Code = null, Reason = null, UpdatedAt = now
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
    public Task<LabelRow?> SendAsync(LabelRow row, TimeSpan longestCall, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        return rows.TryWriteAsync(row with { Reservation = row.Reservation! with { SentAt = now, Until = now + longestCall + s_margin }, DueAt = now + longestCall + s_margin, UpdatedAt = now }, cancellationToken);
    }
}
