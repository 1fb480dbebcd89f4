using System.Globalization;
using Connector.Core.Ports;

namespace Connector.ShipStation.Mapping;

/// <summary>
/// The two ends of a list window as filter values. Each is a second wider than asked, because it is not documented whether the ends count. Wall times jump back over an
/// hour in autumn, and a filter on them would miss what was changed in it: within two hours of a clock change a window is two hours wider; one of which the reader
/// knows until when everything was seen is wider by no more than that hour, and only until the hour was seen. A window that goes on from a row that was read is never
/// wider: rows come in the order of their wall times. A wider window only returns some rows twice, and readers drop those.
/// </summary>
internal static class PollingWindow
{
    private static readonly TimeSpan ClockChangeMargin = TimeSpan.FromHours(2);
    private static readonly TimeSpan EndMargin = TimeSpan.FromSeconds(1);
    private static readonly DateTimeOffset Earliest = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Latest = new(9000, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly TimeSpan HourThatComesTwice = TimeSpan.FromHours(1);

    /// <param name="now">Nothing that the window can hold was changed later.</param>
    public static string Start(ShippingWindow window, DateTimeOffset now)
    {
        var from = Clamp(window.From);
        if (window.IsContinued) return Format(PacificTime.WallTime(from - EndMargin));
        if (window.SeenUntil is not { } seen) return Start(from);
        var start = PacificTime.WallTime(from - EndMargin);
        // The least wall time that anything changed since then can have.
        var first = Clamp(seen > from ? seen : from);
        var least = PacificTime.WallTime(first);
        if (first < now && PacificTime.Zone.GetUtcOffset(now) < PacificTime.Zone.GetUtcOffset(first)) least -= HourThatComesTwice;
        return Format(least < start ? least : start);
    }

    public static string Start(DateTimeOffset from)
    {
        from = Clamp(from);
        return Format(PacificTime.WallTime(from - EndMargin - MarginAt(from)));
    }

    public static string End(DateTimeOffset to)
    {
        to = Clamp(to);
        var wall = PacificTime.WallTime(to + EndMargin + MarginAt(to));
        return Format(wall.Ticks % TimeSpan.TicksPerSecond == 0 ? wall : wall.AddSeconds(1));
    }

    private static TimeSpan MarginAt(DateTimeOffset instant) =>
        PacificTime.Zone.GetUtcOffset(instant - ClockChangeMargin) == PacificTime.Zone.GetUtcOffset(instant + ClockChangeMargin) ? TimeSpan.Zero : ClockChangeMargin;

    private static DateTimeOffset Clamp(DateTimeOffset instant) => instant < Earliest ? Earliest : instant > Latest ? Latest : instant;

    private static string Format(DateTime wall) => wall.ToString("yyyy-MM-dd' 'HH:mm:ss", CultureInfo.InvariantCulture);
}
