using Connector.Core.Model.Labels;
using Connector.Core.Model.Messages;
using Connector.Core.Model.Shipping;
using Connector.Core.Rules.Labels;
using Connector.Core.Rules.Labels.Times;

namespace Connector.Core.Flows.Labels;

/// <summary>Pure: what a decision that buys nothing makes of the row, and of its message.</summary>
internal sealed record LabelTransition(LabelRow Row, WorkOutcome Outcome)
{
    private static readonly TimeSpan s_soon = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan s_later = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan s_daily = TimeSpan.FromDays(1);

    public static LabelTransition From(DecidedLabel decided, LabelCalendar calendar, DateTimeOffset now)
    {
        var (row, decision) = (decided.Row, decided.Decision);
        if (decided.Work.Remote is { Status: ShippingOrderStatus.Shipped } || decision.NotReady.Any(static r => r.Code == LabelCodes.HasLabel))
            return Ended(row, LabelState.BoughtByOthers, new LabelReason(LabelCodes.HasLabel, "somebody else bought a label, or shipped the order without one"), now);
        if (decided.Work.IsUnwanted || decided.Work.Remote?.Status == ShippingOrderStatus.Cancelled)
            return Dismissed(row, new LabelReason(LabelCodes.NotOpen, "the order is cancelled, or nothing of it is left to ship from here"), now);
        var reason = decision.Reasons.Count > 0 ? decision.Reasons[0] : new LabelReason(LabelCodes.NoRate, decision.Rates?.Explanation ?? "no offer can be taken");
        return decision.Outcome switch
        {
            LabelOutcome.Off => Waits(row, reason, now + s_daily),
            LabelOutcome.NotReady => NotReady(row, decision.NotReady, calendar, now),
            LabelOutcome.Quote => Waits(row, reason, now + s_soon),
            LabelOutcome.NoOffer => Waits(row, new LabelReason(LabelCodes.NoRate, decision.Rates?.Explanation ?? reason.Text), now + TimeSpan.FromHours(1)),
            LabelOutcome.Waits => Waits(row, reason, decision.Guards?.RetryAt is { } at && at > now ? at : now + s_later),
            LabelOutcome.Refused => new LabelTransition(
                row with { State = LabelState.Refused, DueAt = null, Code = reason.Code, Reason = reason.Text, Intent = decided.Intent, DecidedBy = null, DecidedAt = null, UpdatedAt = now },
                new WorkOutcome.DeadLetter(FailureKind.Rejected, ErrorCodes.LabelRefused, $"{reason.Code}: {reason.Text}")),
            LabelOutcome.Proposed => new LabelTransition(
                row with { State = LabelState.Proposed, DueAt = null, Code = reason.Code, Reason = reason.Text, Intent = decided.Intent, DecidedBy = null, DecidedAt = null, UpdatedAt = now },
                new WorkOutcome.Done($"proposed: {Offer(decided.Intent!)}; {reason.Text}")),
            _ => throw new InvalidOperationException($"{decision.Outcome} is no end of a decision.")
        };

        LabelTransition Waits(LabelRow was, LabelReason why, DateTimeOffset at) => Waiting(was, why, at, now);
    }

    /// <summary>It stays to be bought; what somebody approved stays approved.</summary>
    public static LabelTransition Waiting(LabelRow row, LabelReason why, DateTimeOffset? at, DateTimeOffset now) => new(
        row with { State = row is { State: LabelState.Approved } ? row.State : LabelState.Waiting, DueAt = at, Code = why.Code, Reason = why.Text, UpdatedAt = now },
        new WorkOutcome.Skipped(why.Text));

    /// <summary>It is not wanted any more.</summary>
    public static LabelTransition Dismissed(LabelRow row, LabelReason why, DateTimeOffset now) => Ended(row, LabelState.Dismissed, why, now);

    public static string Offer(LabelIntent intent) => FormattableString.Invariant($"{intent.CarrierCode} {intent.ServiceCode} for {intent.Price} {intent.Currency}");

    private static LabelTransition Ended(LabelRow row, LabelState state, LabelReason why, DateTimeOffset now) => new(
        row with { State = state, DueAt = null, Code = why.Code, Reason = why.Text, UpdatedAt = now }, new WorkOutcome.Skipped(why.Text));

    private static LabelTransition NotReady(LabelRow row, IReadOnlyList<LabelReason> reasons, LabelCalendar calendar, DateTimeOffset now)
    {
        var why = new LabelReason(reasons[0].Code, string.Join("; ", reasons.Select(static r => r.Text)));
        // Only a person can release it.
        if (reasons.Any(static r => r.Code == LabelCodes.VoidedBefore)) return Waiting(row, why, null, now);
        var cutOff = row.State == LabelState.Approved ? null : calendar.NextCutOff(now);
        var at = cutOff ?? now + (reasons.Any(static r => r.Code is LabelCodes.ChangePending or LabelCodes.NotSent or LabelCodes.PurchaseOpen) ? s_soon : s_later);
        return Waiting(row with { WaitsSince = row.WaitsSince is null ? null : now }, why, at, now);
    }
}
