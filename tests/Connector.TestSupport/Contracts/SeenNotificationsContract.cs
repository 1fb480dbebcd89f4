using Connector.Core.Ports;
using Xunit;

namespace Connector.TestSupport.Contracts;

/// <summary>What every <see cref="ISeenNotifications"/> keeps.</summary>
public abstract class SeenNotificationsContract
{
    private readonly ManualTimeProvider _clock = new();

    /// <summary>
    /// This test's own, empty state.
    /// Every further call gives another instance on the same state, as a second process would have it.
    /// </summary>
    protected abstract Task<ISeenNotifications> CreateAsync(ManualTimeProvider clock);

    [Fact]
    public async Task What_nobody_marked_is_not_seen() => Assert.False(await (await CreateAsync(_clock)).IsSeenAsync("a", default));

    [Fact]
    public async Task What_one_marked_all_have_seen_and_nothing_else()
    {
        var seen = await CreateAsync(_clock);
        await seen.MarkAsync("a", _clock.Now.AddMinutes(5), default);
        Assert.True(await (await CreateAsync(_clock)).IsSeenAsync("a", default));
        Assert.False(await seen.IsSeenAsync("A", default));
        Assert.False(await seen.IsSeenAsync("b", default));
    }

    [Fact]
    public async Task A_mark_is_over_at_its_end()
    {
        var seen = await CreateAsync(_clock);
        await seen.MarkAsync("a", _clock.Now.AddMinutes(5), default);
        _clock.Advance(TimeSpan.FromMinutes(5) - TimeSpan.FromTicks(1));
        Assert.True(await seen.IsSeenAsync("a", default));
        _clock.Advance(TimeSpan.FromTicks(1));
        Assert.False(await seen.IsSeenAsync("a", default));
    }

    [Fact]
    public async Task A_mark_that_is_over_takes_no_other_along()
    {
        var seen = await CreateAsync(_clock);
        await seen.MarkAsync("short", _clock.Now.AddMinutes(1), default);
        await seen.MarkAsync("long", _clock.Now.AddMinutes(9), default);
        _clock.Advance(TimeSpan.FromMinutes(2));
        await seen.MarkAsync("new", _clock.Now.AddMinutes(5), default);
        Assert.False(await seen.IsSeenAsync("short", default));
        Assert.True(await seen.IsSeenAsync("long", default));
        Assert.True(await seen.IsSeenAsync("new", default));
    }

    [Fact]
    public async Task Marking_again_is_harmless_and_the_last_end_counts()
    {
        var seen = await CreateAsync(_clock);
        await Task.WhenAll(Enumerable.Range(0, 8).Select(async _ => await (await CreateAsync(_clock)).MarkAsync("a", _clock.Now.AddMinutes(1), default)));
        await seen.MarkAsync("a", _clock.Now.AddMinutes(3), default);
        _clock.Advance(TimeSpan.FromMinutes(2));
        Assert.True(await seen.IsSeenAsync("a", default));
    }
}
