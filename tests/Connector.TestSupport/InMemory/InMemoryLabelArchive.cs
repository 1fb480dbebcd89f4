using System.Collections.Concurrent;
using Connector.Core.Ports.Labels;

namespace Connector.TestSupport.InMemory;

/// <summary>Documents in this process only; gone when it ends.</summary>
public sealed class InMemoryLabelArchive : ILabelArchive
{
    private readonly ConcurrentDictionary<string, (ArchivedDocument Document, DateTimeOffset Until)> _kept = new(StringComparer.Ordinal);

    public Task PutAsync(string id, string format, ReadOnlyMemory<byte> content, DateTimeOffset keepUntil, CancellationToken cancellationToken)
    {
        _kept[id] = (new ArchivedDocument(id, format, content.ToArray()), keepUntil);
        return Task.CompletedTask;
    }

    public Task<ArchivedDocument?> FindAsync(string id, CancellationToken cancellationToken) => Task.FromResult(_kept.TryGetValue(id, out var kept) ? kept.Document : null);

    public Task<bool> DeleteAsync(string id, CancellationToken cancellationToken) => Task.FromResult(_kept.TryRemove(id, out _));

    public Task<int> DeleteExpiredAsync(DateTimeOffset now, CancellationToken cancellationToken) =>
        Task.FromResult(_kept.Where(k => k.Value.Until <= now).Count(k => _kept.TryRemove(k.Key, out _)));
}
