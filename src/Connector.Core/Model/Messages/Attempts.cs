namespace Connector.Core.Model.Messages;

/// <summary>How often a message is tried, and how long it waits where nothing else says so.</summary>
public static class Attempts
{
    /// <summary>Attempts of a failure that may end by itself; agreed with the queues' own maximum delivery count.</summary>
    public const int Most = 5;

    /// <summary>How long a flow is paused after the other side refused our credentials.</summary>
    public static readonly TimeSpan PauseAfterUnauthorized = TimeSpan.FromMinutes(5);

    /// <summary>When a limit was hit and the other side did not say until when.</summary>
    public static readonly TimeSpan WaitWithoutHint = TimeSpan.FromSeconds(30);

    /// <summary>Attempts in all, the first included.</summary>
    public static int MaxOf(FailureKind kind) => kind switch
    {
        FailureKind.Transient or FailureKind.Conflict or FailureKind.Unknown => Most,
        FailureKind.RateLimited or FailureKind.Unauthorized => int.MaxValue,
        _ => 1
    };
}
