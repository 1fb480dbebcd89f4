using System.Globalization;
using Connector.Core.Model.Messages;
using Connector.Core.Rules.Selection;
using Cronos;

namespace Connector.Core.Rules.Labels.Times;

/// <summary>Pure: cut-offs, working days and ship dates in the merchant's time zone.</summary>
public sealed class LabelCalendar
{
    private const int LongestSearchDays = 366;
    private static readonly DayOfWeek[] s_weekend = [DayOfWeek.Saturday, DayOfWeek.Sunday];

    private readonly CronExpression[] _cutOffs;
    private readonly HashSet<DayOfWeek> _closed;
    private readonly HashSet<DateOnly> _holidays;
    private readonly LabelTimes _times;

    /// <param name="times">Checked rules; a time zone or cut-off that cannot be read throws.</param>
    public LabelCalendar(LabelTimes times)
    {
        _times = times;
        Zone = TimeZoneInfo.FindSystemTimeZoneById(times.TimeZone);
        _cutOffs = times.When == LabelSchedule.AtCutOffs ? [.. times.CutOffs.Select(static text => CronExpression.Parse(text))] : [];
        _closed = [.. times.OpenDaily ? [] : times.ClosedDays.Count > 0 ? times.ClosedDays : s_weekend];
        _holidays = [.. times.Holidays];
    }

    public TimeZoneInfo Zone { get; }

    /// <summary>
    /// The instant for which the labels of ready orders are due now: with cut-offs the last one after the last run, so that several missed ones are one batch; without
    /// them now. Null: nothing is due.
    /// </summary>
    /// <param name="lastRun">The cut-off that was worked off last, or when the flow was switched on.</param>
    public DateTimeOffset? DueAt(DateTimeOffset lastRun, DateTimeOffset now)
    {
        if (_times.When == LabelSchedule.AtOnce) return now;
        var today = DayOf(now);
        for (var day = today; day.DayNumber > today.DayNumber - LongestSearchDays; day = day.AddDays(-1))
        {
            if (!IsWorkingDay(day)) continue;
            var from = Instants.Later(DayStart(day), lastRun);
            var to = Instants.Earlier(DayStart(day.AddDays(1)).AddTicks(-1), now);
            if (from <= to && LastIn(from, to, lastRun) is { } last) return last;
            if (DayStart(day) <= lastRun) return null;
        }
        return null;
    }

    /// <summary>The first cut-off after this instant; null when labels are bought at once, or when none is within a year.</summary>
    public DateTimeOffset? NextCutOff(DateTimeOffset after)
    {
        DateTimeOffset? first = null;
        foreach (var cutOff in _cutOffs)
        {
            if (NextOpen(cutOff, after) is { } next && (first is null || next < first)) first = next;
        }
        return first;
    }

    /// <summary>Name of the cut-off that a label waits for, by which those of one cut-off are found; null where it waits for none.</summary>
    /// <param name="waitsSince">Null when it waits for none.</param>
    public string? FindWave(DateTimeOffset? waitsSince) => waitsSince is { } since && NextCutOff(since) is { } cutOff
        ? string.Create(CultureInfo.InvariantCulture, $"cutoff-{TimeZoneInfo.ConvertTime(cutOff, Zone):yyyy-MM-dd-HHmm}")
        : null;

    public bool IsWorkingDay(DateOnly day) => !_closed.Contains(day.DayOfWeek) && !_holidays.Contains(day);

    /// <summary>The day on a label that is bought now: the next working day where this one is closed or its cut-off has passed.</summary>
    public DateOnly ShipDate(DateTimeOffset now)
    {
        var local = TimeZoneInfo.ConvertTime(now, Zone).DateTime;
        var day = DateOnly.FromDateTime(local);
        if (_times.ShipDateCutOff is { } cutOff && TimeOnly.FromDateTime(local) >= cutOff) day = day.AddDays(1);
        for (var i = 0; i < LongestSearchDays && !IsWorkingDay(day); i++) day = day.AddDays(1);
        return day;
    }

    /// <summary>So many working days later.</summary>
    /// <param name="days">0 to 366.</param>
    public DateOnly AddWorkingDays(DateOnly day, int days)
    {
        var (left, closed) = (days, 0);
        while (left > 0 && closed <= LongestSearchDays)
        {
            day = day.AddDays(1);
            if (IsWorkingDay(day)) (left, closed) = (left - 1, 0);
            else closed++;
        }
        return day;
    }

    public DateOnly DayOf(DateTimeOffset instant) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(instant, Zone).DateTime);

    /// <summary>The first instant of a day.</summary>
    public DateTimeOffset DayStart(DateOnly day) => BatchCalendar.InstantOf(day, TimeOnly.MinValue, Zone);

    private DateTimeOffset? LastIn(DateTimeOffset from, DateTimeOffset to, DateTimeOffset after)
    {
        DateTimeOffset? last = null;
        foreach (var cutOff in _cutOffs)
        {
            foreach (var at in cutOff.GetOccurrences(from, to, Zone, fromInclusive: true, toInclusive: true))
            {
                if (at > after && (last is null || at > last)) last = at;
            }
        }
        return last?.ToUniversalTime();
    }

    private DateTimeOffset? NextOpen(CronExpression cutOff, DateTimeOffset after)
    {
        var end = after.AddDays(LongestSearchDays);
        var (from, inclusive) = (after, false);
        while (cutOff.GetNextOccurrence(from, Zone, inclusive) is { } next && next <= end)
        {
            var day = DayOf(next);
            if (IsWorkingDay(day)) return next.ToUniversalTime();
            (from, inclusive) = (DayStart(day.AddDays(1)), true);
        }
        return null;
    }
}
