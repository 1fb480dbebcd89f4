using Connector.Core.Model.Messages;
using Connector.Core.Ports;
using Connector.Core.Ports.Rates;
using Connector.TestSupport;
using Xunit;

namespace Connector.Tests.Core.Ports.Rates;

public sealed class RateWindowRulesTests
{
    private static readonly DateTimeOffset T0 = ManualTimeProvider.Start;

    [Theory]
    [InlineData(RateLane.Cancel, 40, 39)]
    [InlineData(RateLane.Normal, 40, 38)]
    [InlineData(RateLane.Preparing, 40, 37)]
    [InlineData(RateLane.Preparing, 4, 1)]
    [InlineData(RateLane.Background, 40, 36)]
    [InlineData(RateLane.Background, 5, 1)]
    [InlineData(RateLane.Background, 3, 1)]
    [InlineData(RateLane.Normal, 2, 1)]
    [InlineData(RateLane.Cancel, 1, 1)]
    public void Each_lane_leaves_its_share_and_none_is_shut_out(RateLane lane, int limit, int allowed) =>
        Assert.Equal(allowed, RateWindowRules.AllowedFor(lane, limit));

    [Fact]
    public void The_count_is_the_greater_of_our_own_and_the_reported_one()
    {
        var taken = Taken(5);
        Assert.Equal(5, RateWindowRules.Report(taken, FromHeaders(40, 39, 50), T0).Used);
        Assert.Equal(30, RateWindowRules.Report(taken, FromHeaders(40, 10, 50), T0).Used);
    }

    [Fact]
    public void A_reported_end_replaces_the_assumed_one()
    {
        var state = RateWindowRules.Report(Taken(1), FromHeaders(40, 39, 22), T0);
        Assert.Equal((T0.AddSeconds(22), true), (state.EndsAt, state.FromHeaders));
    }

    [Fact]
    public void Of_two_reported_ends_of_one_window_the_earlier_stands()
    {
        var state = RateWindowRules.Report(Taken(1), FromHeaders(40, 39, 22), T0);
        Assert.Equal(T0.AddSeconds(22), RateWindowRules.Report(state, FromHeaders(40, 38, 23), T0).EndsAt);
        Assert.Equal(T0.AddSeconds(21), RateWindowRules.Report(state, FromHeaders(40, 38, 21), T0).EndsAt);
    }

    [Fact]
    public void A_response_that_comes_late_neither_lengthens_the_window_nor_forgets_our_calls()
    {
        var state = RateWindowRules.Report(Taken(30), FromHeaders(40, 10, 60), T0);
        var late = RateWindowRules.Report(state, new RateReport(40, 39, T0.AddSeconds(90), Throttled: false), T0.AddSeconds(30));
        Assert.Equal((30, T0.AddSeconds(60)), (late.Used, late.EndsAt));
    }

    [Fact]
    public void A_response_from_the_next_window_opens_it()
    {
        var state = RateWindowRules.Report(Taken(38), FromHeaders(40, 2, 60), T0);
        var next = RateWindowRules.Report(state, new RateReport(40, 39, T0.AddSeconds(120), Throttled: false), T0.AddSeconds(60));
        Assert.Equal((1, T0.AddSeconds(120)), (next.Used, next.EndsAt));
    }

    [Fact]
    public void A_response_about_a_window_that_is_over_reports_only_the_limit()
    {
        var state = RateWindowRules.Report(Taken(3), new RateReport(60, 1, T0, Throttled: false), T0.AddSeconds(5));
        Assert.Equal((60, 3, T0.AddSeconds(60)), (state.Limit, state.Used, state.EndsAt));
    }

    [Fact]
    public void A_response_without_headers_changes_nothing()
    {
        var state = Taken(3);
        Assert.Equal(state, RateWindowRules.Report(state, new RateReport(null, null, null, Throttled: false), T0));
        Assert.Equal(state, RateWindowRules.Report(state, new RateReport(null, null, null, Throttled: false), T0.AddMinutes(5)));
    }

    [Theory]
    [InlineData(null, 60)]
    [InlineData(-5, 60)]
    [InlineData(23, 23)]
    [InlineData(1_000_000, 600)]
    public void A_429_closes_the_window_until_its_end_or_for_a_minute_but_never_for_days(int? resetSeconds, int closedSeconds)
    {
        DateTimeOffset? reset = resetSeconds is { } seconds ? T0.AddSeconds(seconds) : null;
        var closed = RateWindowRules.Report(Taken(1), new RateReport(null, null, reset, Throttled: true), T0);

        Assert.Equal(T0.AddSeconds(closedSeconds), closed.EndsAt);
        Assert.False(RateWindowRules.Take(closed, RateLane.Cancel, T0.AddSeconds(closedSeconds)).Permit.Granted);
        Assert.True(RateWindowRules.Take(closed, RateLane.Cancel, T0.AddSeconds(closedSeconds + 1)).Permit.Granted);
    }

    [Fact]
    public void A_closed_window_stays_closed_when_an_earlier_call_is_responded_kindly()
    {
        var closed = RateWindowRules.Report(Taken(1), new RateReport(40, 0, T0.AddSeconds(30), Throttled: true), T0);
        var state = RateWindowRules.Report(closed, FromHeaders(40, 20, 10), T0);
        Assert.False(RateWindowRules.Take(state, RateLane.Cancel, T0.AddSeconds(20)).Permit.Granted);
    }

    [Fact]
    public void An_unlimited_account_still_obeys_a_429()
    {
        var closed = RateWindowRules.Report(RateWindowState.Unknown(0), new RateReport(null, null, null, Throttled: true), T0);
        Assert.False(RateWindowRules.Take(closed, RateLane.Cancel, T0.AddSeconds(30)).Permit.Granted);
        Assert.True(RateWindowRules.Take(closed, RateLane.Background, T0.AddSeconds(61)).Permit.Granted);
    }

    [Fact]
    public void An_unlimited_account_learns_a_limit_and_a_reported_zero_lifts_it()
    {
        var limited = RateWindowRules.Report(RateWindowRules.Take(RateWindowState.Unknown(0), RateLane.Normal, T0).State, FromHeaders(40, 2, 60), T0);
        Assert.False(RateWindowRules.Take(limited, RateLane.Normal, T0).Permit.Granted);
        var free = RateWindowRules.Report(limited, FromHeaders(0, 0, 60), T0);
        Assert.True(RateWindowRules.Take(free, RateLane.Normal, T0).Permit.Granted);
    }

    [Theory]
    [InlineData(6, 1)]
    [InlineData(50, 2)]
    [InlineData(100, 3)]
    public void Calls_against_a_server_with_40_a_minute_take_the_fewest_windows_and_never_meet_a_429(int calls, int windows)
    {
        // The server's window began 17 s before our first call; it says whole seconds, rounded down.
        var (state, now, serverEnd, serverUsed, seen) = (RateWindowState.Unknown(40), T0, T0.AddSeconds(43), 0, 1);
        for (var made = 0; made < calls;)
        {
            (state, var permit) = RateWindowRules.Take(state, RateLane.Normal, now);
            if (!permit.Granted)
            {
                now = permit.RetryAt;
                continue;
            }
            now = now.AddMilliseconds(137);
            if (now >= serverEnd) (serverEnd, serverUsed, seen) = (serverEnd.AddMinutes(1), 0, seen + 1);
            Assert.True(++serverUsed <= 40, "the server would have answered 429");
            state = RateWindowRules.Report(state, FromHeaders(40, 40 - serverUsed, (int)(serverEnd - now).TotalSeconds, now), now);
            made++;
        }
        Assert.Equal(windows, seen);
    }

    private static RateWindowState Taken(int calls)
    {
        var state = RateWindowState.Unknown(40);
        for (var i = 0; i < calls; i++) (state, _) = RateWindowRules.Take(state, RateLane.Cancel, T0);
        return state;
    }

    private static RateReport FromHeaders(int limit, int remaining, int seconds, DateTimeOffset? now = null) =>
        new(limit, remaining, (now ?? T0).AddSeconds(seconds), Throttled: false);
}
