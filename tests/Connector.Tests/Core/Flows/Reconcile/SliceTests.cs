using System.Globalization;
using Connector.Core.Flows.Intake;
using Connector.Core.Flows.Pull;
using Connector.Core.Flows.Reconcile;
using Connector.Core.Model.Messages;
using Connector.TestSupport;
using Xunit;

namespace Connector.Tests.Core.Flows.Reconcile;

public sealed class SliceTests
{
    private readonly ManualTimeProvider _clock = new();

    [Fact]
    public async Task A_slice_does_not_wait_for_a_permit_beyond_its_end()
    {
        var limit = new SliceLimit(_clock, _clock.GetUtcNow().AddSeconds(10), 100);
        var asked = 0;

        var refused = await Assert.ThrowsAsync<ConnectorException>(() => limit.AskAsync<int>(() =>
        {
            asked++;
            throw new ConnectorException(FailureKind.RateLimited, "NoPermit", "no permit") { RetryAt = _clock.GetUtcNow().AddSeconds(11) };
        }, default));

        Assert.Equal((FailureKind.RateLimited, 1), (refused.Kind, asked));
    }

    [Fact]
    public async Task A_slice_ends_with_its_calls_and_with_its_time()
    {
        var limit = new SliceLimit(_clock, _clock.GetUtcNow().AddSeconds(10), 2);
        await limit.AskAsync(() => Task.FromResult(1), default);
        Assert.False(limit.IsReached);
        limit.Count();
        Assert.True(limit.IsReached);

        var timed = new SliceLimit(_clock, _clock.GetUtcNow().AddSeconds(10), 100);
        Assert.False(timed.IsReached);
        _clock.Advance(TimeSpan.FromSeconds(10));
        Assert.True(timed.IsReached);
    }

    [Theory]
    [InlineData("2026-03-18T02:00:00Z", 2, "2026-03-18T02:00:00Z")]
    [InlineData("2026-03-18T01:59:59Z", 2, "2026-03-17T02:00:00Z")]
    [InlineData("2026-03-18T23:59:59Z", 0, "2026-03-18T00:00:00Z")]
    [InlineData("2026-03-01T05:00:00Z", 23, "2026-02-28T23:00:00Z")]
    public void The_night_of_an_instant(string now, int startHour, string night) => Assert.Equal(At(night), ReconcilePosition.NightOf(At(now), startHour));

    [Theory]
    [InlineData(null, 0, 4)]
    [InlineData(0, 0, 4)]
    [InlineData(-5, 0, 4)]
    [InlineData(7, 7, 1)]
    public void The_next_page_begins_at_the_last_record_where_the_list_has_an_order(int? lastSeconds, int fromSeconds, int page)
    {
        var from = _clock.GetUtcNow();
        Assert.Equal((from.AddSeconds(fromSeconds), page), ShippingReader.Next(from, 3, lastSeconds is { } seconds ? from.AddSeconds(seconds) : null));
    }

    [Fact]
    public void A_cursor_in_the_future_is_set_back_to_now_and_every_other_is_left()
    {
        var now = _clock.GetUtcNow();
        var poll = new PollCursor(now.AddHours(3), now.AddHours(3), now.AddHours(-1));

        Assert.Equal(new PollCursor(now, DateTimeOffset.MinValue, now.AddHours(-1)), PollCursor.Read(CursorReview.SetBack(CursorName.OrderStatus("eu"), poll.Write(), now)!));
        Assert.Equal(new PullCursor(now, ""), PullCursor.Read(CursorReview.SetBack(CursorName.OrdersPull, new PullCursor(now.AddHours(1), "x").Write(), now)!));
        Assert.Null(CursorReview.SetBack(CursorName.OrderStatus("eu"), (poll with { Frontier = now.AddMinutes(5), OverlapAt = now }).Write(), now));
        Assert.Null(CursorReview.SetBack(CursorName.OrdersPull, new PullCursor(now.AddMinutes(5), "x").Write(), now));
    }

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
