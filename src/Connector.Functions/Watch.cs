using Connector.Core.Vitals;
using Microsoft.Azure.Functions.Worker;

namespace Connector.Functions;

/// <summary>Tells the log what the alerts of infra/modules/alerts.bicep look at.</summary>
public sealed class Watch(VitalSigns vitals)
{
    [Function("ReportVitals")]
    public Task ReportVitalsAsync([TimerTrigger("%ReportVitalsSchedule%")] TimerInfo timer, CancellationToken cancellationToken) => vitals.TellAsync(cancellationToken);
}
