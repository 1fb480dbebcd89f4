using Connector.Core.Engine.Watch;
using Connector.Core.Model.Messages;
using Connector.TestSupport;
using Xunit;

namespace Connector.Tests.Core.Engine.Watch;

/// <summary>The cases of <see cref="TimerHealth"/>. All times are seconds before now, for a timer that runs every ten seconds.</summary>
public sealed class TimerHealthTests
{
    private static readonly DateTimeOffset Now = ManualTimeProvider.Start;
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(10);

    [Theory]
    // Where this process runs the timers itself, nothing was missed before it began.
    [InlineData(true, 30, null, null, null, null, TimerState.Running)]
    [InlineData(true, 31, null, null, null, null, TimerState.Stale)]
    [InlineData(true, 5, null, 9000, 9000, null, TimerState.Running)]
    [InlineData(true, 9000, null, 30, 30, null, TimerState.Running)]
    [InlineData(true, 9000, null, 31, 31, null, TimerState.Stale)]
    // A failed run is a run.
    [InlineData(true, 9000, null, 20, 25, 20, TimerState.Running)]
    [InlineData(true, 9000, null, 20, 31, 20, TimerState.Failing)]
    [InlineData(true, 5, null, 2, 9000, 2, TimerState.Running)]
    [InlineData(true, 9000, null, 31, 60, 31, TimerState.Stale)]
    // One that lacked calls is neither success nor failure.
    [InlineData(true, 9000, null, 5, 9000, 9000, TimerState.Running)]
    // Under way: the first pull of a shop reads every order.
    [InlineData(true, 9000, 300, 320, 320, null, TimerState.Running)]
    [InlineData(true, 9000, 301, 320, 320, null, TimerState.Stale)]
    [InlineData(true, 9000, 299, null, null, null, TimerState.Running)]
    // Written before the clock was set back: says nothing.
    [InlineData(true, 9000, null, -7200, -7200, null, TimerState.Stale)]
    [InlineData(true, 20, null, -7200, -7200, null, TimerState.Running)]
    // Where instances come and go, what is stored counts, however young this one is.
    [InlineData(false, 5, null, 31, 31, null, TimerState.Stale)]
    [InlineData(false, 5, null, 30, 30, null, TimerState.Running)]
    [InlineData(false, 5, null, null, null, null, TimerState.Running)]
    [InlineData(false, 31, null, null, null, null, TimerState.Stale)]
    [InlineData(false, 5, null, 2, null, 2, TimerState.Failing)]
    [InlineData(false, 5, null, 2, 20, 2, TimerState.Running)]
    [InlineData(false, 5, null, 2, 31, 2, TimerState.Failing)]
    public void A_timer_is_judged_by_its_runs(bool here, int since, int? started, int? ended, int? succeeded, int? failed, TimerState expected)
    {
        var record = started is null && ended is null
            ? null
            : new RunRecord("PullOrders", null) { StartedAt = Ago(started), EndedAt = Ago(ended), SucceededAt = Ago(succeeded), FailedAt = Ago(failed) };
        Assert.Equal(expected, TimerHealth.Judge(Period, record, Now, Ago(since)!.Value, here));
    }

    [Fact]
    public void A_timer_without_a_readable_schedule_is_judged_by_its_failures_alone()
    {
        var failed = new RunRecord("PullOrders", null) { EndedAt = Ago(9000), FailedAt = Ago(9000) };
        Assert.Equal(TimerState.Running, TimerHealth.Judge(null, null, Now, Ago(9000)!.Value, false));
        Assert.Equal(TimerState.Failing, TimerHealth.Judge(null, failed, Now, Ago(9000)!.Value, false));
    }

    [Theory]
    [InlineData(5, 31, true)]
    [InlineData(5, 20, false)]
    [InlineData(3000, null, false)]
    public void An_account_is_judged_by_its_failures_alone(int ended, int? succeeded, bool failing)
    {
        var failed = ended == 5 ? Ago(ended) : null;
        var record = new RunRecord("PollShipments", "eu") { EndedAt = Ago(ended), SucceededAt = Ago(succeeded), FailedAt = failed };
        Assert.Equal(failing, TimerHealth.JudgeAccount(Period, record, Now, Ago(9000)!.Value, true) == TimerState.Failing);
    }

    [Theory]
    [InlineData(60, 1800, 9000, true, false)]
    [InlineData(60, 1801, 9000, true, true)]
    [InlineData(60, 9000, 1800, true, false)]
    [InlineData(60, 1801, 5, false, true)]
    [InlineData(60, null, 1801, true, true)]
    [InlineData(60, null, 1800, true, false)]
    [InlineData(1000, 3000, 9000, true, false)]
    [InlineData(1000, 3001, 9000, true, true)]
    public void A_poll_is_behind_when_it_has_not_come_to_its_end_for_long(int period, int? caughtUp, int since, bool here, bool behind) =>
        Assert.Equal(behind, TimerHealth.IsBehind(TimeSpan.FromSeconds(period), Ago(caughtUp), Now, Ago(since)!.Value, here));

    private static DateTimeOffset? Ago(int? seconds) => seconds is { } number ? Now.AddSeconds(-number) : null;
}
