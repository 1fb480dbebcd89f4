using Connector.TestSupport;
using Xunit;

namespace Connector.Tests.TestSupport;

public sealed class ManualTimeProviderTests
{
    private readonly ManualTimeProvider _clock = new();

    [Fact]
    public void The_clock_stands_still_until_it_is_moved()
    {
        Assert.Equal(ManualTimeProvider.Start, _clock.GetUtcNow());
        _clock.Advance(TimeSpan.FromMinutes(3));
        Assert.Equal(ManualTimeProvider.Start.AddMinutes(3), _clock.GetUtcNow());
        Assert.Equal(TimeSpan.FromMinutes(3), _clock.GetElapsedTime(ManualTimeProvider.Start.Ticks));
    }

    [Fact]
    public async Task A_delay_ends_when_the_clock_passes_it()
    {
        var delay = Task.Delay(TimeSpan.FromSeconds(10), _clock);
        _clock.Advance(TimeSpan.FromSeconds(9));
        Assert.False(delay.IsCompleted);
        _clock.Advance(TimeSpan.FromSeconds(1));
        await delay;
        Assert.Equal(0, _clock.WaitingTimers);
    }

    [Fact]
    public void Timers_fire_in_the_order_of_their_due_times_and_see_their_own_time()
    {
        var seen = new List<string>();
        using var late = _clock.CreateTimer(_ => seen.Add($"late {_clock.Now:ss}"), null, TimeSpan.FromSeconds(7), Timeout.InfiniteTimeSpan);
        using var often = _clock.CreateTimer(_ => seen.Add($"often {_clock.Now:ss}"), null, TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(3));
        _clock.Advance(TimeSpan.FromSeconds(8));
        Assert.Equal(["often 03", "often 06", "late 07"], seen);
    }

    [Fact]
    public async Task A_cancellation_after_a_while_comes_with_the_clock()
    {
        using var source = new CancellationTokenSource(TimeSpan.FromSeconds(5), _clock);
        _clock.Advance(TimeSpan.FromSeconds(5));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Task.Delay(Timeout.InfiniteTimeSpan, _clock, source.Token));
    }

    [Fact]
    public async Task A_clock_that_skips_short_waits_jumps_over_them_and_notes_them()
    {
        var clock = new ManualTimeProvider { SkipsDelaysUpTo = TimeSpan.FromSeconds(10) };
        await Task.Delay(TimeSpan.FromSeconds(10), clock);
        Assert.Equal([TimeSpan.FromSeconds(10)], clock.Delays);
        Assert.Equal(ManualTimeProvider.Start.AddSeconds(10), clock.Now);
        var limit = Task.Delay(TimeSpan.FromSeconds(11), clock);
        Assert.False(limit.IsCompleted);
        clock.Advance(TimeSpan.FromSeconds(11));
        await limit;
        clock.TimeLimitsRunOut = true;
        await Task.Delay(TimeSpan.FromSeconds(100), clock);
        Assert.Single(clock.Delays);
        Assert.Equal(ManualTimeProvider.Start.AddSeconds(121), clock.Now);
    }
}
