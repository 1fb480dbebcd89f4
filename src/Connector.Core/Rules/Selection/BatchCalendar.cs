namespace Connector.Core.Rules.Selection;

/// <summary>Times of day in a time zone as instants.</summary>
internal sealed class BatchCalendar(IEnumerable<TimeOnly> times, TimeZoneInfo zone)
{
    private readonly TimeOnly[] _times = [.. times.Order()];

    /// <summary>The first batch at or after this instant; the instant itself when there are no batches, or when it is no sensible date (documents without one).</summary>
    public DateTimeOffset NextAtOrAfter(DateTimeOffset instant)
    {
        if (_times.Length == 0 || instant.Year is < 1970 or > 9000) return instant;
        for (var date = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(instant, zone).DateTime); ; date = date.AddDays(1))
        {
            foreach (var time in _times)
            {
                var at = InstantOf(date, time, zone);
                if (at >= instant) return at;
            }
        }
    }

    /// <summary>A local time that does not exist (clocks go forward) means the instant the gap ends; one that exists twice means the first.</summary>
    public static DateTimeOffset InstantOf(DateOnly date, TimeOnly time, TimeZoneInfo zone)
    {
        var local = date.ToDateTime(time);
        while (zone.IsInvalidTime(local)) local = local.AddMinutes(1);
        var offset = zone.IsAmbiguousTime(local) ? zone.GetAmbiguousTimeOffsets(local).Max() : zone.GetUtcOffset(local);
        return new DateTimeOffset(local, offset);
    }
}
