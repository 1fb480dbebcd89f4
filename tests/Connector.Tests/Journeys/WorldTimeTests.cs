using Connector.Core.Engine.Pump;
using Connector.Core.Engine.Watch;
using Connector.Core.Model.Messages;
using Connector.Core.Ports;
using Connector.Simulators.Control;
using Connector.TestSupport;
using Connector.TestSupport.InMemory;
using Microsoft.Extensions.Logging.Abstractions;
using Moq;
using Xunit;

namespace Connector.Tests.Journeys;

public sealed class WorldTimeTests
{
    [Fact]
    public async Task The_renewal_of_a_lease_makes_no_time_pass()
    {
        var clock = new SimulatorClock(new ManualTimeProvider());
        var time = new WorldTime(clock);
        var (journal, reports) = (new InMemoryJournal(), new RunReports(new InMemoryRunRecords(), time, NullLogger<RunReports>.Instance));
        var runs = new LeasedRuns(
            new InMemoryLeases(time), reports, new ClockWatch(journal, time, NullLogger<ClockWatch>.Instance), Mock.Of<IShippingAccounts>(static a => a.Names == new[] { "default" }), journal, new IdSource(time), time, NullLogger<LeasedRuns>.Instance);

        var run = runs.RunAsync(TimerNames.PullOrders, static stop => Task.Delay(TimeSpan.FromMilliseconds(30), TimeProvider.System, stop), default);
        await time.HurryAsync(run, new InMemoryWorkQueue(time));
        await run;

        Assert.Equal(ManualTimeProvider.Start, clock.GetUtcNow());
        Assert.NotNull(Assert.Single(reports.Seen).SucceededAt);
    }
}
