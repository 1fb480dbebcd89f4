using System.Globalization;
using Connector.Core.Rules.Labels;
using Connector.Core.Rules.Labels.Times;
using Xunit;

namespace Connector.Tests.Core.Rules.Labels.Times;

public sealed class LabelCalendarTests
{
    /// <summary>Cut-offs at 11 and 15 on weekdays and at 10 on Saturdays, New York; closed on Sundays and on Monday the 9th. Clocks go forward on Sunday the 8th.</summary>
    [Theory]
    [InlineData("2026-03-04T15:59:59Z", "2026-03-04T16:00:00Z")]
    [InlineData("2026-03-04T16:00:00Z", "2026-03-04T20:00:00Z")]
    [InlineData("2026-03-04T20:00:00Z", "2026-03-05T16:00:00Z")]
    [InlineData("2026-03-06T20:00:00Z", "2026-03-07T15:00:00Z")]
    [InlineData("2026-03-07T15:00:00Z", "2026-03-10T15:00:00Z")]
    public void The_next_cut_off(string after, string expected) => Assert.Equal(At(expected), NewYork().NextCutOff(At(after)));

    [Fact]
    public void Labels_of_one_cut_off_have_one_name()
    {
        var calendar = new LabelCalendar(new LabelTimes { When = LabelSchedule.AtCutOffs, CutOffs = ["0 11,15 * * *"], TimeZone = "America/New_York", OpenDaily = true });
        // 11:00 in New York is 16:00 UTC.
        Assert.Equal("cutoff-2026-03-04-1100", calendar.FindWave(At("2026-03-03T21:00:00Z")));
        Assert.Equal("cutoff-2026-03-04-1100", calendar.FindWave(At("2026-03-04T15:59:00Z")));
        Assert.Equal("cutoff-2026-03-04-1500", calendar.FindWave(At("2026-03-04T16:00:00Z")));
        Assert.Null(calendar.FindWave(null));
        Assert.Null(new LabelCalendar(new LabelTimes()).FindWave(At("2026-03-04T16:00:00Z")));
    }

    /// <summary>Last run, now, and the cut-off that is due; empty when none is.</summary>
    [Theory]
    [InlineData("2026-03-04T15:00:00Z", "2026-03-04T15:59:59Z", "")]
    [InlineData("2026-03-04T15:00:00Z", "2026-03-04T16:00:00Z", "2026-03-04T16:00:00Z")]
    [InlineData("2026-03-04T16:00:00Z", "2026-03-04T16:00:00Z", "")]
    [InlineData("2026-03-04T16:00:00Z", "2026-03-04T19:59:00Z", "")]
    [InlineData("2026-03-04T15:00:00Z", "2026-03-04T23:00:00Z", "2026-03-04T20:00:00Z")]
    [InlineData("2026-03-01T00:00:00Z", "2026-03-04T10:00:00Z", "2026-03-03T20:00:00Z")]
    [InlineData("2026-03-07T15:00:00Z", "2026-03-10T14:59:00Z", "")]
    [InlineData("2026-03-06T20:00:00Z", "2026-03-10T10:00:00Z", "2026-03-07T15:00:00Z")]
    public void The_cut_off_that_is_due_is_the_last_one_since_the_last_run(string lastRun, string now, string expected) =>
        Assert.Equal(expected.Length == 0 ? null : At(expected), NewYork().DueAt(At(lastRun), At(now)));

    [Fact]
    public void At_once_is_always_due()
    {
        var calendar = new LabelCalendar(new LabelTimes { CutOffs = ["0 11 * * *"] });
        Assert.Equal(At("2026-03-08T03:00:00Z"), calendar.DueAt(At("2026-03-08T03:00:00Z"), At("2026-03-08T03:00:00Z")));
        Assert.Null(calendar.NextCutOff(At("2026-03-08T03:00:00Z")));
    }

    [Fact]
    public void A_cut_off_that_is_always_closed_never_comes() =>
        Assert.Null(new LabelCalendar(new LabelTimes { When = LabelSchedule.AtCutOffs, CutOffs = ["0 11 * * SUN"] }).NextCutOff(At("2026-03-04T00:00:00Z")));

    /// <summary>A cut-off in the hour that does not exist comes when the gap ends; one in the hour that comes twice comes once.</summary>
    [Theory]
    [InlineData("2026-03-08T00:00:00Z", "2026-03-08T07:00:00Z")]
    [InlineData("2026-11-01T00:00:00Z", "2026-11-01T05:30:00Z")]
    [InlineData("2026-11-01T05:30:00Z", "2026-11-02T06:30:00Z")]
    public void Clock_changes(string after, string expected)
    {
        var time = after.StartsWith("2026-03", StringComparison.Ordinal) ? "30 2 * * *" : "30 1 * * *";
        Assert.Equal(At(expected), new LabelCalendar(new LabelTimes { When = LabelSchedule.AtCutOffs, CutOffs = [time], TimeZone = "America/New_York", OpenDaily = true }).NextCutOff(At(after)));
    }

    [Theory]
    [InlineData("2026-03-04T15:00:00Z", "2026-03-04")]
    [InlineData("2026-03-04T21:59:00Z", "2026-03-04")]
    [InlineData("2026-03-04T22:00:00Z", "2026-03-05")]
    [InlineData("2026-03-05T03:00:00Z", "2026-03-05")]
    [InlineData("2026-03-07T15:00:00Z", "2026-03-07")]
    [InlineData("2026-03-07T23:00:00Z", "2026-03-10")]
    [InlineData("2026-03-08T15:00:00Z", "2026-03-10")]
    public void The_ship_date(string now, string expected) => Assert.Equal(Day(expected), NewYork().ShipDate(At(now)));

    [Theory]
    [InlineData("2026-03-04", 0, "2026-03-04")]
    [InlineData("2026-03-04", 3, "2026-03-07")]
    [InlineData("2026-03-06", 2, "2026-03-10")]
    [InlineData("2026-03-07", 1, "2026-03-10")]
    public void Working_days(string from, int days, string expected) => Assert.Equal(Day(expected), NewYork().AddWorkingDays(Day(from), days));

    [Fact]
    public void Without_closed_days_Saturday_and_Sunday_are()
    {
        var calendar = new LabelCalendar(new LabelTimes());
        Assert.Equal([false, false, true], new[] { Day("2026-03-07"), Day("2026-03-08"), Day("2026-03-09") }.Select(calendar.IsWorkingDay));
        Assert.True(new LabelCalendar(new LabelTimes { OpenDaily = true }).IsWorkingDay(Day("2026-03-08")));
    }

    private static LabelCalendar NewYork() => new(new LabelTimes
    {
        When = LabelSchedule.AtCutOffs, CutOffs = ["0 11,15 * * MON-FRI", "0 10 * * SAT"], TimeZone = "America/New_York",
        ClosedDays = [DayOfWeek.Sunday], Holidays = [new(2026, 3, 9)], ShipDateCutOff = new(17, 0)
    });

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);

    private static DateOnly Day(string text) => DateOnly.Parse(text, CultureInfo.InvariantCulture);
}
