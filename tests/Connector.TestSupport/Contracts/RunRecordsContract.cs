using Connector.Core.Model.Messages;
using Connector.Core.Ports;
using Xunit;

namespace Connector.TestSupport.Contracts;

/// <summary>What every <see cref="IRunRecords"/> keeps.</summary>
public abstract class RunRecordsContract
{
    private static readonly DateTimeOffset At = ManualTimeProvider.Start;

    /// <summary>
    /// Records on this test's own, empty state.
    /// Every further call gives another instance on the same state, as a second process would have it.
    /// </summary>
    protected abstract Task<IRunRecords> CreateAsync(ManualTimeProvider clock);

    [Fact]
    public async Task Before_the_first_run_there_is_none() => Assert.Empty(await (await CreateAsync(new ManualTimeProvider())).ListAsync(default));

    [Fact]
    public async Task A_change_writes_what_it_names_and_leaves_the_rest()
    {
        var clock = new ManualTimeProvider();
        var (mine, theirs) = (await CreateAsync(clock), await CreateAsync(clock));
        var failed = At.AddSeconds(2).AddTicks(7);
        await mine.WriteAsync(new RunRecord("PullOrders", null) { StartedAt = At }, default);
        await mine.WriteAsync(new RunRecord("PullOrders", null) { EndedAt = failed, FailedAt = failed, Failure = "The shop's door is shut: 'no' – ½." }, default);
        await theirs.WriteAsync(new RunRecord("PullOrders", null) { StartedAt = At.AddMinutes(1) }, default);
        await theirs.WriteAsync(new RunRecord("PullOrders", null) { EndedAt = At.AddMinutes(2), SucceededAt = At.AddMinutes(2) }, default);

        Assert.Equal(
            new RunRecord("PullOrders", null)
            {
                StartedAt = At.AddMinutes(1), EndedAt = At.AddMinutes(2), SucceededAt = At.AddMinutes(2), FailedAt = failed, Failure = "The shop's door is shut: 'no' – ½."
            },
            Assert.Single(await mine.ListAsync(default)));
    }

    [Fact]
    public async Task Each_timer_and_each_account_has_one_row_however_often_it_runs()
    {
        var records = await CreateAsync(new ManualTimeProvider());
        for (var run = 0; run < 5; run++)
        {
            foreach (var account in (string?[])[null, "eu", "a/b #1"])
                await records.WriteAsync(new RunRecord("PollShipments", account) { EndedAt = At.AddMinutes(run) }, default);
            await records.WriteAsync(new RunRecord("Reconcile", null) { EndedAt = At.AddHours(run) }, default);
        }

        var all = await records.ListAsync(default);

        Assert.Equal(
            [("PollShipments", null, At.AddMinutes(4)), ("PollShipments", "a/b #1", At.AddMinutes(4)), ("PollShipments", "eu", At.AddMinutes(4)), ("Reconcile", null, At.AddHours(4))],
            all.Select(static r => (r.Timer, r.Account, r.EndedAt!.Value)).OrderBy(static r => r.Timer, StringComparer.Ordinal).ThenBy(static r => r.Account, StringComparer.Ordinal));
    }
}
