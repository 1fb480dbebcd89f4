using System.Diagnostics.CodeAnalysis;

namespace Connector.Simulators.Commercetools.Storage;

/// <summary>What queries see: orders by id, by number and in the order of (last change, id).</summary>
internal sealed class OrderIndex
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, StoredOrder> _byId = new(StringComparer.Ordinal);
    private readonly Dictionary<string, StoredOrder> _byNumber = new(StringComparer.Ordinal);
    private readonly SortedRows _inTime = new(RowKey.From);
    private readonly SortedRows _inIdOrder = new(row => new RowKey(DateTimeOffset.MinValue, row.Id));

    public int Count
    {
        get
        {
            lock (_gate) return _byId.Count;
        }
    }

    /// <summary>Puts this version in the place of the one before; null takes the order out.</summary>
    public void Put(string id, StoredOrder? row)
    {
        lock (_gate)
        {
            if (_byId.Remove(id, out var before))
            {
                _inTime.Remove(before);
                _inIdOrder.Remove(before);
                if (before.Number is not null) _byNumber.Remove(before.Number);
            }
            if (row is null) return;
            _byId.Add(id, row);
            _inTime.Add(row);
            _inIdOrder.Add(row);
            if (row.Number is not null) _byNumber[row.Number] = row;
        }
    }

    public bool TryGetById(string id, [NotNullWhen(true)] out StoredOrder? row)
    {
        lock (_gate) return _byId.TryGetValue(id, out row);
    }

    public bool TryGetByNumber(string number, [NotNullWhen(true)] out StoredOrder? row)
    {
        lock (_gate) return _byNumber.TryGetValue(number, out row);
    }

    /// <summary>The next rows after a key in the order of (last change, id), or of id alone.</summary>
    public int CopyAfter(RowKey key, bool byId, Span<StoredOrder> target)
    {
        lock (_gate) return (byId ? _inIdOrder : _inTime).CopyAfter(byId ? key with { ModifiedAt = DateTimeOffset.MinValue } : key, target);
    }

    public void Clear()
    {
        lock (_gate)
        {
            _byId.Clear();
            _byNumber.Clear();
            _inTime.Clear();
            _inIdOrder.Clear();
        }
    }
}
