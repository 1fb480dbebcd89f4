using Connector.Core.Model.Labels;
using Connector.Core.Ports.Labels;
using Xunit;

namespace Connector.TestSupport.Contracts;

/// <summary>What every <see cref="ISpendLedger"/> keeps.</summary>
public abstract class SpendLedgerContract
{
    private static readonly DateOnly s_today = new(2026, 11, 27);

    /// <summary>
    /// A ledger on this test's own, empty state.
    /// Every further call gives another instance on the same state, as a second process would have it.
    /// </summary>
    protected abstract Task<ISpendLedger> CreateAsync();

    [Fact]
    public async Task What_is_reserved_is_summed_by_hour_location_and_currency()
    {
        var ledger = await CreateAsync();
        foreach (var spend in (Spend[])[Spend("a", 5.10m), Spend("b", 0.20m), Spend("c", 1m, hour: 10), Spend("d", 2m, location: "east"), Spend("e", 3m, currency: "CAD"), Spend("f", 9m, day: 1)])
            Assert.True(await ledger.ReserveAsync(spend, static _ => true, default));

        var totals = await (await CreateAsync()).GetAsync(A.Account, s_today, default);

        Assert.Equal(
            [new SpendTotal("", 9, "CAD", 3m, 1), new SpendTotal("", 9, "USD", 5.30m, 2), new SpendTotal("", 10, "USD", 1m, 1), new SpendTotal("east", 9, "USD", 2m, 1)],
            totals.Rows.OrderBy(t => t.Location).ThenBy(t => t.Hour).ThenBy(t => t.Currency));
        Assert.Empty((await ledger.GetAsync("second", s_today, default)).Rows);
    }

    [Fact]
    public async Task What_does_not_fit_is_not_reserved()
    {
        var ledger = await CreateAsync();
        await ledger.ReserveAsync(Spend("a", 6m), static _ => true, default);

        Assert.False(await ledger.ReserveAsync(Spend("b", 5m), totals => Sum(totals) + 5m <= 10m, default));
        Assert.True(await ledger.ReserveAsync(Spend("b", 4m), totals => Sum(totals) + 4m <= 10m, default));
        Assert.Equal(10m, Sum(await ledger.GetAsync(A.Account, s_today, default)));
    }

    [Fact]
    public async Task A_known_reservation_stays_as_it_is()
    {
        var ledger = await CreateAsync();
        await ledger.ReserveAsync(Spend("a", 6m), static _ => true, default);

        Assert.True(await ledger.ReserveAsync(Spend("a", 8m), static _ => false, default));
        Assert.Equal(6m, Sum(await ledger.GetAsync(A.Account, s_today, default)));
    }

    [Fact]
    public async Task What_it_cost_replaces_what_was_reserved()
    {
        var ledger = await CreateAsync();
        await ledger.ReserveAsync(Spend("a", 6m), static _ => true, default);
        await ledger.ReserveAsync(Spend("b", 1m), static _ => true, default);

        for (var i = 0; i < 2; i++) await ledger.SettleAsync(A.Account, "a", 6.25m, default);
        await ledger.SettleAsync(A.Account, "never reserved", 100m, default);

        Assert.Equal(7.25m, Sum(await ledger.GetAsync(A.Account, s_today, default)));
    }

    [Fact]
    public async Task What_is_released_may_be_spent_again()
    {
        var ledger = await CreateAsync();
        await ledger.ReserveAsync(Spend("a", 6m), static _ => true, default);

        for (var i = 0; i < 2; i++) await ledger.ReleaseAsync(A.Account, "a", default);

        Assert.Empty((await ledger.GetAsync(A.Account, s_today, default)).Rows);
        Assert.True(await ledger.ReserveAsync(Spend("a", 2m), static totals => totals.Rows.Count == 0, default));
    }

    [Fact]
    public async Task Many_at_once_never_pass_a_limit()
    {
        await (await CreateAsync()).ReserveAsync(Spend("first", 0.01m), static _ => true, default);
        var ledgers = new[] { await CreateAsync(), await CreateAsync() };

        var reserved = await Task.WhenAll(Enumerable.Range(0, 24).Select(i => Task.Run(() =>
            ledgers[i % 2].ReserveAsync(Spend($"s{i}", 1m, i % 3), static totals => Sum(totals) + 1m <= 10.5m, default))));

        Assert.Equal(10, reserved.Count(r => r));
        Assert.Equal(10.01m, Sum(await (await CreateAsync()).GetAsync(A.Account, s_today, default)));
    }

    [Fact]
    public async Task Old_days_are_forgotten()
    {
        var ledger = await CreateAsync();
        await ledger.ReserveAsync(Spend("a", 6m, day: -1), static _ => true, default);
        await ledger.ReserveAsync(Spend("b", 1m), static _ => true, default);

        Assert.Equal(1, await ledger.DeleteBeforeAsync(s_today, default));

        Assert.Empty((await ledger.GetAsync(A.Account, s_today.AddDays(-1), default)).Rows);
        Assert.Equal(1m, Sum(await ledger.GetAsync(A.Account, s_today, default)));
    }

    private static decimal Sum(SpendTotals totals) => totals.Rows.Sum(static t => t.Amount);

    private static Spend Spend(string id, decimal amount, int hour = 9, string location = "", string currency = "USD", int day = 0) =>
        new(id, A.Account, location, s_today.AddDays(day), hour, amount, currency);
}
