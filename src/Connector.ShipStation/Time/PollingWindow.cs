using System.Globalization;

namespace Connector.ShipStation.Time;

/// <summary>
/// The two ends of a list window as filter values. Each is a second wider than asked, because it is not told whether the ends count. Within two hours of a
/// clock change each is two hours wider: wall times jump back over an hour in autumn, and a filter on wall times would miss what was changed in it.
/// A wider window only returns some rows twice, and readers drop those.
/// </summary>
internal static class PollingWindow
{
    private static readonly TimeSpan ClockChangeMargin = TimeSpan.FromHours(2);
    private static readonly TimeSpan EndMargin = TimeSpan.FromSeconds(1);
    private static readonly DateTimeOffset Earliest = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Latest = new(9000, 1, 1, 0, 0, 0, TimeSpan.Zero);

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
