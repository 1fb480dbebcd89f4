using System.Globalization;
using Connector.ShipStation.Time;
using Xunit;

namespace Connector.Tests.ShipStation;

public class PollingWindowTests
{
    [Theory]
    [InlineData("2026-01-15T20:00:00Z", "2026-01-15 11:59:59")] // a second early: whether the start counts is not told
    [InlineData("2026-01-15T20:00:00.9Z", "2026-01-15 11:59:59")]
    [InlineData("2026-03-08T08:30:00Z", "2026-03-07 22:29:59")] // the night of the skipped hour: two hours early
    [InlineData("2026-11-01T08:45:00Z", "2026-10-31 23:44:59")] // first pass of the doubled hour
    [InlineData("2026-11-01T09:15:00Z", "2026-11-01 00:14:59")] // second pass
    [InlineData("2026-11-01T12:00:00Z", "2026-11-01 03:59:59")] // past it: as ever
    [InlineData("0001-01-01T00:00:00Z", "1999-12-31 15:59:59")]
    public void The_start_is_told_so_that_nothing_is_missed(string from, string expected) => Assert.Equal(expected, PollingWindow.Start(Utc(from)));

    [Theory]
    [InlineData("2026-01-15T20:00:00Z", "2026-01-15 12:00:01")]
    [InlineData("2026-01-15T20:00:00.1Z", "2026-01-15 12:00:02")]
    [InlineData("2026-11-01T09:15:00Z", "2026-11-01 03:15:01")] // 01:50 of the first pass is later on the wall than 01:15 of the second
    [InlineData("9999-12-31T23:59:59Z", "8999-12-31 16:00:01")]
    public void The_end_is_told_so_that_nothing_is_missed(string to, string expected) => Assert.Equal(expected, PollingWindow.End(Utc(to)));

    [Fact]
    public void Around_both_clock_changes_no_change_inside_a_window_falls_outside_its_wall_times()
    {
        foreach (var night in new[] { "2026-03-08T00:00:00Z", "2026-11-01T00:00:00Z" })
            for (var from = Utc(night); from < Utc(night).AddHours(24); from = from.AddMinutes(7))
                for (var changed = from; changed <= from.AddHours(3); changed = changed.AddMinutes(11))
                {
                    var wall = PacificTime.WallTime(changed).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
                    Assert.True(string.CompareOrdinal(PollingWindow.Start(from), wall) <= 0, $"{changed:O} is before the start of a window from {from:O}");
                    Assert.True(string.CompareOrdinal(PollingWindow.End(from.AddHours(3)), wall) >= 0, $"{changed:O} is after the end of a window from {from:O}");
                }
    }

    private static DateTimeOffset Utc(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
