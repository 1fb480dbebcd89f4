namespace Connector.Core.Flows.Intake;

/// <summary>When a poll looks back, where a pass begins and what its end means. Pure: instants come from outside.</summary>
/// <param name="Overlap">How late a record may become visible; zero looks back never.</param>
internal sealed record PollRules(TimeSpan Overlap)
{
    /// <summary>Both clocks may differ by so much without anyone noticing.</summary>
    public static readonly TimeSpan Skew = TimeSpan.FromMinutes(5);

    /// <summary>Taken off our clock where the other side's is not known.</summary>
    public static readonly TimeSpan UnknownSkew = TimeSpan.FromMinutes(10);

    /// <summary>A window from so much behind a row does not hold the row again.</summary>
    private static readonly TimeSpan PastTheRow = TimeSpan.FromSeconds(2);

    /// <summary>Even without an overlap a record may be visible a moment late.</summary>
    private static readonly TimeSpan LeastSettling = TimeSpan.FromMinutes(1);

    public static PollPosition Begin(PollCursor cursor, DateTimeOffset now) => new(cursor.Settled ? cursor.Frontier + PastTheRow : cursor.Frontier, now);

    /// <summary>
    /// A frontier in the future would hide everything until then: what lies beyond the other side's present is taken for its present. A look back that a clock noted
    /// which was ahead of ours is as good as none.
    /// </summary>
    public static PollCursor Sane(PollCursor cursor, DateTimeOffset now, DateTimeOffset theirNow)
    {
        if (cursor.OverlapAt > now + Skew) cursor = cursor with { OverlapAt = DateTimeOffset.MinValue };
        return cursor.Frontier > theirNow + Skew
            ? cursor with { Frontier = theirNow, Settled = false, Ahead = null, Late = null, LateUntil = null, LateSince = null, LateFrom = null }
            : cursor;
    }

    /// <summary>A look back that was noted for an instant to come is due: the clock was set back since.</summary>
    public bool IsLateDue(PollCursor cursor, DateTimeOffset now) =>
        cursor.Late is null && Overlap > TimeSpan.Zero && !cursor.Settled && (cursor.OverlapAt > now || now - cursor.OverlapAt >= Overlap);

    public PollCursor BeginLate(PollCursor cursor, DateTimeOffset now, DateTimeOffset theirNow) => cursor with
    {
        OverlapAt = now, Late = new PollPosition(cursor.LateFrom ?? cursor.Frontier - Overlap, now), LateUntil = cursor.Frontier, LateSince = theirNow
    };

    /// <summary>The next one begins where this one ended less the overlap, so that no time between two of them is left out.</summary>
    public PollCursor EndLate(PollCursor cursor) => cursor with
    {
        Late = null, LateUntil = null, LateSince = null, LateFrom = cursor.LateUntil - Overlap,
        Settled = cursor.LateUntil == cursor.Frontier && IsSettled(cursor.Frontier, cursor.LateSince)
    };

    /// <param name="cursor">As it was before.</param>
    /// <param name="pass">The last position.</param>
    /// <param name="newest">The newest instant that the pass may count on; null when it read nothing.</param>
    /// <param name="theirStart">The other side's instant at which this poll began.</param>
    public PollCursor EndPass(PollCursor cursor, PollPosition pass, DateTimeOffset? newest, DateTimeOffset theirStart)
    {
        var moved = newest > cursor.Frontier;
        // Up to a settled frontier nothing is late: what comes after it is looked back for, when its time has come.
        if (moved && cursor.Settled) cursor = cursor with { LateFrom = cursor.Frontier, OverlapAt = pass.StartedAt };
        var ended = cursor with { Ahead = null, Frontier = moved ? newest!.Value : cursor.Frontier, CaughtUpAt = pass.StartedAt, Settled = cursor.Settled && !moved };
        return Overlap > TimeSpan.Zero || moved || ended.Settled ? ended : ended with { Settled = IsSettled(ended.Frontier, theirStart) };
    }

    private bool IsSettled(DateTimeOffset frontier, DateTimeOffset? readSince) =>
        readSince >= frontier + (Overlap > LeastSettling ? Overlap : LeastSettling) + PastTheRow;
}
