namespace Connector.Tests.Commercetools.Doubles;

/// <summary>A clock on which short delays (up to ten seconds) are over at once and are noted; longer timers, which are time limits, fire only when told to.</summary>
internal sealed class InstantClock : TimeProvider
{
    private static readonly TimeSpan LongestDelay = TimeSpan.FromSeconds(10);
    private readonly Lock _gate = new();
    private DateTimeOffset _now = new(2026, 3, 2, 14, 0, 0, TimeSpan.Zero);

    public List<TimeSpan> Delays { get; } = [];

    /// <summary>True lets time limits run out as soon as they are set.</summary>
    public bool TimeLimitsRunOut { get; set; }
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow()
    {
        lock (_gate) return _now;
    }

    public override long GetTimestamp() => GetUtcNow().Ticks;

    public void Advance(TimeSpan by)
    {
        lock (_gate) _now += by;
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new OneShot();
        if (dueTime == Timeout.InfiniteTimeSpan) return timer;
        var isDelay = dueTime <= LongestDelay;
        if (!isDelay && !TimeLimitsRunOut) return timer;
        lock (_gate)
        {
            if (isDelay) Delays.Add(dueTime);
            _now += dueTime;
        }

        ThreadPool.QueueUserWorkItem(_ => { if (!timer.Disposed) callback(state); });
        return timer;
    }

    private sealed class OneShot : ITimer
    {
        public bool Disposed { get; private set; }

        public bool Change(TimeSpan dueTime, TimeSpan period) => true;

        public void Dispose() => Disposed = true;

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
