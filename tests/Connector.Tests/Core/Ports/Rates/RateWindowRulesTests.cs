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
        Assert.Equal((End(21, 23), true), (state.End, state.FromHeaders));
    }

    [Fact]
    public void Every_response_of_a_window_narrows_when_it_ends()
    {
        var state = RateWindowRules.Report(Taken(1), FromHeaders(40, 39, 22), T0);
        Assert.Equal(End(21, 23), state.End);
        Assert.Equal(End(22, 23), RateWindowRules.Report(state, Reported(39, 22, 25), T0).End);
        Assert.Equal(End(21, 22), RateWindowRules.Report(state, Reported(39, 20, 22), T0).End);
        Assert.Equal(End(22, 23), RateWindowRules.Report(state, Reported(39, 22, 60), T0.AddSeconds(15)).End);
    }

    [Fact]
    public void A_response_that_may_be_of_the_window_before_neither_shortens_the_running_one_nor_counts()
    {
        // 38 calls filled the window before; the response to the last of them is read after 30 were made in the next.
        var full = RateWindowRules.Report(Taken(38), FromHeaders(40, 2, 10), T0);
        var (running, began) = Take(full, 30, T0.AddSeconds(12));
        var late = RateWindowRules.Report(running, new RateReport(40, 3, End(8, 15), Throttled: false, SentAt: T0), T0.AddSeconds(13));

        Assert.Equal(running, late);
        Assert.False(Take(late, 10, T0.AddSeconds(20)).Granted);
        Assert.True(began);
    }

    [Fact]
    public void Calls_made_when_the_window_may_have_been_over_count_in_the_next_one_too()
    {
        var state = RateWindowRules.Report(Taken(5), FromHeaders(40, 35, 10), T0);
        (state, _) = Take(state, 10, T0.AddSeconds(8));
        (state, _) = Take(state, 20, T0.AddSeconds(9));
        Assert.Equal((35, 20), (state.Used, state.TakenLate));

        var (next, granted) = Take(state, 18, T0.AddSeconds(12));

        Assert.True(granted);
        Assert.Equal(38, next.Used);
        Assert.False(RateWindowRules.Take(next, RateLane.Normal, T0.AddSeconds(13)).Permit.Granted);
    }

    [Fact]
    public void They_are_forgotten_once_a_response_shows_that_it_was_not_over()
    {
        var state = RateWindowRules.Report(Taken(5), FromHeaders(40, 35, 10), T0);
        (state, _) = Take(state, 20, T0.AddSeconds(9.5));
        state = RateWindowRules.Report(state, new RateReport(40, 15, End(9.7, 11), Throttled: false, SentAt: T0), T0.AddSeconds(9.6));
        Assert.Equal((25, 0, End(9.7, 11)), (state.Used, state.TakenLate, state.End));
    }

    [Fact]
    public void When_the_first_response_of_a_window_comes_after_it_may_have_ended_all_calls_count_in_the_next()
    {
        var late = RateWindowRules.Report(Taken(30), Reported(10, 2, 7), T0.AddSeconds(5));
        // Not the one that has its response: the server counted it in this window.
        Assert.Equal((30, 29), (late.Used, late.TakenLate));
        Assert.Equal(30, RateWindowRules.Take(late, RateLane.Normal, T0.AddSeconds(8)).State.Used);
    }

    [Fact]
    public void What_the_server_counted_in_a_window_is_not_counted_in_the_next_however_late_it_was_made()
    {
        var state = RateWindowRules.Report(Taken(1), FromHeaders(40, 39, 10), T0);
        (state, _) = Take(state, 30, T0.AddSeconds(9));
        for (var i = 0; i < 28; i++)
            state = RateWindowRules.Report(state, new RateReport(40, 38 - i, End(9, 11), Throttled: false, SentAt: T0.AddSeconds(9)), T0.AddSeconds(9.5));
        // Two have no response.
        Assert.Equal((31, 2), (state.Used, state.TakenLate));
        // Another one was made before.
        state = RateWindowRules.Report(state, new RateReport(40, 39, End(8, 11), Throttled: false, SentAt: T0.AddSeconds(8)), T0.AddSeconds(9.5));
        Assert.Equal(2, state.TakenLate);
        Assert.Equal(3, RateWindowRules.Take(state, RateLane.Normal, T0.AddSeconds(12)).State.Used);
    }

    [Fact]
    public void After_a_minute_without_calls_none_count_in_the_next_window()
    {
        var state = RateWindowRules.Report(Taken(5), FromHeaders(40, 35, 10), T0);
        (state, _) = Take(state, 20, T0.AddSeconds(10));
        Assert.Equal(1, RateWindowRules.Take(state, RateLane.Normal, T0.AddSeconds(72)).State.Used);
    }

    [Fact]
    public void Without_any_headers_a_minute_of_ours_takes_the_place_of_the_window()
    {
        var (state, _) = Take(RateWindowState.Unknown(40), 38, T0.AddSeconds(50));
        Assert.False(RateWindowRules.Take(state, RateLane.Normal, T0.AddSeconds(110)).Permit.Granted);
        Assert.Equal(1, RateWindowRules.Take(state, RateLane.Normal, T0.AddSeconds(111)).State.Used);
    }

    [Fact]
    public void A_response_that_comes_late_neither_lengthens_the_window_nor_forgets_our_calls()
    {
        var state = RateWindowRules.Report(Taken(30), FromHeaders(40, 10, 60), T0);
        var late = RateWindowRules.Report(state, new RateReport(40, 39, End(59, 90), Throttled: false, SentAt: T0), T0.AddSeconds(30));
        Assert.Equal((30, End(59, 61)), (late.Used, late.End));
    }

    [Theory]
    [InlineData(60)]
    [InlineData(3)] // clocks differ: the response is there before ours says that the window may be over
    public void A_response_from_the_next_window_opens_it(int after)
    {
        var state = RateWindowRules.Report(Taken(38), FromHeaders(40, 2, 60), T0);
        var next = RateWindowRules.Report(state, new RateReport(40, 39, End(119, 121), Throttled: false, SentAt: T0), T0.AddSeconds(after));
        Assert.Equal((1, 0, End(119, 121)), (next.Used, next.TakenLate, next.End));
    }

    [Fact]
    public void When_a_response_opens_the_next_window_calls_count_that_it_may_not_know_of()
    {
        var state = RateWindowRules.Report(Taken(5), FromHeaders(40, 35, 10), T0);
        (state, _) = Take(state, 20, T0.AddSeconds(10));
        var next = RateWindowRules.Report(state, new RateReport(40, 38, End(69, 71), Throttled: false, SentAt: T0), T0.AddSeconds(10));
        Assert.Equal((20, 0), (next.Used, next.TakenLate));
    }

    [Fact]
    public void What_a_response_counts_in_a_window_before_is_not_counted_in_this_one()
    {
        var state = RateWindowRules.Report(Taken(2), FromHeaders(40, 38, 60), T0);
        Assert.Equal(state, RateWindowRules.Report(state, Reported(1, 2, 7), T0.AddSeconds(5)));
    }

    [Fact]
    public void A_permit_is_good_until_the_window_may_be_over_and_one_that_was_taken_later_for_the_next_too()
    {
        var state = RateWindowRules.Report(Taken(1), FromHeaders(40, 39, 22), T0);
        Assert.Equal(T0.AddSeconds(21), RateWindowRules.Take(state, RateLane.Normal, T0.AddSeconds(20)).Permit.GoodUntil);
        Assert.Equal(T0.AddSeconds(24), RateWindowRules.Take(state, RateLane.Normal, T0.AddSeconds(21)).Permit.GoodUntil);
        Assert.Equal(T0.AddSeconds(61), RateWindowRules.Take(RateWindowState.Unknown(40), RateLane.Normal, T0).Permit.GoodUntil);
    }

    [Fact]
    public void A_response_about_a_window_that_is_over_reports_only_the_limit()
    {
        var state = RateWindowRules.Report(Taken(3), new RateReport(60, 1, End(0, 5), Throttled: false, SentAt: T0), T0.AddSeconds(5));
        Assert.Equal(Taken(3) with { Limit = 60 }, state);
    }

    [Fact]
    public void A_response_without_headers_changes_nothing()
    {
        var state = Taken(3);
        Assert.Equal(state, RateWindowRules.Report(state, new RateReport(null, null, null, Throttled: false, SentAt: T0), T0));
        Assert.Equal(state, RateWindowRules.Report(state, new RateReport(null, null, null, Throttled: false, SentAt: T0), T0.AddMinutes(5)));
    }

    [Theory]
    [InlineData(null, 60)]
    [InlineData(-5, 60)]
    [InlineData(23, 23)]
    [InlineData(1_000_000, 600)]
    public void A_429_closes_the_window_until_its_end_or_for_a_minute_but_never_for_days(int? resetSeconds, int closedSeconds)
    {
        WindowEnd? reset = resetSeconds is { } seconds ? End(seconds, seconds) : null;
        var closed = RateWindowRules.Report(Taken(1), new RateReport(null, null, reset, Throttled: true, SentAt: T0), T0);

        Assert.Equal(new RateWindow(40, 40, T0.AddSeconds(closedSeconds)), RateWindowRules.Peek(closed, T0));
        Assert.False(RateWindowRules.Take(closed, RateLane.Cancel, T0.AddSeconds(closedSeconds)).Permit.Granted);
        Assert.True(RateWindowRules.Take(closed, RateLane.Cancel, T0.AddSeconds(closedSeconds + 1)).Permit.Granted);
    }

    [Fact]
    public void A_closed_window_stays_closed_when_an_earlier_call_is_responded_kindly()
    {
        var closed = RateWindowRules.Report(Taken(1), new RateReport(40, 0, End(30, 30), Throttled: true, SentAt: T0), T0);
        var state = RateWindowRules.Report(closed, FromHeaders(40, 20, 10), T0);
        Assert.False(RateWindowRules.Take(state, RateLane.Cancel, T0.AddSeconds(20)).Permit.Granted);
    }

    [Fact]
    public void An_unlimited_account_still_obeys_a_429()
    {
        var closed = RateWindowRules.Report(RateWindowState.Unknown(0), new RateReport(null, null, null, Throttled: true, SentAt: T0), T0);
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

    [Fact]
    public void A_429_that_comes_late_does_not_lengthen_the_window_it_closes()
    {
        var (running, _) = Take(RateWindowRules.Report(Taken(38), FromHeaders(40, 2, 10), T0), 30, T0.AddSeconds(12));
        var closed = RateWindowRules.Report(running, new RateReport(40, 0, End(8, 15), Throttled: true, SentAt: T0), T0.AddSeconds(13));

        Assert.False(RateWindowRules.Take(closed, RateLane.Cancel, T0.AddSeconds(15)).Permit.Granted);
        Assert.Equal(31, RateWindowRules.Take(closed, RateLane.Cancel, T0.AddSeconds(16)).State.Used);
    }

    private static RateWindowState Taken(int calls) => Take(RateWindowState.Unknown(40), calls, T0).State;

    private static (RateWindowState State, bool Granted) Take(RateWindowState state, int calls, DateTimeOffset now)
    {
        var granted = true;
        for (var i = 0; i < calls; i++)
        {
            (state, var permit) = RateWindowRules.Take(state, RateLane.Cancel, now);
            granted &= permit.Granted;
        }
        return (state, granted);
    }

    private static WindowEnd End(double earliest, double latest) => new(T0.AddSeconds(earliest), T0.AddSeconds(latest));

    private static RateReport Reported(int remaining, double earliest, double latest) => new(40, remaining, End(earliest, latest), Throttled: false, SentAt: T0);

    /// <summary>Read in the instant in which it was sent.</summary>
    private static RateReport FromHeaders(int limit, int remaining, int seconds, DateTimeOffset? now = null) =>
        new(limit, remaining, new WindowEnd((now ?? T0).AddSeconds(seconds - 1), (now ?? T0).AddSeconds(seconds + 1)), Throttled: false, SentAt: T0);
}
