using Connector.Core.Journal;
using Connector.Core.OrderPull;
using Connector.Core.ParcelTracking;
using Connector.Core.Reconciliation;
using Connector.Core.ShippingPolls;
using Connector.Core.Timers;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Connector.Local.Hosting;

/// <summary>Runs the polls on their schedules, each under a lease, so that two hosts on one file never poll twice.</summary>
internal sealed class TimerService(
    LeasedRuns runs, OrderPullRun pull, ShipmentPoll shipments, OrderStatusPoll statuses, TrackingPoll tracking, ReconciliationRun reconciliation,
    JournalRetention retention, IOptions<TimerOptions> options, TimeProvider clock) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await Task.WhenAll(
                EveryAsync("PullOrders", options.Value.PullOrdersSeconds, ct => pull.RunAsync(null, null, ct), stoppingToken),
                EveryAsync("PollShipments", options.Value.PollShipmentsSeconds, shipments.RunAsync, stoppingToken),
                EveryAsync("PollShipStationOrders", options.Value.PollShipStationOrdersSeconds, statuses.RunAsync, stoppingToken),
                EveryAsync("PollTracking", options.Value.PollTrackingSeconds, tracking.RunAsync, stoppingToken),
                LaterAsync("Reconcile", TimeSpan.FromMinutes(options.Value.ReconcileMinutes), reconciliation.RunNightlyAsync, stoppingToken),
                EveryAsync("Retention", (int)TimeSpan.FromHours(6).TotalSeconds, retention.RunAsync, stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The host stops.
        }
    }

    /// <summary>At once, and then at each tick.</summary>
    private async Task EveryAsync(string name, int seconds, Func<CancellationToken, Task> run, CancellationToken stopping)
    {
        await runs.RunAsync(name, run, stopping);
        await LaterAsync(name, TimeSpan.FromSeconds(seconds), run, stopping);
    }

    /// <summary>At each tick, so that a restart alone costs nothing.</summary>
    private async Task LaterAsync(string name, TimeSpan period, Func<CancellationToken, Task> run, CancellationToken stopping)
    {
        using var timer = new PeriodicTimer(period, clock);
        while (await timer.WaitForNextTickAsync(stopping)) await runs.RunAsync(name, run, stopping);
    }
}
