using Connector.Core.Model.Messages;
using Connector.Core.Ports;

namespace Connector.Core.Engine.Telemetry;

/// <summary>Counts the calls that take a permit, by account and minute. Each attempt takes one.</summary>
public sealed class CountedBudget(IRateBudget inner, CallHistory history) : IRateBudget
{
    public async Task<RatePermit> TakeAsync(string account, RateLane lane, CancellationToken cancellationToken)
    {
        var permit = await inner.TakeAsync(account, lane, cancellationToken);
        history.Count(account, permit.Granted);
        return permit;
    }

    public Task ReportAsync(string account, RateReport report, CancellationToken cancellationToken) => inner.ReportAsync(account, report, cancellationToken);
    public Task<RateWindow> PeekAsync(string account, CancellationToken cancellationToken) => inner.PeekAsync(account, cancellationToken);
}
