using Connector.Core.Model.Messages;
using Connector.Core.Ports;
using Connector.Core.Ports.Rates;
using Xunit;

namespace Connector.TestSupport.Contracts;

/// <summary>What every <see cref="IRateBudget"/> keeps; the arithmetic itself is tested on <see cref="RateWindowRules"/>.</summary>
public abstract class RateBudgetContract
{
    private const string Account = A.Account;
    private readonly ManualTimeProvider _clock = new();
    private readonly RateBudgetOptions _options = new() { Limits = { ["small"] = 3, ["free"] = 0 } };

    /// <summary>
    /// A budget on this test's own, empty state.
    /// Every further call gives another instance on the same state, as a second process would have it.
    /// </summary>
    protected abstract Task<IRateBudget> CreateAsync(ManualTimeProvider clock, RateBudgetOptions options);

    private Task<IRateBudget> BudgetAsync() => CreateAsync(_clock, _options);

    [Fact]
    public async Task Before_the_first_call_nothing_is_used() =>
        Assert.Equal(new RateWindow(40, 0, _clock.Now), await (await BudgetAsync()).PeekAsync(Account, default));

    [Fact]
    public async Task Calls_are_granted_up_to_the_assumed_limit_less_one_and_then_reported_when_to_come_back()
    {
        var budget = await BudgetAsync();
        for (var i = 0; i < 39; i++) Assert.True((await budget.TakeAsync(Account, RateLane.Cancel, default)).Granted);

        var refused = await budget.TakeAsync(Account, RateLane.Cancel, default);

        Assert.False(refused.Granted);
        Assert.InRange(refused.RetryAt, _clock.Now.AddMinutes(1), _clock.Now.AddMinutes(1).AddSeconds(1));
        Assert.Equal(new RateWindow(40, 39, _clock.Now.AddMinutes(1)), await budget.PeekAsync(Account, default));
    }

    [Fact]
    public async Task At_the_instant_reported_a_new_window_grants_again()
    {
        var budget = await BudgetAsync();
        while ((await budget.TakeAsync(Account, RateLane.Normal, default)).Granted) { }
        _clock.MoveTo((await budget.TakeAsync(Account, RateLane.Normal, default)).RetryAt);
        Assert.True((await budget.TakeAsync(Account, RateLane.Normal, default)).Granted);
        Assert.Equal(1, (await budget.PeekAsync(Account, default)).Used);
    }

    [Fact]
    public async Task Urgent_lanes_may_still_call_when_the_others_may_not()
    {
        var budget = await BudgetAsync();
        async Task<int> Spend(RateLane lane)
        {
            var granted = 0;
            while ((await budget.TakeAsync(Account, lane, default)).Granted) granted++;
            return granted;
        }

        Assert.Equal(36, await Spend(RateLane.Background));
        Assert.Equal(2, await Spend(RateLane.Normal));
        Assert.Equal(1, await Spend(RateLane.Cancel));
        Assert.Equal(0, await Spend(RateLane.Normal));
    }

    [Fact]
    public async Task Accounts_have_budgets_and_limits_of_their_own()
    {
        var budget = await BudgetAsync();
        Assert.True((await budget.TakeAsync("small", RateLane.Normal, default)).Granted);
        Assert.False((await budget.TakeAsync("small", RateLane.Normal, default)).Granted);
        Assert.True((await budget.TakeAsync(Account, RateLane.Normal, default)).Granted);
        for (var i = 0; i < 500; i++) Assert.True((await budget.TakeAsync("free", RateLane.Background, default)).Granted);
    }

    [Fact]
    public async Task A_window_of_a_clock_that_was_ahead_counts_as_over()
    {
        var budget = await BudgetAsync();
        while ((await budget.TakeAsync(Account, RateLane.Normal, default)).Granted) { }
        await budget.ReportAsync("small", new RateReport(3, 0, EndIn(40), Throttled: true, _clock.Now), default);

        _clock.Step(-TimeSpan.FromHours(2));

        Assert.True((await budget.TakeAsync(Account, RateLane.Normal, default)).Granted);
        Assert.True((await (await BudgetAsync()).TakeAsync("small", RateLane.Normal, default)).Granted);
        Assert.Equal(1, (await budget.PeekAsync(Account, default)).Used);
    }

    [Fact]
    public async Task Instances_share_one_budget()
    {
        var budgets = new[] { await BudgetAsync(), await BudgetAsync() };
        var permits = await Task.WhenAll(Enumerable.Range(0, 60).Select(i => Task.Run(() => budgets[i % 2].TakeAsync(Account, RateLane.Normal, default))));
        Assert.Equal(38, permits.Count(static p => p.Granted));
    }

    [Fact]
    public async Task What_the_other_side_reports_is_seen_by_all()
    {
        var budget = await BudgetAsync();
        await budget.TakeAsync(Account, RateLane.Normal, default);
        await budget.ReportAsync(Account, new RateReport(60, 5, EndIn(20), Throttled: false, _clock.Now), default);
        Assert.Equal(new RateWindow(60, 55, _clock.Now.AddSeconds(20)), await (await BudgetAsync()).PeekAsync(Account, default));
    }

    [Fact]
    public async Task A_refusal_by_the_other_side_closes_the_window_for_everyone_until_it_ends()
    {
        var budget = await BudgetAsync();
        await budget.TakeAsync(Account, RateLane.Normal, default);
        var end = _clock.Now.AddSeconds(23);
        await budget.ReportAsync(Account, new RateReport(40, 0, EndIn(23), Throttled: true, _clock.Now), default);

        var refused = await (await BudgetAsync()).TakeAsync(Account, RateLane.Cancel, default);

        Assert.False(refused.Granted);
        Assert.InRange(refused.RetryAt, end, end.AddSeconds(1));
        _clock.MoveTo(refused.RetryAt);
        Assert.True((await budget.TakeAsync(Account, RateLane.Cancel, default)).Granted);
    }

    [Fact]
    public async Task All_that_is_known_of_a_window_is_kept()
    {
        var budget = await BudgetAsync();
        await budget.TakeAsync(Account, RateLane.Normal, default);
        await budget.ReportAsync(Account, new RateReport(40, 20, new WindowEnd(_clock.Now.AddSeconds(5), _clock.Now.AddSeconds(7)), Throttled: false, _clock.Now), default);
        _clock.MoveTo(_clock.Now.AddSeconds(6));
        for (var i = 0; i < 10; i++) await (await BudgetAsync()).TakeAsync(Account, RateLane.Normal, default);
        _clock.MoveTo(_clock.Now.AddSeconds(2));

        var permit = await (await BudgetAsync()).TakeAsync(Account, RateLane.Normal, default);

        // The ten were taken when the window may have been over.
        Assert.Equal(_clock.Now.AddSeconds(61), permit.GoodUntil);
        Assert.Equal(new RateWindow(40, 11, _clock.Now.AddMinutes(1)), await budget.PeekAsync(Account, default));
    }

    private WindowEnd EndIn(int seconds) => new(_clock.Now.AddSeconds(seconds), _clock.Now.AddSeconds(seconds));
}
