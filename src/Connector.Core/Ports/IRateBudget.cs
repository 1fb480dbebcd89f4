using Connector.Core.Model.Messages;

namespace Connector.Core.Ports;

/// <summary>
/// The calls that one account's key pair may make in the running window, shared by every flow and every instance. Nobody waits here: without a permit the
/// caller learns when to come back.
/// </summary>
public interface IRateBudget
{
    /// <summary>Takes one call. Atomic over all instances: two callers never get the same last permit.</summary>
    Task<RatePermit> TakeAsync(string account, RateLane lane, CancellationToken cancellationToken);

    /// <summary>Takes in what the other side's response reports about the window. A 429 closes the window until <see cref="RateReport.ResetAt"/>.</summary>
    Task ReportAsync(string account, RateReport report, CancellationToken cancellationToken);

    /// <summary>The window as known now, for people.</summary>
    Task<RateWindow> PeekAsync(string account, CancellationToken cancellationToken);
}

/// <param name="RetryAt">When granted: now. Else the instant at which the next window begins.</param>
public readonly record struct RatePermit(bool Granted, DateTimeOffset RetryAt);

/// <param name="Remaining">As reported; may or may not count the call that carried it.</param>
/// <param name="ResetAt">When the window ends.</param>
public sealed record RateReport(int? Limit, int? Remaining, DateTimeOffset? ResetAt, bool Throttled);

/// <param name="Used">Calls taken in this window by us, or reported by the other side where that is more.</param>
public sealed record RateWindow(int Limit, int Used, DateTimeOffset EndsAt);
