using System.Globalization;
using Connector.ShipStation.Mapping;
using Xunit;

namespace Connector.Tests.ShipStation.Mapping;

public class PacificTimeTests
{
    [Theory]
    [InlineData("2026-01-15T20:00:00Z", "2026-01-15T12:00:00.0000000")] // winter: eight hours back
    [InlineData("2026-07-15T20:00:00Z", "2026-07-15T13:00:00.0000000")] // summer: seven
    [InlineData("2026-03-03T07:59:59.1234567Z", "2026-03-02T23:59:59.1234567")]
    [InlineData("2026-03-08T09:59:59Z", "2026-03-08T01:59:59.0000000")] // the last second before spring forward
    [InlineData("2026-03-08T10:00:00Z", "2026-03-08T03:00:00.0000000")]
    [InlineData("2026-11-01T08:30:00Z", "2026-11-01T01:30:00.0000000")] // first pass
    [InlineData("2026-11-01T09:30:00Z", "2026-11-01T01:30:00.0000000")] // second pass: the same wall time
    [InlineData("2026-11-01T10:00:00Z", "2026-11-01T02:00:00.0000000")]
    [InlineData("2026-06-01T00:00:00+02:00", "2026-05-31T15:00:00.0000000")]
    public void An_instant_is_written_as_wall_time_without_offset(string instant, string expected) => Assert.Equal(expected, PacificTime.Write(Utc(instant)));

    [Theory]
    [InlineData("2021-01-23T09:19:48.6130000", "2021-01-23T17:19:48.613Z")]
    [InlineData("2021-01-23T09:09:08.32", "2021-01-23T17:09:08.32Z")]
    [InlineData("2021-01-23T09:09:08.3", "2021-01-23T17:09:08.3Z")]
    [InlineData("2021-01-23T05:23:13.067", "2021-01-23T13:23:13.067Z")]
    [InlineData("2021-07-23T05:23:13", "2021-07-23T12:23:13Z")]
    [InlineData("2016-11-29 23:59:59", "2016-11-30T07:59:59Z")]
    [InlineData("2016-11-29 23:59", "2016-11-30T07:59:00Z")]
    [InlineData("2026-03-04", "2026-03-04T08:00:00Z")]
    [InlineData("8-13-2014", "2014-08-13T07:00:00Z")]
    [InlineData(" 2026-03-04T00:00:00.0000001 ", "2026-03-04T08:00:00.0000001Z")]
    [InlineData("2026-11-01T01:30:00.0000000", "2026-11-01T08:30:00Z")] // twice that night: the earlier instant
    [InlineData("2026-11-01T00:59:59", "2026-11-01T07:59:59Z")]
    [InlineData("2026-11-01T02:00:00", "2026-11-01T10:00:00Z")]
    [InlineData("2026-03-08T02:30:00", "2026-03-08T10:30:00Z")] // never that night: standard time goes on
    [InlineData("2026-03-08T03:00:00", "2026-03-08T10:00:00Z")]
    [InlineData("2026-03-04T08:00:00Z", "2026-03-04T08:00:00Z")] // an explicit offset wins
    [InlineData("2026-03-04T08:00:00.5+02:00", "2026-03-04T06:00:00.5Z")]
    public void A_wall_time_is_read_in_every_shape_that_was_seen(string text, string expected)
    {
        Assert.True(PacificTime.TryRead(text, out var instant));
        Assert.Equal(Utc(expected), instant);
        Assert.Equal(TimeSpan.Zero, instant!.Value.Offset);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData("0001-01-01T00:00:00")]
    public void Nothing_reads_as_null(string? text)
    {
        Assert.True(PacificTime.TryRead(text, out var instant));
        Assert.Null(instant);
        Assert.True(PacificTime.TryReadDate(text, out var date));
        Assert.Null(date);
    }

    [Theory]
    [InlineData("yesterday")]
    [InlineData("2026-13-01")]
    [InlineData("2026-02-30T10:00:00")]
    [InlineData("2026-02-03T25:00:00")]
    [InlineData("9999-12-31T23:59:59")]
    [InlineData("2026-02-03T10:00:00.12345678")]
    [InlineData("1767225600")]
    public void What_is_no_time_is_refused(string text)
    {
        Assert.False(PacificTime.TryRead(text, out _));
        Assert.False(PacificTime.TryReadDate(text, out _));
    }

    [Theory]
    [InlineData("2026-03-04", 2026, 3, 4)]
    [InlineData("2016-06-07T00:00:00.0000000", 2016, 6, 7)]
    [InlineData("2016-06-07 23:59:59", 2016, 6, 7)]
    public void A_date_is_the_day_as_written(string text, int year, int month, int day)
    {
        Assert.True(PacificTime.TryReadDate(text, out var date));
        Assert.Equal(new DateOnly(year, month, day), date);
    }

    [Fact]
    public void Every_quarter_hour_of_a_year_survives_the_way_there_and_back_but_for_the_doubled_hour()
    {
        var lost = new List<DateTimeOffset>();
        for (var instant = Utc("2026-01-01T00:00:00Z"); instant.Year == 2026; instant = instant.AddMinutes(15))
        {
            Assert.True(PacificTime.TryRead(PacificTime.Write(instant), out var back));
            if (back != instant) lost.Add(instant);
        }
        Assert.Equal([Utc("2026-11-01T09:00:00Z"), Utc("2026-11-01T09:15:00Z"), Utc("2026-11-01T09:30:00Z"), Utc("2026-11-01T09:45:00Z")], lost);
    }

    private static DateTimeOffset Utc(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
