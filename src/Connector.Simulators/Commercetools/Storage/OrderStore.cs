namespace Connector.Simulators.Commercetools.Storage;

/// <summary>All orders. Reading by id or number is always up to date; queries (<see cref="Visible"/>) lag behind as configured.</summary>
internal sealed class OrderStore(TimeProvider clock, TimeSpan queryLag)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, StoredOrder> _rows = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _idByNumber = new(StringComparer.Ordinal);
    private readonly Queue<(DateTimeOffset SeenFrom, string Id, StoredOrder? Row)> _unseen = [];
    private readonly OrderIndex _index = new();

    public int Count
    {
        get
        {
            lock (_gate) return _rows.Count;
        }
    }

    public StoredOrder? FindById(string id)
    {
        lock (_gate) return _rows.GetValueOrDefault(id);
    }

    public StoredOrder? FindByNumber(string number)
    {
        lock (_gate) return _idByNumber.TryGetValue(number, out var id) ? _rows[id] : null;
    }

    public bool Knows(string number)
    {
        lock (_gate) return _idByNumber.ContainsKey(number);
    }

    /// <summary>All orders as they stand, in no order.</summary>
    public IReadOnlyList<StoredOrder> All()
    {
        lock (_gate) return [.. _rows.Values];
    }

    /// <summary>Adds or replaces, if the order still stands at <paramref name="expected"/> (null: is not there) and its number is free.</summary>
    /// <returns>Null when done, else what stands in the way: this order at another version, or another order with this number.</returns>
    public StoredOrder? TryPut(StoredOrder row, StoredOrder? expected)
    {
        lock (_gate)
        {
            var current = _rows.GetValueOrDefault(row.Id);
            if (!ReferenceEquals(current, expected)) return current ?? expected;
            if (row.Number is not null && _idByNumber.TryGetValue(row.Number, out var owner) && owner != row.Id) return _rows[owner];
            if (current?.Number is not null) _idByNumber.Remove(current.Number);
            if (row.Number is not null) _idByNumber[row.Number] = row.Id;
            _rows[row.Id] = row;
            Show(row.Id, row);
            return null;
        }
    }

    /// <summary>False when the order does not stand at <paramref name="expected"/> any more.</summary>
    public bool TryRemove(StoredOrder expected)
    {
        lock (_gate)
        {
            if (!ReferenceEquals(_rows.GetValueOrDefault(expected.Id), expected)) return false;
            _rows.Remove(expected.Id);
            if (expected.Number is not null) _idByNumber.Remove(expected.Number);
            Show(expected.Id, null);
            return true;
        }
    }

    /// <summary>What queries see now.</summary>
    public OrderIndex Visible()
    {
        if (queryLag <= TimeSpan.Zero) return _index;
        lock (_gate)
        {
            var now = clock.GetUtcNow();
            while (_unseen.TryPeek(out var next) && next.SeenFrom <= now)
            {
                _index.Put(next.Id, next.Row);
                _unseen.Dequeue();
            }
        }
        return _index;
    }

    public void Clear()
    {
        lock (_gate)
        {
            _rows.Clear();
            _idByNumber.Clear();
            _unseen.Clear();
            _index.Clear();
        }
    }

    private void Show(string id, StoredOrder? row)
    {
        if (queryLag <= TimeSpan.Zero) _index.Put(id, row);
        else _unseen.Enqueue((clock.GetUtcNow() + queryLag, id, row));
    }
}
