using Connector.Core.Ports;
using Xunit;

namespace Connector.TestSupport.Contracts;

/// <summary>What every <see cref="ILeases"/> keeps.</summary>
public abstract class LeasesContract
{
    private static readonly TimeSpan Duration = TimeSpan.FromMinutes(1);
    private readonly ManualTimeProvider _clock = new();

    /// <summary>
    /// Leases on this test's own, empty state.
    /// Every further call gives another instance on the same state, as a second process would have it.
    /// </summary>
    protected abstract Task<ILeases> CreateAsync(ManualTimeProvider clock);

    [Fact]
    public async Task What_one_holds_another_cannot_take()
    {
        var (mine, theirs) = (await CreateAsync(_clock), await CreateAsync(_clock));
        await using var lease = await mine.TryTakeAsync("poll", Duration, default);
        Assert.NotNull(lease);
        Assert.Null(await theirs.TryTakeAsync("poll", Duration, default));
        Assert.Null(await mine.TryTakeAsync("poll", Duration, default));
        await using var other = await theirs.TryTakeAsync("reconcile", Duration, default);
        Assert.NotNull(other);
    }

    [Fact]
    public async Task What_is_given_back_can_be_taken_at_once()
    {
        var leases = await CreateAsync(_clock);
        await (await leases.TryTakeAsync("poll", Duration, default))!.DisposeAsync();
        Assert.NotNull(await leases.TryTakeAsync("poll", Duration, default));
    }

    [Fact]
    public async Task A_lease_whose_holder_died_is_free_when_its_time_is_over()
    {
        var leases = await CreateAsync(_clock);
        Assert.NotNull(await leases.TryTakeAsync("poll", Duration, default));
        _clock.Advance(Duration - TimeSpan.FromSeconds(1));
        Assert.Null(await leases.TryTakeAsync("poll", Duration, default));
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.NotNull(await leases.TryTakeAsync("poll", Duration, default));
    }

    [Fact]
    public async Task A_holder_that_comes_back_late_does_not_free_the_next_ones_lease()
    {
        var leases = await CreateAsync(_clock);
        var late = await leases.TryTakeAsync("poll", Duration, default);
        _clock.Advance(Duration + TimeSpan.FromSeconds(1));
        Assert.NotNull(await leases.TryTakeAsync("poll", Duration, default));

        await late!.DisposeAsync();

        Assert.Null(await leases.TryTakeAsync("poll", Duration, default));
    }

    [Fact]
    public async Task Giving_back_twice_does_no_harm()
    {
        var leases = await CreateAsync(_clock);
        var lease = await leases.TryTakeAsync("poll", Duration, default);
        await lease!.DisposeAsync();
        var next = await leases.TryTakeAsync("poll", Duration, default);
        await lease.DisposeAsync();
        Assert.NotNull(next);
        Assert.Null(await leases.TryTakeAsync("poll", Duration, default));
    }

    [Fact]
    public async Task A_renewed_lease_is_held_for_its_whole_time_again()
    {
        var (mine, theirs) = (await CreateAsync(_clock), await CreateAsync(_clock));
        await using var lease = await mine.TryTakeAsync("poll", Duration, default);
        for (var third = 0; third < 9; third++)
        {
            _clock.Advance(Duration / 3);
            Assert.True(await lease!.RenewAsync(default));
        }
        _clock.Advance(Duration - TimeSpan.FromSeconds(1));
        Assert.Null(await theirs.TryTakeAsync("poll", Duration, default));
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.NotNull(await theirs.TryTakeAsync("poll", Duration, default));
    }

    [Fact]
    public async Task A_lease_that_someone_else_holds_now_cannot_be_renewed()
    {
        var leases = await CreateAsync(_clock);
        var late = await leases.TryTakeAsync("poll", Duration, default);
        _clock.Advance(Duration);
        Assert.NotNull(await leases.TryTakeAsync("poll", Duration, default));

        Assert.False(await late!.RenewAsync(default));

        _clock.Advance(Duration - TimeSpan.FromSeconds(1));
        Assert.Null(await leases.TryTakeAsync("poll", Duration, default));
    }

    [Fact]
    public async Task A_lease_that_was_given_back_cannot_be_renewed()
    {
        var leases = await CreateAsync(_clock);
        var lease = await leases.TryTakeAsync("poll", Duration, default);
        await lease!.DisposeAsync();
        Assert.False(await lease.RenewAsync(default));
        Assert.NotNull(await leases.TryTakeAsync("poll", Duration, default));
    }

    [Fact]
    public async Task A_renewed_lease_can_be_given_back()
    {
        var leases = await CreateAsync(_clock);
        var lease = await leases.TryTakeAsync("poll", Duration, default);
        await lease!.RenewAsync(default);
        await lease.DisposeAsync();
        Assert.NotNull(await leases.TryTakeAsync("poll", Duration, default));
    }

    [Fact]
    public async Task A_lease_that_ends_later_than_any_could_is_over_because_the_clock_was_set_back()
    {
        var leases = await CreateAsync(_clock);
        Assert.NotNull(await leases.TryTakeAsync("poll", Duration, default));
        _clock.Step(-TimeSpan.FromHours(2));
        Assert.NotNull(await leases.TryTakeAsync("poll", Duration, default));
        Assert.Null(await leases.TryTakeAsync("poll", Duration, default));
    }

    [Fact]
    public async Task Of_many_that_want_it_at_once_exactly_one_gets_it()
    {
        var leases = new[] { await CreateAsync(_clock), await CreateAsync(_clock) };
        var taken = await Task.WhenAll(Enumerable.Range(0, 12).Select(i => Task.Run(() => leases[i % 2].TryTakeAsync("poll", Duration, default))));
        Assert.Single(taken, static l => l is not null);
    }
}
