using System.Globalization;
using Connector.Core.Ports;
using Connector.ShipStation.Mapping;
using Xunit;

namespace Connector.Tests.ShipStation.Mapping;

public class PollingWindowTests
{
    [Theory]
    [InlineData("2026-01-15T20:00:00Z", "2026-01-15 11:59:59")] // a second early: whether the start counts is not documented
    [InlineData("2026-01-15T20:00:00.9Z", "2026-01-15 11:59:59")]
    [InlineData("2026-03-08T08:30:00Z", "2026-03-07 22:29:59")] // the night of the skipped hour: two hours early
    [InlineData("2026-11-01T08:45:00Z", "2026-10-31 23:44:59")] // first pass of the doubled hour
    [InlineData("2026-11-01T09:15:00Z", "2026-11-01 00:14:59")] // second pass
    [InlineData("2026-11-01T12:00:00Z", "2026-11-01 03:59:59")] // past it: as ever
    [InlineData("0001-01-01T00:00:00Z", "1999-12-31 15:59:59")]
    public void The_start_is_reported_so_that_nothing_is_missed(string from, string expected) => Assert.Equal(expected, PollingWindow.Start(Utc(from)));

    [Theory]
    [InlineData("2026-01-15T20:00:00Z", "2026-01-15 11:59:59")]
    [InlineData("2026-11-01T08:20:29.5Z", "2026-11-01 01:20:28")] // never wider, in this night neither
    [InlineData("2026-11-01T10:00:00Z", "2026-11-01 01:59:59")]
    [InlineData("2026-03-08T10:00:00Z", "2026-03-08 01:59:59")]
    public void A_window_that_goes_on_starts_at_its_row(string from, string expected) =>
        Assert.Equal(expected, PollingWindow.Start(new ShippingWindow(Utc(from), null) { IsContinued = true }, Utc(from).AddHours(3)));

    [Theory]
    [InlineData("2026-01-15T20:00:00Z", "2026-01-15T20:30:00Z", "2026-01-15T21:00:00Z", "2026-01-15 11:59:59")] // an ordinary day
    [InlineData("2026-01-15T20:00:00Z", "2026-01-15T19:55:00Z", "2026-01-15T20:01:00Z", "2026-01-15 11:59:59")]
    [InlineData("2026-11-01T08:59:30Z", "2026-11-01T08:57:00Z", "2026-11-01T09:02:00Z", "2026-11-01 00:59:30")] // the hour comes again
    [InlineData("2026-11-01T08:59:30Z", "2026-11-01T09:20:00Z", "2026-11-01T09:26:00Z", "2026-11-01 01:20:00")] // and was seen in part
    [InlineData("2026-11-01T08:20:29Z", "2026-11-01T10:01:00Z", "2026-11-01T21:20:00Z", "2026-11-01 01:20:28")] // and was seen whole: as ever
    [InlineData("2026-03-08T09:40:00Z", "2026-03-08T09:58:00Z", "2026-03-08T10:05:00Z", "2026-03-08 01:39:59")] // spring leaves an hour out: nothing comes again
    public void A_window_of_which_much_was_seen_starts_no_earlier_than_it_must(string from, string seenUntil, string now, string expected) =>
        Assert.Equal(expected, PollingWindow.Start(new ShippingWindow(Utc(from), null) { SeenUntil = Utc(seenUntil) }, Utc(now)));

    [Theory]
    [InlineData("2026-01-15T20:00:00Z", "2026-01-15 12:00:01")]
    [InlineData("2026-01-15T20:00:00.1Z", "2026-01-15 12:00:02")]
    [InlineData("2026-11-01T09:15:00Z", "2026-11-01 03:15:01")] // 01:50 of the first pass is later on the wall than 01:15 of the second
    [InlineData("9999-12-31T23:59:59Z", "8999-12-31 16:00:01")]
    public void The_end_is_reported_so_that_nothing_is_missed(string to, string expected) => Assert.Equal(expected, PollingWindow.End(Utc(to)));

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
