using Connector.Core.Rules.Labels.Times;

namespace Connector.Core.Rules.Labels.Guards;

/// <summary>Pure: the caps. Nothing passes them, approved or not.</summary>
internal static class CapGuards
{
    public static void Check(GuardFacts facts, decimal reserve, LabelGuards guards, LabelCalendar calendar, GuardFindings findings)
    {
        if (reserve > guards.MaxPrice)
        {
            findings.Add(GuardAction.Refuse, LabelCodes.LabelCap, FormattableString.Invariant($"{reserve} would be set aside, the cap for one label is {guards.MaxPrice}"));
        }
        foreach (var cap in guards.Caps.Where(cap => Counts(cap.Account, facts.Account) && Counts(cap.Location, facts.LocationKey))) Cap(cap, facts, reserve, calendar, findings);
    }

    private static void Cap(LabelCap cap, GuardFacts facts, decimal reserve, LabelCalendar calendar, GuardFindings findings)
    {
        var where = $"{facts.Account}{(cap.Location is null ? "" : "/" + cap.Location)} a{(cap.Per == CapPeriod.Hour ? "n hour" : " day")}";
        if (reserve > cap.Money || facts.Labels > cap.Labels)
        {
            findings.Add(GuardAction.Refuse, LabelCodes.CapTooSmall, $"this label alone is more than the cap of {where}");
            return;
        }
        var inWindow = facts.Spent
            .Where(s => s.Account == facts.Account && Counts(cap.Location, s.LocationKey) && CapWindow.Contains(cap.Per, s.At, facts.Now, calendar))
            .OrderBy(static s => s.At).ToList();
        var (money, labels) = (inWindow.Sum(static s => s.Amount), inWindow.Sum(static s => s.Labels));
        if (!(money + reserve > cap.Money) && !(labels + facts.Labels > cap.Labels)) return;

        var room = RoomAt(cap, inWindow, facts, reserve, calendar);
        var full = money + reserve > cap.Money
            ? FormattableString.Invariant($"{money} of {cap.Money} are spent or set aside for {where}, {reserve} more do not fit")
            : FormattableString.Invariant($"{labels} of {cap.Labels} labels for {where} are bought or under way");
        findings.Wait(LabelCodes.CapReached, full, room);
    }

    /// <summary>When enough of it has left the window.</summary>
    private static DateTimeOffset RoomAt(LabelCap cap, List<LabelSpend> inWindow, GuardFacts facts, decimal reserve, LabelCalendar calendar)
    {
        var (money, labels) = (inWindow.Sum(static s => s.Amount) + reserve, inWindow.Sum(static s => s.Labels) + facts.Labels);
        var at = facts.Now;
        foreach (var spend in inWindow)
        {
            if (!(money > cap.Money) && !(labels > cap.Labels)) break;
            (money, labels) = (money - spend.Amount, labels - spend.Labels);
            at = CapWindow.End(cap.Per, spend.At, facts.Now, calendar);
        }
        return at;
    }

    private static bool Counts(string? named, string actual) => named is null || named == actual;
}
