using Connector.Core.Engine.Pump;
using Connector.Core.Engine.Watch;
using Connector.Core.Flows.Intake;
using Connector.Core.Flows.Labels;
using Connector.Core.Flows.Pull;
using Connector.Core.Flows.Reconcile;
using Connector.Core.Model.Messages;
using Microsoft.Azure.Functions.Worker;

namespace Connector.Functions;

/// <summary>What happens by the clock. The schedules are app settings, UTC; the leases are those of every host, so two runs of one name never overlap.</summary>
public sealed class Timers(
    LeasedRuns runs, OrderPullRun pull, ShipmentPoll shipments, OrderStatusPoll statuses, TrackingPoll tracking, LabelRun labels,
    ReconciliationRun reconciliation, RetentionRun retention)
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

    [Function(TimerNames.BuyLabels)]
    public Task BuyLabelsAsync([TimerTrigger("%BuyLabelsSchedule%")] TimerInfo timer, CancellationToken cancellationToken) =>
        runs.RunAsync(TimerNames.BuyLabels, labels.RunAsync, cancellationToken);

    [Function(TimerNames.Reconcile)]
    public Task ReconcileAsync([TimerTrigger("%ReconcileSchedule%")] TimerInfo timer, CancellationToken cancellationToken) =>
        runs.RunAsync(TimerNames.Reconcile, reconciliation.RunNightlyAsync, cancellationToken);

    [Function(TimerNames.Retention)]
    public Task RetentionAsync([TimerTrigger("%RetentionSchedule%")] TimerInfo timer, CancellationToken cancellationToken) =>
        runs.RunAsync(TimerNames.Retention, retention.RunAsync, cancellationToken);
}
