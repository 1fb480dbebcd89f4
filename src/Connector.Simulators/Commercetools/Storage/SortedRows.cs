namespace Connector.Simulators.Commercetools.Storage;

/// <summary>
/// Rows in order, in chunks: finding a place takes two binary searches, adding or removing moves at most one chunk. Not safe for several threads; its owner locks.
/// </summary>
/// <param name="keyOf">Key of a row; two rows never share one. For an index by id alone the instant is left out.</param>
internal sealed class SortedRows(Func<StoredOrder, RowKey> keyOf)
{
    private const int ChunkSize = 512;
    private readonly List<List<StoredOrder>> _chunks = [];

    public int Count { get; private set; }

    public void Add(StoredOrder row)
    {
        Count++;
        var key = keyOf(row);
        if (_chunks.Count == 0)
        {
            _chunks.Add([row]);
            return;
        }
        var at = Math.Max(0, FirstChunkAfter(key) - 1);
        var chunk = _chunks[at];
        chunk.Insert(FirstAfter(chunk, key), row);
        if (chunk.Count <= ChunkSize) return;
        // A chunk at the end is left nearly full: rows mostly come in rising order of time.
        var keep = at == _chunks.Count - 1 ? ChunkSize * 7 / 8 : ChunkSize / 2;
        _chunks.Insert(at + 1, chunk.GetRange(keep, chunk.Count - keep));
        chunk.RemoveRange(keep, chunk.Count - keep);
    }

    public void Remove(StoredOrder row)
    {
        var key = keyOf(row);
        var at = FirstChunkAfter(key) - 1;
        if (at < 0) return;
        var chunk = _chunks[at];
        var place = FirstAfter(chunk, key) - 1;
        if (place < 0 || keyOf(chunk[place]) != key) return;
        chunk.RemoveAt(place);
        Count--;
        if (chunk.Count == 0) _chunks.RemoveAt(at);
    }

    public void Clear()
    {
        _chunks.Clear();
        Count = 0;
    }

    /// <summary>Copies the next rows with a key greater than this one, in order; returns how many there were.</summary>
    public int CopyAfter(RowKey key, Span<StoredOrder> target)
    {
        var copied = 0;
        var at = Math.Max(0, FirstChunkAfter(key) - 1);
        for (; at < _chunks.Count && copied < target.Length; at++)
        {
            var chunk = _chunks[at];
            for (var i = copied == 0 ? FirstAfter(chunk, key) : 0; i < chunk.Count && copied < target.Length; i++) target[copied++] = chunk[i];
        }
        return copied;
    }

    private int FirstChunkAfter(RowKey key)
    {
        var (low, high) = (0, _chunks.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (keyOf(_chunks[middle][0]) <= key) low = middle + 1;
            else high = middle;
        }
        return low;
    }

    private int FirstAfter(List<StoredOrder> chunk, RowKey key)
    {
        var (low, high) = (0, chunk.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (keyOf(chunk[middle]) <= key) low = middle + 1;
            else high = middle;
        }
        return low;
    }
}
