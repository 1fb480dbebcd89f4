using System.Globalization;

namespace Connector.ShipStation.Mapping;

/// <summary>
/// ShipStation's V1 clock: Los Angeles wall time without an offset, in both directions. In the hour that happens twice each autumn a wall time means two
/// instants: the earlier one is taken, so that no cursor ever runs ahead of a change. In the hour that spring skips, standard time goes on.
/// </summary>
internal static class PacificTime
{
    private const string Written = "yyyy-MM-dd'T'HH:mm:ss.fffffff";

    private static readonly string[] Shapes =
    [
        "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF", "yyyy-MM-dd' 'HH:mm:ss.FFFFFFF", "yyyy-MM-dd", "yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd' 'HH:mm", "M-d-yyyy"
    ];

    private static readonly string[] ShapesWithOffset = ["yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd' 'HH:mm:ss.FFFFFFFK"];

    public static TimeZoneInfo Zone { get; } = FindZone();

    /// <summary>The wall time at this instant, seven fraction digits, no offset.</summary>
    public static string Write(DateTimeOffset instant) => WallTime(instant).ToString(Written, CultureInfo.InvariantCulture);

    public static DateTime WallTime(DateTimeOffset instant) => TimeZoneInfo.ConvertTime(instant, Zone).DateTime;

    /// <summary>True when the wall time of this instant means another one too: the hour that comes twice in autumn.</summary>
    public static bool IsTwice(DateTimeOffset instant) => Zone.IsAmbiguousTime(WallTime(instant));

    public static string WriteDate(DateOnly date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>Null, blank and year 1 (what a .NET server says for "never") read as null. False for anything that is no time.</summary>
    public static bool TryRead(string? text, out DateTimeOffset? instant)
    {
        instant = null;
        if (string.IsNullOrWhiteSpace(text)) return true;
        text = text.Trim();
        if (DateTime.TryParseExact(text, Shapes, CultureInfo.InvariantCulture, DateTimeStyles.None, out var wall))
        {
            if (wall.Year == 1) return true;
            if (wall.Year >= 9999) return false;
            instant = new DateTimeOffset(wall, OffsetAt(wall)).ToUniversalTime();
            return true;
        }
        // Never seen in a response, but newer pages of the documentation show it: an explicit offset is an instant already.
        if (!DateTimeOffset.TryParseExact(text, ShapesWithOffset, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var exact)) return false;
        instant = exact.Year == 1 ? null : exact.ToUniversalTime();
        return true;
    }

    /// <summary>The calendar day as written: a shipping date is a day in Pacific time and is never turned into an instant.</summary>
    public static bool TryReadDate(string? text, out DateOnly? date)
    {
        date = null;
        if (string.IsNullOrWhiteSpace(text)) return true;
        text = text.Trim();
        if (!TryRead(text, out _)) return false;
        var day = text.Split('T', ' ')[0];
        if (!DateOnly.TryParseExact(day, ["yyyy-MM-dd", "M-d-yyyy"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var read)) return false;
        date = read.Year == 1 ? null : read;
        return true;
    }

    private static TimeSpan OffsetAt(DateTime wall)
    {
        if (Zone.IsAmbiguousTime(wall)) return Zone.GetAmbiguousTimeOffsets(wall).Max();
        return Zone.IsInvalidTime(wall) ? Zone.BaseUtcOffset : Zone.GetUtcOffset(wall);
    }

    private static TimeZoneInfo FindZone()
    {
        // The second name is the one of Windows, which knows the first only where ICU is loaded.
        if (TimeZoneInfo.TryFindSystemTimeZoneById("America/Los_Angeles", out var zone)) return zone;
        if (TimeZoneInfo.TryFindSystemTimeZoneById("Pacific Standard Time", out zone)) return zone;
        throw new TimeZoneNotFoundException("The system has no time zone America/Los_Angeles. Install its time zone data (package tzdata).");
    }
}
