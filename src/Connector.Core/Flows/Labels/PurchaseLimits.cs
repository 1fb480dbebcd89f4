using Connector.Core.Model.Labels;
using Connector.Core.Model.Messages;
using Connector.Core.Ports.Labels;
using Connector.Core.Rules.Labels;
using Connector.Core.Rules.Labels.Guards;
using Connector.Core.Rules.Labels.Times;

namespace Connector.Core.Flows.Labels;

/// <summary>What the guards look at for one label, and the same again when the totals change.</summary>
/// <param name="Before">Spent on the days before, as far as a cap counts it.</param>
internal sealed record PurchaseLimits(GuardFacts Facts, LabelLimits Limits, LabelRules Rules, LabelCalendar Calendar, IReadOnlyList<LabelSpend> Before)
{
    public GuardVerdict Check(SpendTotals today) => PurchaseGuards.Check(
        Facts with { Spent = [.. Before, .. SpendTimes.From(today, Facts.Account, Calendar.DayOf(Facts.Now), Facts.Now, Calendar)] }, Rules.Guards, Limits, Calendar);

    /// <summary>Whether it fits among what the account has spent and reserved today.</summary>
    public bool Fits(SpendTotals today) => Check(today).Action == GuardAction.Buy;
}

/// <summary>Reads what the guards look at.</summary>
internal sealed class SpendReader(ISpendLedger ledger, LabelRules rules, LabelCalendar calendar)
{
    /// <summary>With the verdict of now.</summary>
    public async Task<(PurchaseLimits Limits, GuardVerdict Verdict)> CheckAsync(GuardFacts facts, LabelLimits limits, CancellationToken cancellationToken)
    {
        var day = calendar.DayOf(facts.Now);
        var yesterday = await ledger.GetAsync(facts.Account, day.AddDays(-1), cancellationToken);
        var checks = new PurchaseLimits(facts, limits, rules, calendar, [.. SpendTimes.From(yesterday, facts.Account, day.AddDays(-1), facts.Now, calendar)]);
        return (checks, checks.Check(await ledger.GetAsync(facts.Account, day, cancellationToken)));
    }
}

/// <summary>Pure: totals by clock hour as the caps count them.</summary>
internal static class SpendTimes
{
    /// <summary>Each hour counts as if all of it had been spent at its end: so a cap is kept whenever it was, and a cap for an hour may hold longer than it must.</summary>
    public static IEnumerable<LabelSpend> From(SpendTotals totals, string account, DateOnly day, DateTimeOffset now, LabelCalendar calendar) =>
        totals.Rows.Select(row => new LabelSpend(account, row.Location, Instants.Earlier(FindEnd(day, row.Hour, calendar.Zone), now), row.Amount, row.Count));

    private static DateTimeOffset FindEnd(DateOnly day, int hour, TimeZoneInfo zone)
    {
        var local = day.ToDateTime(new TimeOnly(hour, 59, 59), DateTimeKind.Unspecified);
        // The hour that does not exist in spring; of the one that comes twice the conversion takes the later.
        if (zone.IsInvalidTime(local)) local = local.AddHours(1);
        return new DateTimeOffset(TimeZoneInfo.ConvertTimeToUtc(local, zone), TimeSpan.Zero);
    }
}
