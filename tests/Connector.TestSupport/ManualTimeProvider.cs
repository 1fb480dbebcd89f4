namespace Connector.TestSupport;

/// <summary>
/// A clock that stands still until a test moves it. Timers (and so delays and cancellations made with this provider) fire inside
/// <see cref="Advance"/>, in the order of their due times, each seeing the clock at its own due time. With <see cref="SkipsDelaysUpTo"/> short waits
/// need no one who moves it. This is the one clock of the tests: what else derives from <see cref="TimeProvider"/> is listed, with its reason, in OneOfEachTests.
/// </summary>
public sealed class ManualTimeProvider : TimeProvider
{
    /// <summary>Where the clock stands when a test says nothing else: a Wednesday morning, far from midnight, month ends and daylight saving.</summary>
    public static readonly DateTimeOffset Start = new(2026, 3, 18, 10, 0, 0, TimeSpan.Zero);

    private readonly Lock _gate = new();
    private readonly List<ManualTimer> _timers = [];
    private DateTimeOffset _now;
    private readonly List<TimeSpan> _delays = [];
    private TimeSpan _step;
    private long _order;

    public ManualTimeProvider() : this(Start) { }

    public ManualTimeProvider(DateTimeOffset now) => _now = now.ToUniversalTime();

    /// <summary>The instant that the clock shows.</summary>
    public DateTimeOffset Now => GetUtcNow();

    /// <summary>How many timers wait; lets a test see that someone sleeps before it moves the clock.</summary>
    public int WaitingTimers
    {
        get { lock (_gate) return _timers.Count; }
    }

    /// <summary>Waits of up to this long are over at once: the clock jumps over them and notes them. Longer ones are time limits, which wait until the clock is moved.</summary>
    public TimeSpan SkipsDelaysUpTo { get; init; }

    /// <summary>The waits that were skipped.</summary>
    public IReadOnlyList<TimeSpan> Delays
    {
        get { lock (_gate) return [.. _delays]; }
    }

    /// <summary>True lets time limits, too, be over as soon as they are set.</summary>
    public bool TimeLimitsRunOut { get; set; }

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;
    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    public override DateTimeOffset GetUtcNow()
    {
        lock (_gate) return _now + _step;
    }

    public override long GetTimestamp()
    {
        lock (_gate) return _now.Ticks;
    }

    /// <summary>Someone sets the clock: it shows another time, and nothing has passed.</summary>
    public void Step(TimeSpan by)
    {
        lock (_gate) _step += by;
    }

    /// <summary>Moves the clock forward and fires what becomes due on the way.</summary>
    public void Advance(TimeSpan by)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(by, TimeSpan.Zero);
        MoveTo(GetUtcNow() + by);
    }

    /// <summary>Moves the clock forward to this instant; an instant in the past leaves it where it is.</summary>
    public void MoveTo(DateTimeOffset instant)
    {
        TimeSpan step;
        lock (_gate) step = _step;
        while (TakeDue(instant.ToUniversalTime() - step) is { } timer) timer.Fire();
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        ArgumentNullException.ThrowIfNull(callback);
        var timer = new ManualTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>The next timer that is due by then, with the clock moved to its due time; null when none is left, with the clock moved all the way.</summary>
    private ManualTimer? TakeDue(DateTimeOffset instant)
    {
        lock (_gate)
        {
            var next = _timers.Where(t => t.Due <= instant).OrderBy(static t => t.Due).ThenBy(static t => t.Order).FirstOrDefault();
            if (next is null)
            {
                if (instant > _now) _now = instant;
                return null;
            }
            if (next.Due > _now) _now = next.Due!.Value;
            next.Due = next.Period > TimeSpan.Zero ? next.Due + next.Period : null;
            next.Order = _order++;
            if (next.Due is null) _timers.Remove(next);
            return next;
        }
    }

    /// <summary>Jumps over a wait that is to be skipped.</summary>
    private bool Skip(TimeSpan dueTime)
    {
        if (SkipsDelaysUpTo <= TimeSpan.Zero || dueTime < TimeSpan.Zero) return false;
        var isDelay = dueTime <= SkipsDelaysUpTo;
        if (!isDelay && !TimeLimitsRunOut) return false;
        lock (_gate)
        {
            if (isDelay) _delays.Add(dueTime);
            _now += dueTime;
        }
        return true;
    }

    private sealed class ManualTimer(ManualTimeProvider clock, TimerCallback callback, object? state) : ITimer
    {
        private bool _disposed;

        public DateTimeOffset? Due { get; set; }
        public TimeSpan Period { get; private set; }
        public long Order { get; set; }

        public void Fire() => callback(state);

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            if (clock.Skip(dueTime))
            {
                // Not inside the call that makes the timer: its owner may hold a lock, or not know the timer yet.
                ThreadPool.QueueUserWorkItem(_ => { if (!Volatile.Read(ref _disposed)) Fire(); });
                return true;
            }
            lock (clock._gate)
            {
                clock._timers.Remove(this);
                Due = dueTime == Timeout.InfiniteTimeSpan ? null : clock._now + dueTime;
                Period = period == Timeout.InfiniteTimeSpan ? TimeSpan.Zero : period;
                Order = clock._order++;
                if (Due is not null) clock._timers.Add(this);
            }
            // As the system's timers do: a due time of zero does not wait for the clock.
            if (dueTime == TimeSpan.Zero) clock.MoveTo(clock.GetUtcNow());
            return true;
        }

        public void Dispose()
        {
            Volatile.Write(ref _disposed, true);
            lock (clock._gate) clock._timers.Remove(this);
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
