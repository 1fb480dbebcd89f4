using System.Globalization;
using Connector.Core.Model.Messages;
using Connector.Core.Ports;
using Connector.ShipStation.Wire;

namespace Connector.ShipStation.Lists;

/// <summary>
/// Reads around the rows that make ShipStation fail a whole page with 500 (or make it too large): the page is read in ever smaller pages until each bad row
/// is alone; it is left out and named by its place. One bad row among 500 costs about 20 calls, half a minute's budget: so what was read is kept when
/// the permits run out, and the next try goes on from there. Where nothing at all can be read it is an outage, and the first failure is thrown.
/// </summary>
internal sealed class PoisonedPage<T>
{
    private const int MaxCalls = 120;

    /// <summary>So many failures with nothing read in between are no bad row: cutting 500 down to one takes 5, and the next rows may be bad too.</summary>
    private const int FailuresOfAnOutage = 8;

    private readonly string _listName;
    private readonly int _page;
    private readonly int _size;
    private readonly ShipStationException _first;

    /// <summary>What is still to be read, the lowest rows on top.</summary>
    private readonly Stack<(int Offset, int Size)> _open = new();
    private readonly List<T> _rows = [];
    private readonly List<string> _unreadable = [];
    private int _count;
    private int _calls;
    private bool _anyRead;
    private long _total;

    public PoisonedPage(string listName, int page, int size, DateTimeOffset startedAt, ShipStationException first)
    {
        (_listName, _page, _size, _first) = (listName, page, size, first);
        StartedAt = startedAt;
        Cut((page - 1) * size, size, first);
    }

    public DateTimeOffset StartedAt { get; }

    /// <summary>True once going on makes no sense: the next try starts again.</summary>
    public bool GaveUp { get; private set; }

    public static bool IsPoison(ShipStationException failure) =>
        failure is { Kind: FailureKind.Unknown, Status: 500 } || failure.Code == ErrorCodes.ResponseTooLarge;

    /// <summary>Goes on until the page is read. May be called again after it threw, unless it gave up.</summary>
    /// <param name="read">Reads page (1-based) of a size; each is a call with its own permit.</param>
    public async Task<ShippingPage<T>> ReadAsync(Func<int, int, Task<RowPage<T>>> read)
    {
        while (_open.TryPeek(out var range))
        {
            try
            {
                if (_calls++ >= MaxCalls) throw _first;
                Take(await read((range.Offset / range.Size) + 1, range.Size), range.Size);
            }
            catch (ShipStationException e) when (IsPoison(e))
            {
                GaveUp = _calls > MaxCalls || (!_anyRead && _calls >= FailuresOfAnOutage);
                if (GaveUp) throw _first;
                _open.Pop();
                Cut(range.Offset, range.Size, e);
            }
        }
        return new ShippingPage<T>(_rows, _count >= _size || _total > (long)_page * _size, _unreadable);
    }

    private void Take(RowPage<T> found, int asked)
    {
        _anyRead = true;
        _open.Pop();
        _rows.AddRange(found.Rows);
        _unreadable.AddRange(found.Unreadable);
        _count += found.Count;
        _total = Math.Max(_total, found.Total);
        if (found.Count < asked) _open.Clear();
    }

    /// <summary>Pages can only be asked for at multiples of their size, so a range is cut by its smallest divisor.</summary>
    private void Cut(int offset, int size, ShipStationException failure)
    {
        if (size == 1)
        {
            _count++;
            _unreadable.Add(string.Create(
                CultureInfo.InvariantCulture, $"{_listName}: row {offset + 1} of the list, ShipStation returned {failure.Status} ({failure.Code})"));
            return;
        }
        var part = LargestPart(size);
        for (var at = offset + size - part; at >= offset; at -= part) _open.Push((at, part));
    }

    private static int LargestPart(int size)
    {
        for (var divisor = 2; divisor * divisor <= size; divisor++)
            if (size % divisor == 0) return size / divisor;
        return 1;
    }
}
