using Connector.Core.Engine.Pump;
using Connector.Core.Engine.Telemetry;
using Connector.Core.Engine.Watch;
using Connector.Core.Model.Messages;
using Microsoft.Azure.Functions.Worker;

namespace Connector.Functions;

/// <summary>Writes to the log what the alerts of infra/modules/alerts.bicep look at, and counts the orders for health.</summary>
/// <param name="meter">Is made with this, so that its gauges are there when somebody listens.</param>
public sealed class Watch(LeasedRuns runs, HealthMetrics health, StoredOrderCounts counts, SignalReader signals, ConnectorMeter meter)
{
    [Function(TimerNames.ReportHealth)]
    public Task ReportHealthAsync([TimerTrigger("%ReportHealthSchedule%")] TimerInfo timer, CancellationToken cancellationToken) =>
        runs.RunAsync(TimerNames.ReportHealth, ReportAsync, cancellationToken);

    private async Task ReportAsync(CancellationToken cancellationToken)
    {
        await health.ReportAsync(cancellationToken);
        await counts.RefreshAsync(cancellationToken);
        _ = meter;
        await signals.ReadAsync([], cancellationToken);
    }
}
