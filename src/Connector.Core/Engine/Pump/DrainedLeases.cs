using Connector.Core.Model.Messages;
using Connector.Core.Ports;

namespace Connector.Core.Engine.Pump;

/// <summary>While a flow is drained, nobody gets the lease of what brings in new work for it: what is queued is finished, in every instance, and after a deployment too.</summary>
public sealed class DrainedLeases(ILeases inner, IFlowPauses pauses) : ILeases
{
    public async Task<ILease?> TryTakeAsync(string name, TimeSpan duration, CancellationToken cancellationToken) =>
        FedBy(name) is { } queue && await pauses.GetAsync(FlowNames.CreateDrain(queue), cancellationToken) is not null ? null : await inner.TryTakeAsync(name, duration, cancellationToken);

    /// <summary>The queue that a timer brings new work to; null for the others.</summary>
    public static string? FedBy(string timer) => timer switch
    {
        TimerNames.PullOrders => QueueNames.Orders,
        TimerNames.PollShipments or TimerNames.PollShipStationOrders or TimerNames.PollTracking => QueueNames.Shipments,
        TimerNames.BuyLabels => QueueNames.Labels,
        _ => null
    };
}
