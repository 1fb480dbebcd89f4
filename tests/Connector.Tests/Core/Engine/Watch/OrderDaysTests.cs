using Connector.Core.Engine.Watch;
using Connector.Core.Ports;
using Xunit;

namespace Connector.Tests.Core.Engine.Watch;

public sealed class OrderDaysTests
{
    private static readonly DateOnly s_today = new(2026, 3, 10);
    private static readonly DateTimeOffset s_noon = new(2026, 3, 10, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Each_instant_counts_on_its_own_day()
    {
        var placed = s_noon.AddDays(-2);

        Assert.Equal(
            [Day(-2) with { Placed = 1 }, Day(-1) with { Sent = 1 }, Day(0) with { Labelled = 1, DueToLabel = TimeSpan.FromDays(2) }],
            Days(new OrderTimes(placed, placed, s_noon.AddDays(-1), s_noon, null)));
    }

    [Fact]
    public void What_is_before_the_first_day_or_not_there_yet_counts_nowhere() => Assert.Equal([Day(-2), Day(-1), Day(0)], Days(new OrderTimes(s_noon.AddDays(-3), null, null, null, null)));

    [Fact]
    public void The_middle_of_the_times_is_shown() =>
        Assert.Equal(TimeSpan.FromHours(2), Days([.. new[] { 1, 2, 9 }.Select(static hours => new OrderTimes(s_noon.AddDays(-5), s_noon.AddHours(-hours), null, s_noon, null))])[^1].DueToLabel);

    [Theory]
    [InlineData(null, 1)]
    [InlineData(1, 1)]
    [InlineData(-1, 0)]
    [InlineData(0, 0)]
    public void A_day_was_missed_when_the_label_came_after_it_or_never(int? hoursAfter, int missed)
    {
        var end = s_noon.AddDays(-1);

        Assert.Equal(missed, Days(new OrderTimes(s_noon.AddDays(-5), null, null, hoursAfter is { } hours ? end.AddHours(hours) : null, end))[1].Missed);
    }

    [Fact]
    public void Today_can_still_be_kept() => Assert.Equal(0, Days(new OrderTimes(s_noon.AddDays(-5), null, null, null, s_noon))[^1].Missed);

    [Fact]
    public void Days_begin_at_midnight_of_the_zone()
    {
        var days = new OrderDays(s_today.AddDays(-1), s_today, TimeZoneInfo.CreateCustomTimeZone("east", TimeSpan.FromHours(5), null, null));
        days.Add(new OrderTimes(new DateTimeOffset(2026, 3, 9, 19, 30, 0, TimeSpan.Zero), null, null, null, null));

        Assert.Equal([0, 1], days.List(s_noon).Select(static d => d.Placed));
    }

    private static OrderDay Day(int offset) => new(s_today.AddDays(offset), 0, 0, 0, 0, null);

    private static IReadOnlyList<OrderDay> Days(params OrderTimes[] orders)
    {
        var days = new OrderDays(s_today.AddDays(-2), s_today, TimeZoneInfo.Utc);
        foreach (var order in orders) days.Add(order);
        return days.List(s_noon);
    }
}
