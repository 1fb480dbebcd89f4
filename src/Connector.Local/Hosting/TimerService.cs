using Connector.Core.Errors;
using Connector.Core.Journal;
using Connector.Core.OrderPull;
using Connector.Core.ParcelTracking;
using Connector.Core.Ports;
using Connector.Core.Reconciliation;
using Connector.Core.ShippingPolls;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Connector.Local.Hosting;

/// <summary>Runs the polls on their schedules, each under a lease, so that two hosts on one file never poll twice. A failed run is told and tried at the next tick.</summary>
internal sealed partial class TimerService(
    OrderPullRun pull, ShipmentPoll shipments, OrderStatusPoll statuses, TrackingPoll tracking, ReconciliationRun reconciliation, ILeases leases, IJournal journal,
    IOptions<TimerOptions> options, TimeProvider clock, ILogger<TimerService> log) : BackgroundService
{
    private static readonly TimeSpan LeaseTime = TimeSpan.FromMinutes(10);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(
        EveryAsync("PullOrders", options.Value.PullOrdersSeconds, ct => pull.RunAsync(null, null, ct), stoppingToken),
        EveryAsync("PollShipments", options.Value.PollShipmentsSeconds, shipments.RunAsync, stoppingToken),
        EveryAsync("PollShipStationOrders", options.Value.PollShipStationOrdersSeconds, statuses.RunAsync, stoppingToken),
        EveryAsync("PollTracking", options.Value.PollTrackingSeconds, tracking.RunAsync, stoppingToken),
        LaterAsync("Reconcile", TimeSpan.FromHours(options.Value.ReconcileHours), reconciliation.RunNightlyAsync, stoppingToken),
        EveryAsync("Retention", (int)TimeSpan.FromHours(6).TotalSeconds, PruneAsync, stoppingToken));

    private Task PruneAsync(CancellationToken cancellationToken) => journal.PruneAsync(clock.GetUtcNow().AddDays(-options.Value.JournalDays), cancellationToken);

    /// <summary>At once, and then at each tick.</summary>
    private async Task EveryAsync(string name, int seconds, Func<CancellationToken, Task> run, CancellationToken stopping)
    {
        if (await RunOnceAsync(name, run, stopping)) await LaterAsync(name, TimeSpan.FromSeconds(seconds), run, stopping);
    }

    /// <summary>At each tick, so that a restart alone costs nothing.</summary>
    private async Task LaterAsync(string name, TimeSpan period, Func<CancellationToken, Task> run, CancellationToken stopping)
    {
        using var timer = new PeriodicTimer(period, clock);
        while (await timer.WaitForNextTickAsync(stopping))
            if (!await RunOnceAsync(name, run, stopping)) return;
    }

    /// <summary>False when the host stops.</summary>
    private async Task<bool> RunOnceAsync(string name, Func<CancellationToken, Task> run, CancellationToken stopping)
    {
        try
        {
            await using var lease = await leases.TryTakeAsync(name, LeaseTime, stopping);
            if (lease is not null) await run(stopping);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            return false;
        }
        catch (ConnectorException e) when (e.Kind == FailureKind.RateLimited)
        {
            // The next tick finds a new window.
        }
        catch (Exception e)
        {
            Log.RunFailed(log, e, name);
            await journal.AppendAsync([new JournalEntry(clock.GetUtcNow(), JournalKind.Alert, null, null, $"{name} failed: {e.Message}")], CancellationToken.None);
        }
        return true;
    }

    private static partial class Log
    {
        [LoggerMessage(300, LogLevel.Error, "{Timer} failed; it runs again at the next tick")]
        public static partial void RunFailed(ILogger logger, Exception exception, string timer);
    }
}
