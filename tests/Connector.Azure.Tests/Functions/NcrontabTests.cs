using Connector.Core.Model.Messages;
using Connector.Core.Model.Orders;
using Connector.Functions;
using Microsoft.Extensions.Configuration;
using Xunit;

namespace Connector.Azure.Tests.Functions;

public sealed class NcrontabTests
{
    [Theory]
    [InlineData("*/30 * * * * *", 30)]
    [InlineData("15 * * * * *", 60)]
    [InlineData("45 */2 * * * *", 120)]
    [InlineData("20 */15 * * * *", 900)]
    [InlineData("0 15 2 * * *", 86400)]
    [InlineData("* * * * * *", 1)]
    [InlineData("0 5,20 * * * *", 2700)]
    [InlineData("0 */40 * * * *", 2400)]
    [InlineData("0 0 8-18 * * *", 50400)]
    [InlineData("0 0 8-18/5 * * *", 50400)]
    [InlineData("0 0 2 * * MON-FRI", 259200)]
    [InlineData("0 0 2 * * 1-5", 259200)]
    [InlineData("0 0 2 * * sat,SUN", 518400)]
    [InlineData("0 0 2 1 * *", 2678400)]
    [InlineData("0 0 0 1 JAN *", 31622400)]
    public void The_longest_time_between_two_ticks_is_read_from_a_schedule(string schedule, int seconds) =>
        Assert.Equal(TimeSpan.FromSeconds(seconds), Ncrontab.LongestGap(schedule));

    [Theory]
    [InlineData("")]
    [InlineData("00:00:30")]
    [InlineData("* * * * *")]
    [InlineData("60 * * * * *")]
    [InlineData("*/0 * * * * *")]
    [InlineData("0 5-1 * * * *")]
    [InlineData("0 x * * * *")]
    [InlineData("0 0 0 30 2 *")]
    public void What_is_no_schedule_has_no_period(string schedule) => Assert.Null(Ncrontab.LongestGap(schedule));

    [Fact]
    public void The_plan_holds_every_timer_of_the_sample_with_its_period()
    {
        var plan = ScheduledTimers.Plan(AppSettings.AsConfiguration(AppSettings.Sample()));
        Assert.Equal(Infra.AppSettings.Timers, plan.Timers.Select(static timer => timer.Name).Order(StringComparer.Ordinal));
        Assert.All(plan.Timers, static timer => Assert.NotNull(timer.Period));
        Assert.Equal(TimeSpan.FromSeconds(30), plan.PeriodOf(TimerNames.PullOrders));
        Assert.False(plan.RunHere);
    }

    [Theory]
    [InlineData("AzureWebJobs:PollTracking:Disabled", "true")]
    [InlineData("AzureWebJobs.PollTracking.Disabled", "1")]
    public void A_function_that_is_switched_off_is_not_missed(string key, string value)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new(key, value)]).Build();
        Assert.DoesNotContain(ScheduledTimers.Plan(configuration).Timers, static timer => timer.Name == TimerNames.PollTracking);
    }
}
