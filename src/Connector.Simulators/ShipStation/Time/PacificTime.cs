using System.Globalization;

namespace Connector.Simulators.ShipStation.Time;

/// <summary>The service's clock face: America/Los_Angeles without an offset, kept and compared as local values, so that the doubled hour of autumn is ambiguous here too.</summary>
internal static class PacificTime
{
    private static readonly TimeZoneInfo Zone = FindZone();

    // F takes 0 to 7 digits and lets the dot be missing.
    private static readonly string[] Formats =
        ["yyyy-MM-dd'T'HH:mm:ss.FFFFFFF", "yyyy-MM-dd", "yyyy-MM-dd HH:mm:ss.FFFFFFF", "yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd HH:mm"];

    /// <summary>Local time in whole milliseconds.</summary>
    public static DateTime FromUtc(DateTimeOffset instant)
    {
        var local = TimeZoneInfo.ConvertTime(instant, Zone).DateTime;
        return new DateTime(local.Ticks - local.Ticks % TimeSpan.TicksPerMillisecond, DateTimeKind.Unspecified);
    }

    /// <summary>The instant of a local time; of the doubled hour of autumn the first.</summary>
    public static DateTimeOffset ToUtc(DateTime local) => new DateTimeOffset(local, Zone.IsAmbiguousTime(local) ? Zone.GetAmbiguousTimeOffsets(local).Max() : Zone.GetUtcOffset(local)).ToUniversalTime();

    /// <summary>The instant at which a local day begins.</summary>
    public static DateTimeOffset StartOf(DateOnly day)
    {
        var local = day.ToDateTime(TimeOnly.MinValue);
        return new DateTimeOffset(local, Zone.GetUtcOffset(local));
    }

    /// <summary>Date only, or date and time with T or a blank and up to 7 digits. What the service does with Z or an offset is unknown: refused, so that nothing leans on it.</summary>
    public static bool TryParse(string text, out DateTime value) =>
        DateTime.TryParseExact(text, Formats, CultureInfo.InvariantCulture, DateTimeStyles.None, out value);

    private static TimeZoneInfo FindZone() =>
        TimeZoneInfo.TryFindSystemTimeZoneById("America/Los_Angeles", out var zone) ? zone : TimeZoneInfo.FindSystemTimeZoneById("Pacific Standard Time");
}
