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

    private readonly ErrorFacts _facts = new(errors);

    /// <summary>The groups, the largest first.</summary>
    public async Task<ErrorGroupList> GroupAsync(ErrorTab tab, ErrorFilter filter, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var all = await _facts.ListAsync(filter with { Take = Most + 1 }, cancellationToken);
        var known = (await cases.GetAsync([.. all.Take(Most).Select(static f => f.Case)], cancellationToken)).ToDictionary(static c => c.Key, StringComparer.Ordinal);
        var groups = new Dictionary<string, GroupCount>(StringComparer.Ordinal);
        var (total, days) = (0, new Dictionary<DateOnly, int>());
        foreach (var fact in all.Take(Most))
        {
            var its = known.GetValueOrDefault(fact.Case);
            var going = its is { State: ErrorCaseState.Open or ErrorCaseState.Retrying } ? its : null;
            if (tab != ErrorTab.All && going?.SnoozedUntil > now != (tab == ErrorTab.Snoozed)) continue;
            total++;
            if (!groups.TryGetValue(fact.Group, out var group)) groups[fact.Group] = group = new GroupCount();
            var day = DateOnly.FromDateTime(group.Add(fact, its, going).UtcDateTime);
            days[day] = days.GetValueOrDefault(day) + 1;
        }
        var samples = await SamplesAsync(groups.Values, cancellationToken);
        // One that went away meanwhile and was alone in its group takes the group along.
        var found = groups.Select(g => g.Value.ToGroup(g.Key, samples)).OfType<ErrorGroup>();
        return new ErrorGroupList([.. found.OrderByDescending(static g => g.Count).ThenBy(static g => g.FirstFailedAt)], total, all.Count > Most) { Days = days };
    }

    private async Task<Dictionary<string, ErrorQueueEntry>> SamplesAsync(IEnumerable<GroupCount> groups, CancellationToken cancellationToken)
    {
        var samples = new Dictionary<string, ErrorQueueEntry>(StringComparer.Ordinal);
        foreach (var id in groups.SelectMany(static g => g.Sample))
            if (await errors.GetAsync(id, cancellationToken) is { } entry) samples[id] = entry;
        return samples;
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

    /// <summary>A group while it is counted.</summary>
    private sealed class GroupCount
    {
        private readonly List<string> _assignees = [];
        private int _count;
        private int _again;
        private DateTimeOffset _first = DateTimeOffset.MaxValue;
        private DateTimeOffset _last;
        private DateTimeOffset? _retriedAt;

        /// <summary>Ids of the oldest.</summary>
        public List<string> Sample { get; } = [];

        /// <param name="known">What was done about it; null for nothing.</param>
        /// <param name="going">The same, unless it was over before and came again.</param>
        /// <returns>When it failed first.</returns>
        public DateTimeOffset Add(ErrorFact fact, ErrorCase? known, ErrorCase? going)
        {
            _count++;
            var first = going is null || fact.FirstFailedAt < going.FirstFailedAt ? fact.FirstFailedAt : going.FirstFailedAt;
            if (first < _first) _first = first;
            if (fact.DeadAt > _last) _last = fact.DeadAt;
            if (going is { Retries: > 0 }) _again++;
            if (going?.LastRetriedAt is { } at && !(_retriedAt > at)) _retriedAt = at;
            if (known?.Assignee is { } who && !_assignees.Contains(who, StringComparer.Ordinal)) _assignees.Add(who);
            if (Sample.Count < SampleSize) Sample.Add(fact.Id);
            return first;
        }

        public ErrorGroup? ToGroup(string key, Dictionary<string, ErrorQueueEntry> entries)
        {
            var sample = Sample.Select(entries.GetValueOrDefault).OfType<ErrorQueueEntry>().ToList();
            return sample is [var entry, ..]
                ? new ErrorGroup(key, entry.MessageType, entry.Info.Kind, entry.Info.Code, ErrorCause.TextOf(entry), _count, _first, _last, _again, _retriedAt, _assignees, sample)
                : null;
        }
    }
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
