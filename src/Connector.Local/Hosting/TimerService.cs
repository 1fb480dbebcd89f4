using Connector.Core.Engine.Pump;
using Connector.Core.Engine.Watch;
using Connector.Core.Flows.Intake;
using Connector.Core.Flows.Pull;
using Connector.Core.Flows.Reconcile;
using Connector.Core.Model;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Connector.Local.Hosting;

/// <summary>Runs the polls on their schedules, each under a lease, so that two hosts on one file never poll twice.</summary>
internal sealed partial class TimerService(
    LeasedRuns runs, OrderPullRun pull, ShipmentPoll shipments, OrderStatusPoll statuses, TrackingPoll tracking, ReconciliationRun reconciliation,
    JournalRetention retention, TimerPlan plan, TimeProvider clock, ILogger<TimerService> log) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // Each by itself: a call of one that blocks keeps none of the others back.
        var loops = new Dictionary<string, Task>(StringComparer.Ordinal)
        {
            [TimerNames.PullOrders] = Task.Run(() => EveryAsync(TimerNames.PullOrders, ct => pull.RunAsync(null, null, ct), stoppingToken), stoppingToken),
            [TimerNames.PollShipments] = Task.Run(() => EveryAsync(TimerNames.PollShipments, shipments.RunAsync, stoppingToken), stoppingToken),
            [TimerNames.PollShipStationOrders] = Task.Run(() => EveryAsync(TimerNames.PollShipStationOrders, statuses.RunAsync, stoppingToken), stoppingToken),
            [TimerNames.PollTracking] = Task.Run(() => EveryAsync(TimerNames.PollTracking, tracking.RunAsync, stoppingToken), stoppingToken),
            [TimerNames.Reconcile] = Task.Run(() => LaterAsync(TimerNames.Reconcile, reconciliation.RunNightlyAsync, stoppingToken), stoppingToken),
            [TimerNames.Retention] = Task.Run(() => EveryAsync(TimerNames.Retention, retention.RunAsync, stoppingToken), stoppingToken)
        };
        return EndlessLoops.WatchAsync(loops, stoppingToken);
    }

    /// <summary>At once, and then at each tick.</summary>
    private async Task EveryAsync(string name, Func<CancellationToken, Task> run, CancellationToken stopping)
    {
        await RunAsync(name, run, stopping);
        await LaterAsync(name, run, stopping);
    }

    /// <summary>At each tick, so that a restart alone costs nothing.</summary>
    private async Task LaterAsync(string name, Func<CancellationToken, Task> run, CancellationToken stopping)
    {
        using var ticks = new PeriodicTimer(plan.PeriodOf(name)!.Value, clock);
        while (await ticks.WaitForNextTickAsync(stopping)) await RunAsync(name, run, stopping);
    }

    private async Task RunAsync(string name, Func<CancellationToken, Task> run, CancellationToken stopping)
    {
        try
        {
            await runs.RunAsync(name, run, stopping);
        }
        catch (Exception e) when (!stopping.IsCancellationRequested)
        {
            Log.TickFailed(log, e, name);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(402, LogLevel.Error, "A run of {Timer} failed; it runs again at the next tick")]
        public static partial void TickFailed(ILogger logger, Exception exception, string timer);
    }
}
