using System.Globalization;

namespace Connector.Functions;

/// <summary>Reads a schedule of the Functions host (second, minute, hour, day, month, day of the week) for the longest time between two of its ticks.</summary>
internal static class Ncrontab
{
    private static readonly string[] s_months = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];
    private static readonly string[] s_weekdays = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];

    /// <summary>Four years hold every date there is; each begins the same way only for the search.</summary>
    private static readonly DateOnly s_first = new(2027, 1, 1);
    private const int Days = 4 * 366;

    /// <summary>Null for what is no schedule of six fields, and for one that never ticks.</summary>
    public static TimeSpan? LongestGap(string schedule)
    {
        var fields = schedule.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (fields.Length != 6
            || !TryRead(fields[0], 0, 59, null, out var seconds) || !TryRead(fields[1], 0, 59, null, out var minutes) || !TryRead(fields[2], 0, 23, null, out var hours)
            || !TryRead(fields[3], 1, 31, null, out var days) || !TryRead(fields[4], 1, 12, s_months, out var months) || !TryRead(fields[5], 0, 6, s_weekdays, out var weekdays))
            return null;
        var times = (from hour in hours from minute in minutes from second in seconds select new TimeSpan(hour, minute, second)).ToList();
        var dates = Enumerable.Range(0, Days).Where(day => s_first.AddDays(day) is var date
            && months.Contains(date.Month) && days.Contains(date.Day) && weekdays.Contains((int)date.DayOfWeek)).ToList();
        if (dates.Count < 2) return null;
        var withinDay = times.Zip(times.Skip(1), static (one, next) => next - one).Append(TimeSpan.Zero).Max();
        var betweenDays = dates.Zip(dates.Skip(1), static (one, next) => TimeSpan.FromDays(next - one)).Max() - times[^1] + times[0];
        return withinDay > betweenDays ? withinDay : betweenDays;
    }

    /// <summary>A list of numbers, names, ranges and steps: 5 or 1,2 or 8-18 or */10 or 8-18/2 or MON-FRI.</summary>
    private static bool TryRead(string field, int least, int most, string[]? names, out SortedSet<int> values)
    {
        values = [];
        foreach (var part in field.Split(','))
        {
            var halves = part.Split('/');
            var step = 1;
            if (halves.Length > 2 || (halves.Length == 2 && !(TryNumber(halves[1], null, 0, out step) && step > 0))) return false;
            if (!TryRange(halves[0], least, halves.Length == 2, most, names, out var from, out var to)) return false;
            for (var value = from; value <= to; value += step) values.Add(value);
        }
        return values.Count > 0;
    }

    private static bool TryRange(string text, int least, bool isStepped, int most, string[]? names, out int from, out int to)
    {
        (from, to) = (least, most);
        if (text == "*") return true;
        var ends = text.Split('-');
        if (ends.Length > 2 || !TryNumber(ends[0], names, least, out from)) return false;
        // "5/10" begins at 5 and goes to the end.
        if (ends.Length == 1) to = isStepped ? most : from;
        else if (!TryNumber(ends[1], names, least, out to)) return false;
        return from >= least && to <= most && from <= to;
    }

    private static bool TryNumber(string text, string[]? names, int least, out int number)
    {
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number)) return true;
        var at = names is null ? -1 : Array.FindIndex(names, name => string.Equals(name, text, StringComparison.OrdinalIgnoreCase));
        number = at + least;
        return at >= 0;
    }
}
