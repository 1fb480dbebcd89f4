namespace Connector.ServiceBusBroker;

/// <summary>How a queue is made. Sessions, partitions and duplicate detection are not offered: our queues have them off.</summary>
public sealed record QueueOptions
{
    /// <summary>The service's default; at most five minutes there.</summary>
    public TimeSpan LockDuration { get; init; } = TimeSpan.FromMinutes(1);

    public int MaxDeliveryCount { get; init; } = 10;

    /// <summary>Of one message and of one batch, headers included.</summary>
    public long MaxMessageBytes { get; init; } = 256 * 1024;

    /// <summary>The queue is full with so many. Null: never.</summary>
    public int? MaxMessages { get; init; }

    /// <summary>For messages that have no shorter one of their own.</summary>
    public TimeSpan TimeToLive { get; init; } = TimeSpan.MaxValue;

    /// <summary>True moves what expires to the dead-letter queue; false drops it.</summary>
    public bool DeadLettersExpired { get; init; }

    public Receiving Receiving { get; init; }
}

/// <summary>What becomes of a receiver that asks for more than there is.</summary>
public enum Receiving
{
    /// <summary>As in the service: it waits, and what comes later is sent to it, even after the client has stopped waiting.</summary>
    Waits,

    /// <summary>
    /// For tests on a clock that stands still: it gets what is there. When that is nothing, its link is detached, which the client takes as "no messages" at once.
    /// What comes later is not sent to it before it asks again. The client does not ask again for fewer than are still open from its last call, so a test asks one
    /// receiver for the same number each time.
    /// </summary>
    RespondsAtOnce
}
