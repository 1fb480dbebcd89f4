namespace Connector.Simulators.ShipStation.Time;

/// <summary>
/// Rows in order of a local time, for windowed lists without sorting. A row that moved leaves its old entry behind; such entries are skipped, and
/// cleared once they are the larger part.
/// </summary>
/// <param name="time">The row's present time; null takes it out of the index.</param>
/// <param name="id">Breaks ties.</param>
internal sealed class TimeIndex<T>(Func<T, DateTime?> time, Func<T, long> id)
    where T : class
{
    private const int SweepFrom = 1024;

    private readonly List<Entry> _entries = [];
    private int _stale;

    /// <summary>To be called after the row's time has changed.</summary>
    /// <param name="before">Its time as indexed before; null when it was not.</param>
    public void Moved(T row, DateTime? before)
    {
        var now = time(row);
        if (now == before) return;
        if (before is not null) _stale++;
        if (now is { } ticks) Insert(new Entry(ticks.Ticks, id(row), row));
        if (_stale > SweepFrom && _stale > _entries.Count / 2) Sweep();
    }

    /// <summary>Both ends inclusive; null leaves an end open.</summary>
    public IEnumerable<T> Between(DateTime? from, DateTime? to, bool descending)
    {
        var first = from is { } start ? Position(new Entry(start.Ticks, long.MinValue, null)) : 0;
        var end = to is { } stop ? Position(new Entry(stop.Ticks, long.MaxValue, null)) : _entries.Count;
        if (descending)
        {
            for (var i = end - 1; i >= first; i--)
                if (Live(_entries[i])) yield return _entries[i].Row!;
        }
        else
        {
            for (var i = first; i < end; i++)
                if (Live(_entries[i])) yield return _entries[i].Row!;
        }
    }

    public void Clear()
    {
        _entries.Clear();
        _stale = 0;
    }

    private void Insert(Entry entry)
    {
        if (_entries.Count == 0 || Compare(_entries[^1], entry) < 0)
        {
            _entries.Add(entry);
            return;
        }
        var position = Position(entry);
        // A row that returns to a time it had before finds its old entry alive again.
        if (_entries[position] == entry) _stale--;
        else _entries.Insert(position, entry);
    }

    private void Sweep()
    {
        _entries.RemoveAll(entry => !Live(entry));
        _stale = 0;
    }

    private bool Live(Entry entry) => time(entry.Row!)?.Ticks == entry.Ticks;

    private int Position(Entry entry)
    {
        int low = 0, high = _entries.Count;
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (Compare(_entries[middle], entry) < 0) low = middle + 1;
            else high = middle;
        }
        return low;
    }

    private static int Compare(Entry a, Entry b) => a.Ticks != b.Ticks ? a.Ticks.CompareTo(b.Ticks) : a.Id.CompareTo(b.Id);

    private readonly record struct Entry(long Ticks, long Id, T? Row);
}
