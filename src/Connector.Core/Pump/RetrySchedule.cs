using Connector.Core.Errors;

namespace Connector.Core.Pump;

/// <summary>How often and when a failed message is tried again. Pure apart from the jitter, which comes from outside.</summary>
public sealed class RetrySchedule(Func<double> jitter)
{
    /// <summary>Delays before the second, third ... attempt; agreed with the queues' own maximum delivery count of 5.</summary>
    public static readonly IReadOnlyList<TimeSpan> Delays =
        [TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(15), TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(10)];

    /// <summary>When a limit was hit that nobody told the end of.</summary>
    public static readonly TimeSpan WhenUntold = TimeSpan.FromSeconds(30);

    private const double JitterShare = 0.2;

    /// <summary>No retry is scheduled further ahead: neither by these delays nor by a rate window or a pause. What is was scheduled before the clock was set back.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromMinutes(15);

    /// <summary>With a share of chance, so that a thousand messages that failed together do not come back together.</summary>
    public RetrySchedule() : this(Random.Shared.NextDouble) { }

    /// <summary>Null when the kind or the number of attempts says that trying again cannot help.</summary>
    /// <param name="failedAttempts">This one included.</param>
    public TimeSpan? DelayAfter(FailureKind kind, int failedAttempts)
    {
        if (failedAttempts >= MaxAttempts(kind)) return null;
        var delay = Delays[Math.Clamp(failedAttempts - 1, 0, Delays.Count - 1)];
        return delay + (delay * (JitterShare * jitter()));
    }

    /// <summary>Attempts in all, the first included.</summary>
    public static int MaxAttempts(FailureKind kind) => kind switch
    {
        FailureKind.Transient or FailureKind.Conflict or FailureKind.Unknown => Delays.Count + 1,
        FailureKind.RateLimited or FailureKind.Unauthorized => int.MaxValue,
        _ => 1
    };
}
