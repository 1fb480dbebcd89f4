using Connector.Core.Rules.Labels.Times;

namespace Connector.Core.Rules.Labels.Guards;

/// <summary>Pure: the times that caps count for.</summary>
public static class CapWindow
{
    private static readonly TimeSpan s_hour = TimeSpan.FromHours(1);

    /// <summary>What was reserved after this instant (for a day: at it or after it) counts.</summary>
    public static DateTimeOffset Start(CapPeriod period, DateTimeOffset now, LabelCalendar calendar) =>
        period == CapPeriod.Hour ? now - s_hour : calendar.DayStart(calendar.DayOf(now));

    /// <summary>Whether what was reserved then counts now. What seems to be of the future does.</summary>
    public static bool Contains(CapPeriod period, DateTimeOffset at, DateTimeOffset now, LabelCalendar calendar) =>
        period == CapPeriod.Hour ? at > now - s_hour : at >= Start(period, now, calendar);

    /// <summary>When what was reserved then counts no longer.</summary>
    public static DateTimeOffset End(CapPeriod period, DateTimeOffset at, DateTimeOffset now, LabelCalendar calendar) =>
        period == CapPeriod.Hour ? at + s_hour : calendar.DayStart(calendar.DayOf(at > now ? at : now).AddDays(1));
}
