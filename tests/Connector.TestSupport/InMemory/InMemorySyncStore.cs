using System.Globalization;
using Connector.Core.Model.Shipping;
using Connector.Core.Ports;

namespace Connector.TestSupport.InMemory;

/// <summary>Sync rows in this process only; gone when it ends.</summary>
public sealed class InMemorySyncStore : ISyncStore
{
    private readonly Lock _gate = new();
    private readonly SortedDictionary<(string OrderId, string GroupKey), SyncRow> _rows = new(Comparer<(string OrderId, string GroupKey)>.Create(Compare));
    private readonly Dictionary<string, SortedSet<string>> _groups = new(StringComparer.Ordinal);
    private long _etag;

    public Task<IReadOnlyList<SyncRow>> GetAsync(IReadOnlyCollection<string> orderIds, CancellationToken cancellationToken)
    {
        lock (_gate) return Task.FromResult<IReadOnlyList<SyncRow>>([.. orderIds.Distinct(StringComparer.Ordinal).SelectMany(RowsOf)]);
    }

    public Task<IReadOnlyList<SyncRow?>> WriteAsync(IReadOnlyList<SyncRow> rows, CancellationToken cancellationToken)
    {
        lock (_gate) return Task.FromResult<IReadOnlyList<SyncRow?>>([.. rows.Select(Write)]);
    }

    public Task<SyncRow?> FindByShippingOrderIdAsync(string account, long shippingOrderId, CancellationToken cancellationToken)
    {
        lock (_gate) return Task.FromResult(_rows.Values.FirstOrDefault(r => r.ShippingOrderId == shippingOrderId && r.Account == account));
    }

    public Task<IReadOnlyList<SyncRow>> FindByNumberAsync(string number, CancellationToken cancellationToken)
    {
        lock (_gate) return Task.FromResult<IReadOnlyList<SyncRow>>([.. _rows.Values.Where(r => r.OrderNumber == number || r.ShippingNumber == number)]);
    }

    public Task<IReadOnlyDictionary<SyncStatus, long>> CountAsync(CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            var counts = _rows.Values.CountBy(static r => r.Status).ToDictionary(static c => c.Key, static c => (long)c.Value);
            return Task.FromResult<IReadOnlyDictionary<SyncStatus, long>>(counts);
        }
    }

    public Task<IReadOnlyList<SyncRow>> ScanAsync(string? afterOrderId, int take, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            var found = new List<SyncRow>();
            foreach (var row in _rows.Values)
            {
                if (afterOrderId is not null && string.CompareOrdinal(row.OrderId, afterOrderId) <= 0) continue;
                if (found.Count >= take && (found.Count == 0 || found[^1].OrderId != row.OrderId)) break;
                found.Add(row);
            }
            return Task.FromResult<IReadOnlyList<SyncRow>>(found);
        }
    }

    private IEnumerable<SyncRow> RowsOf(string orderId) =>
        _groups.TryGetValue(orderId, out var groups) ? groups.Select(g => _rows[(orderId, g)]) : [];

    private SyncRow? Write(SyncRow row)
    {
        var key = (row.OrderId, row.GroupKey);
        if (row.ETag != (_rows.TryGetValue(key, out var stored) ? stored.ETag : null)) return null;
        if (stored is null)
        {
            if (!_groups.TryGetValue(row.OrderId, out var groups)) _groups[row.OrderId] = groups = new SortedSet<string>(StringComparer.Ordinal);
            groups.Add(row.GroupKey);
        }
        return _rows[key] = row with { ETag = (++_etag).ToString(CultureInfo.InvariantCulture) };
    }

    private static int Compare((string OrderId, string GroupKey) a, (string OrderId, string GroupKey) b)
    {
        var byOrder = string.CompareOrdinal(a.OrderId, b.OrderId);
        return byOrder != 0 ? byOrder : string.CompareOrdinal(a.GroupKey, b.GroupKey);
    }
}
