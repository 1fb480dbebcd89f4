using System.Globalization;
using Connector.Core.Model.Messages;
using Connector.Core.Ports;

namespace Connector.TestSupport.InMemory;

/// <summary>Cursors in this process only; after a restart every poll begins anew.</summary>
public sealed class InMemoryCursorStore(TimeProvider clock) : ICursorStore
{
    private readonly Lock _gate = new();
    private readonly Dictionary<CursorName, StoredCursor> _cursors = [];
    private long _etag;

    public Task<StoredCursor?> GetAsync(CursorName name, CancellationToken cancellationToken)
    {
        lock (_gate) return Task.FromResult(_cursors.GetValueOrDefault(name));
    }

    public Task<bool> TrySetAsync(CursorName name, string value, string? etag, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (_cursors.GetValueOrDefault(name)?.ETag != etag) return Task.FromResult(false);
            _cursors[name] = new StoredCursor(value, (++_etag).ToString(CultureInfo.InvariantCulture), clock.GetUtcNow());
            return Task.FromResult(true);
        }
    }
}
