using Connector.Core.Model.Messages;
using Connector.Core.Ports;

namespace Connector.Tests.ShipStation.Doubles;

/// <summary>Gives so many permits and then none.</summary>
internal sealed class StubBudget(int permits) : IRateBudget
{
    public int Left { get; set; } = permits;

    public DateTimeOffset NextWindow { get; set; }

    /// <summary>So many of the first permits are no longer good when they arrive.</summary>
    public int Expired { get; set; }

    public List<(string Account, RateLane Lane)> Taken { get; } = [];

    public List<RateReport> Reports { get; } = [];

    public Task<RatePermit> TakeAsync(string account, RateLane lane, CancellationToken cancellationToken)
    {
        Taken.Add((account, lane));
        return Task.FromResult(new RatePermit(Left-- > 0, NextWindow, Taken.Count <= Expired ? DateTimeOffset.MinValue : DateTimeOffset.MaxValue));
    }

    public Task ReportAsync(string account, RateReport report, CancellationToken cancellationToken)
    {
        Reports.Add(report);
        return Task.CompletedTask;
    }

    public Task<RateWindow> PeekAsync(string account, CancellationToken cancellationToken) => throw new NotSupportedException("The client never peeks.");
}
