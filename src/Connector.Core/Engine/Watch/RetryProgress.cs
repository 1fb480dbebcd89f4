using Connector.Core.Model.Messages;

namespace Connector.Core.Engine.Watch;

/// <summary>Pure: how far an operation has come, from what is known of the errors it put back.</summary>
internal static class RetryProgress
{
    /// <summary>So many are put back at once; more only when these have an outcome.</summary>
    public const int ChunkSize = 50;
    private const int MostReasons = 10;
    private const int MaxSample = 200;

    /// <summary>What has no outcome by then waits for something else than its turn.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    /// <summary>Those under way that have an outcome are counted.</summary>
    public static RetryOperation Settle(RetryOperation operation, IReadOnlyCollection<ErrorCase> cases, DateTimeOffset now)
    {
        var known = cases.ToDictionary(static c => c.Key, StringComparer.Ordinal);
        var (left, succeeded, failed) = (new List<RetriedEntry>(), 0, new List<ErrorCase>());
        foreach (var entry in operation.InFlight)
        {
            var its = known.GetValueOrDefault(entry.Key);
            if (its is { State: ErrorCaseState.Open } && its.LastFailedAt >= operation.PutBackAt) failed.Add(its);
            else if (its is null or { State: ErrorCaseState.Open or ErrorCaseState.Retrying }) left.Add(entry);
            else succeeded++;
        }
        var waits = left.Count > 0 && now - operation.PutBackAt >= Patience ? left.Count : 0;
        if (succeeded == 0 && failed.Count == 0 && waits == 0) return operation;
        return operation with
        {
            Succeeded = operation.Succeeded + succeeded, FailedAgain = operation.FailedAgain + failed.Count, StillWaiting = operation.StillWaiting + waits, InFlight = waits > 0 ? [] : left,
            Reasons = failed.Count == 0 ? operation.Reasons : Add(operation.Reasons, failed)
        };
    }

    /// <summary>How many may be put back now.</summary>
    public static int Room(RetryOperation operation, DateTimeOffset now)
    {
        if (operation.State != RetryState.Running || operation.InFlight.Count > 0) return 0;
        if (operation.Selection.PerMinute is not { } rate) return ChunkSize;
        var minutes = Math.Max(0, (now - operation.StartedAt).TotalMinutes) + 1;
        return (int)Math.Clamp((Math.Floor(minutes) * rate) - operation.PutBack, 0, ChunkSize);
    }

    /// <summary>Over when nothing is under way and nothing is left.</summary>
    /// <param name="foundNone">There was room, and nothing to put back.</param>
    public static RetryOperation End(RetryOperation operation, bool foundNone, DateTimeOffset now) => operation switch
    {
        { InFlight.Count: > 0 } => operation,
        { State: RetryState.Stopping } => operation with { State = RetryState.Cancelled, EndedAt = now },
        { State: RetryState.Running } when foundNone => operation with { State = RetryState.Finished, EndedAt = now },
        _ => operation
    };

    private static List<RetryReason> Add(IReadOnlyList<RetryReason> before, List<ErrorCase> failed)
    {
        var reasons = before.ToList();
        foreach (var group in failed.GroupBy(static c => (c.Kind, c.Code)))
        {
            var at = reasons.FindIndex(r => (r.Kind, r.Code) == group.Key);
            var first = group.First();
            if (at >= 0) reasons[at] = reasons[at] with { Count = reasons[at].Count + group.Count() };
            else reasons.Add(new RetryReason(first.Kind, first.Code, group.Count(), first.Description.Length <= MaxSample ? first.Description : first.Description[..MaxSample], first.OrderNumber));
        }
        return [.. reasons.OrderByDescending(static r => r.Count).Take(MostReasons)];
    }
}
