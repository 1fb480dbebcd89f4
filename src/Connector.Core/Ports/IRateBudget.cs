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

    /// <summary>Takes in what the other side's response reports about the window. A 429 closes the window until its end.</summary>
    Task ReportAsync(string account, RateReport report, CancellationToken cancellationToken);

    /// <summary>The window as known now, for people.</summary>
    Task<RateWindow> PeekAsync(string account, CancellationToken cancellationToken);
}

/// <param name="RetryAt">When granted: now. Else the instant at which the next window begins.</param>
/// <param name="GoodUntil">A call that has not left by then would be counted in a window that it was not taken from: it takes another permit.</param>
public readonly record struct RatePermit(bool Granted, DateTimeOffset RetryAt, DateTimeOffset GoodUntil);

/// <param name="Remaining">As reported; may or may not count the call that carried it.</param>
/// <param name="End">Null when the response does not say when the window ends.</param>
/// <param name="SentAt">When the call left.</param>
public sealed record RateReport(int? Limit, int? Remaining, WindowEnd? End, bool Throttled, DateTimeOffset SentAt);

/// <summary>
/// Between which two instants a window ends. A response gives whole seconds from some instant after the call left and before the response was read, so nobody knows it better.
/// </summary>
public readonly record struct WindowEnd(DateTimeOffset Earliest, DateTimeOffset Latest);

/// <param name="Used">Calls taken in this window by us, or reported by the other side where that is more.</param>
public sealed record RateWindow(int Limit, int Used, DateTimeOffset EndsAt);
