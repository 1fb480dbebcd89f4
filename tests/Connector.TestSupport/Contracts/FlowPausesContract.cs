using Connector.Core.Ports;
using Xunit;

namespace Connector.TestSupport.Contracts;

/// <summary>What every <see cref="IFlowPauses"/> keeps.</summary>
public abstract class FlowPausesContract
{
    private readonly ManualTimeProvider _clock = new();

    /// <summary>
    /// Pauses on this test's own, empty state.
    /// Every further call gives another instance on the same state, as a second process would have it.
    /// </summary>
    protected abstract Task<IFlowPauses> CreateAsync(ManualTimeProvider clock);

    [Fact]
    public async Task A_flow_that_nobody_paused_runs() => Assert.Null(await (await CreateAsync(_clock)).GetAsync("orders", default));

    [Fact]
    public async Task A_pause_is_seen_by_all_and_concerns_one_flow()
    {
        var pauses = await CreateAsync(_clock);
        var pause = new FlowPause("Unauthorized", _clock.Now, null);
        await pauses.PauseAsync("orders", pause, default);
        Assert.Equal(pause, await (await CreateAsync(_clock)).GetAsync("orders", default));
        Assert.Null(await pauses.GetAsync("shipments", default));
    }

    [Fact]
    public async Task A_pause_without_an_end_lasts_until_someone_resumes_the_flow()
    {
        var pauses = await CreateAsync(_clock);
        await pauses.PauseAsync("orders", new FlowPause("Unauthorized", _clock.Now, null), default);
        _clock.Advance(TimeSpan.FromDays(30));
        Assert.NotNull(await pauses.GetAsync("orders", default));

        await pauses.ResumeAsync("orders", default);
        await pauses.ResumeAsync("orders", default);

        Assert.Null(await pauses.GetAsync("orders", default));
    }

    [Fact]
    public async Task A_pause_with_an_end_is_over_by_itself()
    {
        var pauses = await CreateAsync(_clock);
        await pauses.PauseAsync("orders", new FlowPause("Unauthorized", _clock.Now, _clock.Now.AddMinutes(5)), default);
        _clock.Advance(TimeSpan.FromMinutes(4));
        Assert.NotNull(await pauses.GetAsync("orders", default));
        _clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Null(await pauses.GetAsync("orders", default));
    }

    [Fact]
    public async Task A_pause_that_a_clock_set_back_since_began_and_was_to_end_is_over()
    {
        var pauses = await CreateAsync(_clock);
        var then = _clock.Now.AddHours(2);
        await pauses.PauseAsync("orders", new FlowPause("Unauthorized", then, then.AddMinutes(5)), default);
        await pauses.PauseAsync("shipments", new FlowPause("Maintenance", then, null), default);
        Assert.Null(await pauses.GetAsync("orders", default));
        Assert.NotNull(await pauses.GetAsync("shipments", default));
    }

    [Fact]
    public async Task A_pause_remembers_the_credentials_until_it_is_replaced_or_over()
    {
        var pauses = await CreateAsync(_clock);
        await pauses.PauseAsync("orders", new FlowPause("Unauthorized", _clock.Now, _clock.Now.AddMinutes(5), "a1b2"), default);
        Assert.Equal("a1b2", (await (await CreateAsync(_clock)).GetAsync("orders", default))?.Credentials);
        await pauses.PauseAsync("orders", new FlowPause("Maintenance", _clock.Now, null), default);
        Assert.Equal(("Maintenance", null), (await pauses.GetAsync("orders", default)) is { } now ? (now.Reason, now.Credentials) : default);
        await pauses.PauseAsync("orders", new FlowPause("Unauthorized", _clock.Now, null, "c3"), default);
        await pauses.ResumeAsync("orders", default);
        await pauses.PauseAsync("orders", new FlowPause("Maintenance", _clock.Now, null), default);
        Assert.Null((await pauses.GetAsync("orders", default))?.Credentials);
    }

    [Fact]
    public async Task A_new_pause_replaces_the_one_before()
    {
        var pauses = await CreateAsync(_clock);
        await pauses.PauseAsync("orders", new FlowPause("Unauthorized", _clock.Now, _clock.Now.AddMinutes(5)), default);
        await pauses.PauseAsync("orders", new FlowPause("Maintenance", _clock.Now, null), default);
        Assert.Equal("Maintenance", (await pauses.GetAsync("orders", default))?.Reason);
    }
}
