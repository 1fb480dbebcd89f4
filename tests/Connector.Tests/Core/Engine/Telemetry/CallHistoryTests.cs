using Connector.Core.Engine.Telemetry;
using Connector.Core.Model.Messages;
using Connector.Core.Ports;
using Connector.TestSupport;
using Moq;
using Xunit;

namespace Connector.Tests.Core.Engine.Telemetry;

public sealed class CallHistoryTests
{
    private readonly ManualTimeProvider _clock = new();

    [Fact]
    public async Task Permits_count_by_account_and_minute_and_so_do_refusals()
    {
        var history = new CallHistory(_clock);
        var granted = new Queue<bool>([true, true, false, true, true]);
        var inner = new Mock<IRateBudget>();
        inner.Setup(static b => b.TakeAsync(It.IsAny<string>(), RateLane.Normal, default)).ReturnsAsync(() => new RatePermit(granted.Dequeue(), _clock.Now, _clock.Now));
        var budget = new CountedBudget(inner.Object, history);
        var first = Minute();
        for (var i = 0; i < 3; i++) await budget.TakeAsync("eu", RateLane.Normal, default);
        _clock.Advance(TimeSpan.FromMinutes(2));
        await budget.TakeAsync("eu", RateLane.Normal, default);
        await budget.TakeAsync("us", RateLane.Normal, default);

        Assert.Equal([new CallCount(first, 2, 1), new CallCount(first.AddMinutes(2), 1, 0)], history.List("eu", 60));
        Assert.Equal([new CallCount(first.AddMinutes(2), 1, 0)], history.List("eu", 1));
        Assert.Equal([new CallCount(first.AddMinutes(2), 1, 0)], history.List("us", 60));
        Assert.Empty(history.List("other", 60));
    }

    [Fact]
    public void A_day_is_kept_and_no_more()
    {
        var history = new CallHistory(_clock);
        for (var i = 0; i < CallHistory.MostMinutes + 10; i++)
        {
            if (i > 0) _clock.Advance(TimeSpan.FromMinutes(1));
            history.Count("eu", isGranted: true);
        }
        var kept = history.List("eu", CallHistory.MostMinutes * 2);
        Assert.Equal((CallHistory.MostMinutes, Minute()), (kept.Count, kept[^1].At));
    }

    private DateTimeOffset Minute() => new(_clock.Now.Ticks - (_clock.Now.Ticks % TimeSpan.TicksPerMinute), TimeSpan.Zero);
}
