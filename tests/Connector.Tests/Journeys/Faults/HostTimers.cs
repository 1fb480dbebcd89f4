using Connector.Core.Engine.Pump;
using Connector.Core.Engine.Watch;
using Connector.Core.Flows.Intake;
using Connector.Core.Flows.Labels;
using Connector.Core.Flows.Pull;
using Connector.Core.Model.Messages;
using Connector.Local.Hosting;
using Microsoft.Extensions.Options;

namespace Connector.Tests.Journeys.Faults;

/// <summary>
/// What the local host runs by itself, as TimerService and QueueService do, one step at a time: keep it like them. The nightly reconciliation is left out, because it would
/// mend what the seasons are to find.
/// </summary>
internal static class HostTimers
{
    private static readonly TimeSpan s_idle = TimeSpan.FromSeconds(1);

    /// <summary>The timers that must run again after a failure.</summary>
    public static readonly IReadOnlyList<string> Watched = ["PullOrders", "PollShipments", "PollShipStationOrders", "PollTracking"];

    public static IReadOnlyList<Loop> Of(FaultHost host, Action<string> succeeded)
    {
        var options = host.Get<IOptions<TimerOptions>>().Value;
        return
        [
            Every("PullOrders", options.PullOrdersSeconds, ct => host.Get<OrderPullRun>().RunAsync(null, null, ct)),
            Every("PollShipments", options.PollShipmentsSeconds, host.Get<ShipmentPoll>().RunAsync),
            Every("PollShipStationOrders", options.PollShipStationOrdersSeconds, host.Get<OrderStatusPoll>().RunAsync),
            Every("PollTracking", options.PollTrackingSeconds, host.Get<TrackingPoll>().RunAsync),
            Every("BuyLabels", options.BuyLabelsSeconds, host.Get<LabelRun>().RunAsync),
            Every("Retention", (int)TimeSpan.FromHours(6).TotalSeconds, host.Get<RetentionRun>().RunAsync),
            Queue(QueueNames.Orders), Queue(QueueNames.Shipments), Queue(QueueNames.Labels)
        ];

        Loop Every(string name, int seconds, Func<CancellationToken, Task> run) => new(host, name, TimeSpan.FromSeconds(seconds), async ct =>
        {
            await host.Get<LeasedRuns>().RunAsync(name, async inner =>
            {
                await run(inner);
                succeeded(name);
            }, ct);
            return default;
        });

        Loop Queue(string name) => new(host, name, s_idle, async ct => new LoopStep(await host.Get<QueueWorker>().ProcessBatchAsync(name, ct))) { IsQueue = true };
    }
}
