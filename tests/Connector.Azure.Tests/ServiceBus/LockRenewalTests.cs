using Connector.Azure.ServiceBus;
using Xunit;

namespace Connector.Azure.Tests.ServiceBus;

/// <summary>When locks are renewed. That they are: <see cref="TriggerSettlementTests"/>, and in the real worker.</summary>
public sealed class LockRenewalTests
{
    [Theory]
    [InlineData(300, 150)]
    [InlineData(60, 30)]
    [InlineData(3, 1.5)]
    [InlineData(1, 1)]
    [InlineData(0, 60)]
    [InlineData(-90, 60)]
    public void It_is_time_when_half_of_the_lock_is_over(double left, double period) =>
        Assert.Equal(TimeSpan.FromSeconds(period), LockRenewal.PeriodFor(TimeSpan.FromSeconds(left)));
}
