using Connector.Core.Model.Messages;
using Connector.Core.Ports;

namespace Connector.Core.Engine.Watch;

/// <summary>The error queue as people work through it: grouped by cause, without what is snoozed, with what was done about each.</summary>
public sealed class ErrorReview(IErrorQueue errors, IErrorCases cases, TimeProvider clock)
{
    private const int PageSize = 1000;
    private const int SampleSize = 5;

    /// <summary>More are not looked at; the answer says so.</summary>
    public const int Most = 100_000;

    /// <summary>The groups, the largest first.</summary>
    public async Task<ErrorGroupList> GroupAsync(ErrorTab tab, ErrorFilter filter, CancellationToken cancellationToken)
    {
        var groups = new Dictionary<string, ErrorGroup>(StringComparer.Ordinal);
        var (total, days) = (0, new Dictionary<DateOnly, int>());
        var more = await WalkAsync(filter, tab, (entry, known) =>
        {
            total++;
            var day = DateOnly.FromDateTime(known.FirstFailedAt.UtcDateTime);
            days[day] = days.GetValueOrDefault(day) + 1;
            var key = ErrorCause.KeyOf(entry);
            groups[key] = Add(groups.GetValueOrDefault(key) ?? new ErrorGroup(key, entry.MessageType, entry.Info.Kind, entry.Info.Code, ErrorCause.TextOf(entry), 0, known.FirstFailedAt, known.LastFailedAt, 0, null, [], []), entry, known);
            return true;
        }, cancellationToken);
        return new ErrorGroupList([.. groups.Values.OrderByDescending(static g => g.Count).ThenBy(static g => g.FirstFailedAt)], total, more) { Days = days };
    }

    /// <summary>Entries of a tab, and of a group where one is named, each with what was done about it. Oldest first.</summary>
    public async Task<IReadOnlyList<(ErrorQueueEntry Entry, ErrorCase Case)>> ListAsync(ErrorTab tab, string? group, ErrorFilter filter, int take, CancellationToken cancellationToken)
    {
        var found = new List<(ErrorQueueEntry, ErrorCase)>();
        await WalkAsync(filter, tab, (entry, known) =>
        {
            if (group is null || ErrorCause.KeyOf(entry) == group) found.Add((entry, known));
            return found.Count < take;
        }, cancellationToken);
        return found;
    }

    /// <summary>Calls for each until it says that it has enough. True when there are more than are looked at.</summary>
    private async Task<bool> WalkAsync(ErrorFilter filter, ErrorTab tab, Func<ErrorQueueEntry, ErrorCase, bool> take, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var after = filter.After;
        for (var seen = 0; seen < Most;)
        {
            var page = await errors.ListAsync(filter with { Take = PageSize, After = after }, cancellationToken);
            foreach (var (entry, its) in page.Zip(await ErrorCases.ListAsync(cases, page, cancellationToken)))
            {
                if (tab != ErrorTab.All && its.SnoozedUntil > now != (tab == ErrorTab.Snoozed)) continue;
                if (!take(entry, its)) return false;
            }
            if (page.Count < PageSize) return false;
            seen += page.Count;
            after = page[^1].Id;
        }
        return true;
    }

    private static ErrorGroup Add(ErrorGroup group, ErrorQueueEntry entry, ErrorCase known) => group with
    {
        Count = group.Count + 1,
        FirstFailedAt = known.FirstFailedAt < group.FirstFailedAt ? known.FirstFailedAt : group.FirstFailedAt,
        LastFailedAt = known.LastFailedAt > group.LastFailedAt ? known.LastFailedAt : group.LastFailedAt,
        FailedAgain = group.FailedAgain + (known.Retries > 0 ? 1 : 0),
        LastRetriedAt = group.LastRetriedAt is { } at && !(known.LastRetriedAt > at) ? at : known.LastRetriedAt,
        Assignees = known.Assignee is { } who && !group.Assignees.Contains(who) ? [.. group.Assignees, who] : group.Assignees,
        Sample = group.Sample.Count < SampleSize ? [.. group.Sample, entry] : group.Sample
    };
}

/// <summary>What of the error queue is shown.</summary>
public enum ErrorTab { Open, Snoozed, All }

/// <param name="Total">Errors in all groups.</param>
/// <param name="More">True when there are more than were looked at.</param>
public sealed record ErrorGroupList(IReadOnlyList<ErrorGroup> Groups, int Total, bool More)
{
    /// <summary>How many failed first on which day (UTC).</summary>
    public IReadOnlyDictionary<DateOnly, int> Days { get; init; } = new Dictionary<DateOnly, int>();
}

/// <summary>Errors with one cause.</summary>
/// <param name="Cause">The description, without what differs from order to order.</param>
/// <param name="FailedAgain">How many of them were retried and came back.</param>
/// <param name="Sample">A few of them, the oldest.</param>
public sealed record ErrorGroup(
    string Key, string MessageType, FailureKind Kind, string Code, string Cause, int Count, DateTimeOffset FirstFailedAt, DateTimeOffset LastFailedAt, int FailedAgain, DateTimeOffset? LastRetriedAt,
    IReadOnlyList<string> Assignees, IReadOnlyList<ErrorQueueEntry> Sample);
