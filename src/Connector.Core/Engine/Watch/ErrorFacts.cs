using System.Collections.Concurrent;
using Connector.Core.Model.Messages;
using Connector.Core.Ports;

namespace Connector.Core.Engine.Watch;

/// <summary>
/// What grouping needs of each entry of the error queue, remembered by this process: an entry never changes, so of a hundred thousand only new ones are read. What is gone is forgotten.
/// </summary>
internal sealed class ErrorFacts(IErrorQueue errors)
{
    private const int PageSize = 1000;
    private readonly ConcurrentDictionary<string, ErrorFact> _known = new(StringComparer.Ordinal);

    /// <summary>Of all entries that match, oldest first.</summary>
    public async Task<IReadOnlyList<ErrorFact>> ListAsync(ErrorFilter filter, CancellationToken cancellationToken)
    {
        var ids = await errors.ListIdsAsync(filter, cancellationToken);
        await ReadNewAsync(ids, filter, cancellationToken);
        IReadOnlyList<ErrorFact> found = [.. ids.Select(_known.GetValueOrDefault).OfType<ErrorFact>()];
        // With a filter nothing is known of the others.
        if (filter == new ErrorFilter(Take: filter.Take) && ids.Count < filter.Take && _known.Count > ids.Count) Forget(ids);
        return found;
    }

    private void Forget(IReadOnlyList<string> ids)
    {
        var there = ids.ToHashSet(StringComparer.Ordinal);
        foreach (var id in _known.Keys.Where(id => !there.Contains(id))) _known.TryRemove(id, out _);
    }

    /// <summary>Pages that begin where the next unknown one is.</summary>
    private async Task ReadNewAsync(IReadOnlyList<string> ids, ErrorFilter filter, CancellationToken cancellationToken)
    {
        for (var at = 0; at < ids.Count; at++)
        {
            if (_known.ContainsKey(ids[at])) continue;
            var page = await errors.ListAsync(filter with { Take = Math.Min(PageSize, ids.Count - at), After = at == 0 ? filter.After : ids[at - 1] }, cancellationToken);
            foreach (var entry in page) _known[entry.Id] = ErrorFact.From(entry);
        }
    }
}

/// <param name="Group">Key of its cause.</param>
/// <param name="Case">Key of what was done about it.</param>
internal sealed record ErrorFact(string Id, string Group, string Case, DateTimeOffset FirstFailedAt, DateTimeOffset DeadAt)
{
    public static ErrorFact From(ErrorQueueEntry entry) => new(entry.Id, string.Intern(ErrorCause.KeyOf(entry)), ErrorCases.KeyOf(entry), entry.Info.FirstFailedAt, entry.DeadAt);
}
