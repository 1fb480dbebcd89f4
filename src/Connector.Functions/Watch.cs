using Connector.Core.Engine.Pump;
using Connector.Core.Engine.Watch;
using Connector.Core.Model;
using Microsoft.Azure.Functions.Worker;

namespace Connector.Functions;

/// <summary>Writes to the log what the alerts of infra/modules/alerts.bicep look at, and counts the orders for health.</summary>
public sealed class Watch(LeasedRuns runs, VitalSigns vitals, StoredOrderCounts counts)
{
    [Function(TimerNames.ReportVitals)]
    public Task ReportVitalsAsync([TimerTrigger("%ReportVitalsSchedule%")] TimerInfo timer, CancellationToken cancellationToken) =>
        runs.RunAsync(TimerNames.ReportVitals, ReportAsync, cancellationToken);

    private async Task ReportAsync(CancellationToken cancellationToken)
    {
        await vitals.TellAsync(cancellationToken);
        await counts.RefreshAsync(cancellationToken);
    }
}
