using Connector.Core.Engine.Watch;
using Connector.Core.Flows.Intake;
using Connector.Core.Flows.Labels;
using Connector.Core.Flows.Pull;
using Connector.Core.Flows.Reconcile;
using Connector.Core.Model.Messages;

namespace Connector.Core.Engine.Pump;

/// <summary>What each timer starts.</summary>
public sealed class ScheduledRuns(
    OrderPullRun pull, ShipmentPoll shipments, OrderStatusPoll statuses, TrackingPoll tracking, LabelRun labels, ReconciliationRun reconciliation, RetentionRun retention)
{
    /// <summary>By the timer's name (<see cref="TimerNames"/>).</summary>
    public IReadOnlyDictionary<string, Func<CancellationToken, Task>> ByTimer { get; } = new Dictionary<string, Func<CancellationToken, Task>>(StringComparer.Ordinal)
    {
        [TimerNames.PullOrders] = stop => pull.RunAsync(null, null, stop),
        [TimerNames.PollShipments] = shipments.RunAsync,
        [TimerNames.PollShipStationOrders] = statuses.RunAsync,
        [TimerNames.PollTracking] = tracking.RunAsync,
        [TimerNames.BuyLabels] = labels.RunAsync,
        [TimerNames.Reconcile] = reconciliation.RunNightlyAsync,
        [TimerNames.Retention] = retention.RunAsync
    };
}
