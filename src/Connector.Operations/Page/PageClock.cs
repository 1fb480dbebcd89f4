using System.Globalization;

namespace Connector.Operations.Page;

/// <summary>Instants and lengths of time in words, as seen now and in one time zone. Pure.</summary>
internal sealed record PageClock(DateTimeOffset Now, TimeZoneInfo Zone)
{
    public DateOnly Today => DayOf(Now);

    public DateOnly DayOf(DateTimeOffset at) => DateOnly.FromDateTime(Local(at).DateTime);

    /// <summary>The time of day, with the day where it is not today.</summary>
    public string Time(DateTimeOffset at) => Local(at).ToString(DayOf(at) == Today ? "HH:mm" : "d MMM yyyy, HH:mm", CultureInfo.InvariantCulture);

    public string TimeOfDay(DateTimeOffset at) => Local(at).ToString("HH:mm:ss", CultureInfo.InvariantCulture);

    public string Full(DateTimeOffset at) => Local(at).ToString("d MMM yyyy, HH:mm:ss", CultureInfo.InvariantCulture);

    public static string Machine(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    public string Day(DateOnly day) => day == Today ? "Today" : day == Today.AddDays(-1) ? "Yesterday" : day.ToString("dddd, d MMMM yyyy", CultureInfo.InvariantCulture);

    /// <summary>"5 min ago", "in 2 h".</summary>
    public string Ago(DateTimeOffset at)
    {
        var distance = Now - at;
        if (distance.Duration() < TimeSpan.FromSeconds(1)) return "now";
        return distance > TimeSpan.Zero ? $"{Length(distance)} ago" : $"in {Length(distance)}";
    }

    /// <summary>"3 h 10 min": the two largest units; of days and more only days.</summary>
    public static string Length(TimeSpan time)
    {
        var t = time.Duration();
        if (t.TotalSeconds < 60) return Text($"{(int)t.TotalSeconds} s");
        if (t.TotalMinutes < 60) return Text($"{(int)t.TotalMinutes} min");
        if (t.TotalHours < 48) return t.Minutes == 0 || t.TotalHours >= 10 ? Text($"{(int)t.TotalHours} h") : Text($"{(int)t.TotalHours} h {t.Minutes} min");
        return Text($"{(int)t.TotalDays} days");
    }

    private DateTimeOffset Local(DateTimeOffset at) => TimeZoneInfo.ConvertTime(at, Zone);

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
