namespace Connector.Core.Model.Messages;

/// <summary>The last runs of a timer, or of one account under it. As a change: null members stay as they are.</summary>
/// <param name="Account">Null: the timer as a whole.</param>
public sealed record RunRecord(string Timer, string? Account)
{
    /// <summary>Later than <see cref="EndedAt"/> while a run is under way.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>End of the last run, however it ended.</summary>
    public DateTimeOffset? EndedAt { get; init; }
    public DateTimeOffset? SucceededAt { get; init; }
    public DateTimeOffset? FailedAt { get; init; }

    /// <summary>The last failure in one sentence, without personal data.</summary>
    public string? Failure { get; init; }

    public bool IsUnderWay => StartedAt is not null && !(EndedAt >= StartedAt);
    public bool LastRunFailed => FailedAt is not null && FailedAt == EndedAt;

    public RunRecord With(RunRecord change) => this with
    {
        StartedAt = change.StartedAt ?? StartedAt,
        EndedAt = change.EndedAt ?? EndedAt,
        SucceededAt = change.SucceededAt ?? SucceededAt,
        FailedAt = change.FailedAt ?? FailedAt,
        Failure = change.Failure ?? Failure
    };

    /// <summary>The latest of what two places know of the same runs.</summary>
    public static RunRecord Latest(RunRecord one, RunRecord other) => one with
    {
        StartedAt = Later(one.StartedAt, other.StartedAt),
        EndedAt = Later(one.EndedAt, other.EndedAt),
        SucceededAt = Later(one.SucceededAt, other.SucceededAt),
        FailedAt = Later(one.FailedAt, other.FailedAt),
        Failure = one.FailedAt is null || other.FailedAt > one.FailedAt ? other.Failure : one.Failure
    };

    private static DateTimeOffset? Later(DateTimeOffset? one, DateTimeOffset? other) => one is null || other > one ? other : one;
}
