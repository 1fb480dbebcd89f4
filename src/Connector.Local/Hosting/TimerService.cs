using Connector.Core.Engine.Pump;
using Connector.Core.Engine.Watch;
using Connector.Core.Model.Messages;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Connector.Local.Hosting;

/// <summary>Runs the polls on their schedules, each under a lease, so that two hosts on one file never poll twice.</summary>
internal sealed partial class TimerService(CurrentServices services, TimerPlan plan, TimeProvider clock, ILogger<TimerService> log) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // Each by itself: a call of one that blocks keeps none of the others back.
        var loops = services.Get<ScheduledRuns>().ByTimer.Keys.ToDictionary(
            static name => name, name => Task.Run(() => LoopAsync(name, stoppingToken), stoppingToken), StringComparer.Ordinal);
        return EndlessLoops.WatchAsync(loops, stoppingToken);
    }

    /// <summary>A restart alone costs no comparison.</summary>
    private Task LoopAsync(string name, CancellationToken stopping) => name == TimerNames.Reconcile ? LaterAsync(name, stopping) : EveryAsync(name, stopping);

    /// <summary>At once, and then at each tick.</summary>
    private async Task EveryAsync(string name, CancellationToken stopping)
    {
        await RunAsync(name, stopping);
        await LaterAsync(name, stopping);
    }

    /// <summary>At each tick.</summary>
    private async Task LaterAsync(string name, CancellationToken stopping)
    {
        using var ticks = new PeriodicTimer(plan.PeriodOf(name)!.Value, clock);
        while (await ticks.WaitForNextTickAsync(stopping)) await RunAsync(name, stopping);
    }

    private async Task RunAsync(string name, CancellationToken stopping)
    {
        try
        {
            // A run keeps the rules that it began with.
            await services.Get<LeasedRuns>().RunAsync(name, services.Get<ScheduledRuns>().ByTimer[name], stopping);
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
