namespace Connector.Simulators.ShipStation.Http;

/// <summary>
/// Calls in fixed windows, one after the other without gaps, counted from the first call; so a lone call may find its window about to end.
/// </summary>
/// <param name="limit">0: none.</param>
internal sealed class RateWindow(int limit, TimeSpan length, TimeProvider clock)
{
    private const int Unlimited = 1_000_000;

    private readonly long _length = length.Ticks;
    private readonly Lock _gate = new();
    private long? _start;
    private long _first;
    private int _used;
    private long _windows;

    /// <summary>Windows from the first call that was counted to the last, those between them without a call included.</summary>
    public long Windows
    {
        get { lock (_gate) return _windows; }
    }

    /// <summary>Counts one call if the window has room for it.</summary>
    public (bool Allowed, RateStatus Existing) Take()
    {
        lock (_gate)
        {
            Roll();
            var allowed = limit == 0 || _used < limit;
            if (allowed) Count();
            return (allowed, Existing());
        }
    }

    /// <summary>Where the window stands, without counting a call.</summary>
    public RateStatus Peek()
    {
        lock (_gate)
        {
            Roll();
            return Existing();
        }
    }

    public void Reset()
    {
        lock (_gate)
        {
            _start = null;
            _used = 0;
            _windows = 0;
        }
    }

    private void Count()
    {
        if (_windows == 0) _first = _start!.Value;
        _windows = ((_start!.Value - _first) / _length) + 1;
        _used++;
    }

    private void Roll()
    {
        var now = clock.GetUtcNow().UtcTicks;
        _start ??= now;
        var windows = (now - _start.Value) / _length;
        if (windows <= 0) return;
        _start += windows * _length;
        _used = 0;
    }

    private RateStatus Existing()
    {
        var left = _start!.Value + _length - clock.GetUtcNow().UtcTicks;
        var seconds = (int)((left + TimeSpan.TicksPerSecond - 1) / TimeSpan.TicksPerSecond);
        var shown = limit == 0 ? Unlimited : limit;
        return new RateStatus(shown, Math.Max(0, shown - _used), Math.Clamp(seconds, 1, Math.Max(1, (int)length.TotalSeconds)));
    }
}

/// <param name="ResetSeconds">Until the next window begins, rounded up.</param>
internal readonly record struct RateStatus(int Limit, int Remaining, int ResetSeconds);
