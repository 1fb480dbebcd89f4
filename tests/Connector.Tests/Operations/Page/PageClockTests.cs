using Connector.Operations.Page;
using Xunit;

namespace Connector.Tests.Operations.Page;

public sealed class PageClockTests
{
    private static readonly DateTimeOffset s_now = new(2026, 3, 10, 12, 0, 0, TimeSpan.Zero);
    private readonly PageClock _clock = new(s_now, TimeZoneInfo.CreateCustomTimeZone("east", TimeSpan.FromHours(2), null, null));

    [Theory]
    [InlineData(0, "now")]
    [InlineData(-5, "5 s ago")]
    [InlineData(-90, "1 min ago")]
    [InlineData(-3600 * 3 - 600, "3 h 10 min ago")]
    [InlineData(-3600 * 20 - 600, "20 h ago")]
    [InlineData(-3600 * 24 * 3, "3 days ago")]
    [InlineData(120, "in 2 min")]
    public void A_distance_is_told_in_words(int seconds, string words) => Assert.Equal(words, _clock.Ago(s_now.AddSeconds(seconds)));

    [Theory]
    [InlineData(0, "14:00", "Today")]
    [InlineData(-15, "9 Mar 2026, 23:00", "Yesterday")]
    [InlineData(-24 * 9, "1 Mar 2026, 14:00", "Sunday, 1 March 2026")]
    public void An_instant_is_that_of_the_zone(int hours, string time, string day)
    {
        var at = s_now.AddHours(hours);

        Assert.Equal((time, day), (_clock.Time(at), _clock.Day(_clock.DayOf(at))));
    }
}
