using Connector.Core.OrderPull;
using Microsoft.Azure.Functions.Worker;

namespace Connector.Functions;

/// <summary>Timer triggers; each body is one call.</summary>
public sealed class Timers(OrderPullRun pull)
{
    [Function("PullOrders")]
    public Task PullOrdersAsync([TimerTrigger("%PullOrdersSchedule%")] TimerInfo timer, CancellationToken cancellationToken) => pull.RunAsync(null, null, cancellationToken);
}
