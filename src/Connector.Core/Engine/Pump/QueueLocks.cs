namespace Connector.Core.Engine.Pump;

/// <summary>What a queue store takes back before it gives out messages. Pure.</summary>
public static class QueueLocks
{
    /// <summary>How often a store looks for locks of dead instances while messages come and go.</summary>
    public static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(5);

    /// <summary>A lock that ends further ahead was taken before the clock was set back, unless this worker's own are longer.</summary>
    private static readonly TimeSpan s_longest = TimeSpan.FromMinutes(5);

    /// <summary>What was sent further ahead than this was sent before the clock was set back.</summary>
    public static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(5);

    public static DateTimeOffset LatestEnd(DateTimeOffset now, TimeSpan lockFor) => now + (lockFor > s_longest ? lockFor : s_longest);

    /// <summary>A delay that was decided before the clock was set back counts from now. What waits for a date of its own keeps it.</summary>
    /// <param name="decidedAt">By the clock that the date was computed with.</param>
    public static DateTimeOffset CorrectDue(DateTimeOffset dueAt, DateTimeOffset decidedAt, DateTimeOffset now)
    {
        var delay = dueAt - decidedAt;
        return decidedAt > now + Tolerance && delay <= RetrySchedule.Longest ? now + (delay > TimeSpan.Zero ? delay : TimeSpan.Zero) : dueAt;
    }

    /// <summary>Also at once when the clock was set back since the last time.</summary>
    public static bool IsTimeToLook(DateTimeOffset? last, DateTimeOffset now) => !(last <= now && now - last < LookEvery);
}
