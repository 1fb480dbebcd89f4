using Connector.Core.Engine.Pump;
using Connector.Core.Model.Messages;
using Xunit;

namespace Connector.Tests.Core.Engine.Pump;

public sealed class RetryScheduleTests
{
    private readonly RetrySchedule _schedule = new(() => 0.5);

    [Theory]
    [InlineData(FailureKind.Transient, 4)]
    [InlineData(FailureKind.Conflict, 4)]
    [InlineData(FailureKind.Unknown, 4)]
    [InlineData(FailureKind.Rejected, 0)]
    [InlineData(FailureKind.Unmappable, 0)]
    [InlineData(FailureKind.AddressInvalid, 0)]
    [InlineData(FailureKind.CancelledAfterShipment, 0)]
    [InlineData(FailureKind.OverShipment, 0)]
    public void Each_kind_is_retried_as_often_as_it_may_help(FailureKind kind, int retries)
    {
        var granted = Enumerable.Range(1, 20).TakeWhile(failed => _schedule.DelayAfter(kind, failed) is not null).Count();
        Assert.Equal(retries, granted);
    }

    [Theory]
    [InlineData(FailureKind.RateLimited)]
    [InlineData(FailureKind.Unauthorized)]
    public void Waiting_for_a_permit_or_a_key_never_runs_out(FailureKind kind) => Assert.NotNull(_schedule.DelayAfter(kind, 10_000));

    [Fact]
    public void Delays_grow_and_carry_some_chance()
    {
        var delays = Enumerable.Range(1, 4).Select(failed => _schedule.DelayAfter(FailureKind.Transient, failed)!.Value).ToList();
        Assert.Equal(delays.Order(), delays);
        Assert.Equal(TimeSpan.FromSeconds(2.2), delays[0]);
    }
}
