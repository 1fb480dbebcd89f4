using Connector.Core.Journal;
using Connector.Core.OrderPull;
using Connector.Core.ParcelTracking;
using Connector.Core.Reconciliation;
using Connector.Core.ShippingPolls;
using Connector.Core.Timers;
using Microsoft.Azure.Functions.Worker;

namespace Connector.Functions;

/// <summary>What happens by the clock. The schedules are app settings, UTC; the leases are those of every host, so two runs of one name never overlap.</summary>
public sealed class Timers(
    LeasedRuns runs, OrderPullRun pull, ShipmentPoll shipments, OrderStatusPoll statuses, TrackingPoll tracking, ReconciliationRun reconciliation,
    JournalRetention retention)
{
    [Function(TimerNames.PullOrders)]
    public Task PullOrdersAsync([TimerTrigger("%PullOrdersSchedule%")] TimerInfo timer, CancellationToken cancellationToken) =>
        runs.RunAsync(TimerNames.PullOrders, stop => pull.RunAsync(null, null, stop), cancellationToken);

    [Function(TimerNames.PollShipments)]
    public Task PollShipmentsAsync([TimerTrigger("%PollShipmentsSchedule%")] TimerInfo timer, CancellationToken cancellationToken) =>
        runs.RunAsync(TimerNames.PollShipments, shipments.RunAsync, cancellationToken);

    [Function(TimerNames.PollShipStationOrders)]
    public Task PollShipStationOrdersAsync([TimerTrigger("%PollShipStationOrdersSchedule%")] TimerInfo timer, CancellationToken cancellationToken) =>
        runs.RunAsync(TimerNames.PollShipStationOrders, statuses.RunAsync, cancellationToken);

    [Function(TimerNames.PollTracking)]
    public Task PollTrackingAsync([TimerTrigger("%PollTrackingSchedule%")] TimerInfo timer, CancellationToken cancellationToken) =>
        runs.RunAsync(TimerNames.PollTracking, tracking.RunAsync, cancellationToken);

    [Function(TimerNames.Reconcile)]
    public Task ReconcileAsync([TimerTrigger("%ReconcileSchedule%")] TimerInfo timer, CancellationToken cancellationToken) =>
        runs.RunAsync(TimerNames.Reconcile, reconciliation.RunNightlyAsync, cancellationToken);

    [Function(TimerNames.Retention)]
    public Task RetentionAsync([TimerTrigger("%RetentionSchedule%")] TimerInfo timer, CancellationToken cancellationToken) =>
        runs.RunAsync(TimerNames.Retention, retention.RunAsync, cancellationToken);
}
