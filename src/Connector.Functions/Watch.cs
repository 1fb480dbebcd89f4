using Connector.Core.Engine.Pump;
using Connector.Core.Engine.Telemetry;
using Connector.Core.Engine.Watch;
using Connector.Core.Model.Messages;
using Microsoft.Azure.Functions.Worker;

namespace Connector.Functions;

/// <summary>Writes to the log what the alerts of infra/modules/alerts.bicep look at, counts the orders for health, and moves on a retry that nobody looks at.</summary>
/// <param name="meter">Is made with this, so that its gauges are there when somebody listens.</param>
public sealed class Watch(LeasedRuns runs, HealthMetrics health, StoredOrderCounts counts, RetryOperations retries, SignalReader signals, FlowDesk flows, ConnectorMeter meter)
{
    [Function(TimerNames.ReportHealth)]
    public Task ReportHealthAsync([TimerTrigger("%ReportHealthSchedule%")] TimerInfo timer, CancellationToken cancellationToken) =>
        runs.RunAsync(TimerNames.ReportHealth, ReportAsync, cancellationToken);

    private async Task ReportAsync(CancellationToken cancellationToken)
    {
        await health.ReportAsync(cancellationToken);
        await counts.RefreshAsync(cancellationToken);
        await retries.AdvanceAsync(cancellationToken);
        _ = meter;
        await signals.ReadAsync(flows, [], cancellationToken);
    }
}
