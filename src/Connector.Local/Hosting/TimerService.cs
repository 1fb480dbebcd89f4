using Connector.Core.Engine.Pump;
using Connector.Core.Engine.Watch;
using Connector.Core.Model.Messages;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Connector.Local.Hosting;

/// <summary>Runs the polls on their schedules, each under a lease, so that two hosts on one file never poll twice.</summary>
internal sealed partial class TimerService(LeasedRuns runs, ScheduledRuns scheduled, TimerPlan plan, TimeProvider clock, ILogger<TimerService> log) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // Each by itself: a call of one that blocks keeps none of the others back.
        var loops = scheduled.ByTimer.ToDictionary(
            static timer => timer.Key, timer => Task.Run(() => LoopAsync(timer.Key, timer.Value, stoppingToken), stoppingToken), StringComparer.Ordinal);
        return EndlessLoops.WatchAsync(loops, stoppingToken);
    }

    /// <summary>A restart alone costs no comparison.</summary>
    private Task LoopAsync(string name, Func<CancellationToken, Task> run, CancellationToken stopping) =>
        name == TimerNames.Reconcile ? LaterAsync(name, run, stopping) : EveryAsync(name, run, stopping);

    /// <summary>At once, and then at each tick.</summary>
    private async Task EveryAsync(string name, Func<CancellationToken, Task> run, CancellationToken stopping)
    {
        await RunAsync(name, run, stopping);
        await LaterAsync(name, run, stopping);
    }

    /// <summary>At each tick.</summary>
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
