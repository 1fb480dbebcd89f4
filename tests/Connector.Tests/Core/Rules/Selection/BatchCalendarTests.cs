using System.Globalization;
using Connector.Core.Rules.Selection;
using Xunit;

namespace Connector.Tests.Core.Rules.Selection;

public sealed class BatchCalendarTests
{
    private static readonly TimeZoneInfo NewYork = TimeZoneInfo.FindSystemTimeZoneById("America/New_York");

    [Theory]
    [InlineData("2026-03-04T12:59:00Z", "2026-03-04T13:00:00Z")]
    [InlineData("2026-03-04T13:00:00Z", "2026-03-04T13:00:00Z")]
    [InlineData("2026-03-04T13:00:01Z", "2026-03-04T19:30:00Z")]
    [InlineData("2026-03-04T20:00:00Z", "2026-03-05T13:00:00Z")]
    [InlineData("2026-03-05T03:00:00Z", "2026-03-05T13:00:00Z")]
    [InlineData("2026-03-08T13:00:00Z", "2026-03-08T18:30:00Z")]
    public void The_next_batch(string instant, string expected) => Assert.Equal(At(expected), new BatchCalendar([new(14, 30), new(8, 0)], NewYork).NextAtOrAfter(At(instant)));

    [Fact]
    public void A_time_that_does_not_exist_is_the_end_of_the_gap() =>
        Assert.Equal(At("2026-03-08T07:00:00Z"), BatchCalendar.InstantOf(new DateOnly(2026, 3, 8), new TimeOnly(2, 30), NewYork));

    [Fact]
    public void A_time_that_exists_twice_is_the_first() =>
        Assert.Equal(At("2026-11-01T05:30:00Z"), BatchCalendar.InstantOf(new DateOnly(2026, 11, 1), new TimeOnly(1, 30), NewYork));

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
