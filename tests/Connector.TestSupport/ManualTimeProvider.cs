namespace Connector.TestSupport;

/// <summary>
/// A clock that stands still until a test moves it. Timers (and so delays and cancellations made with this provider) fire inside
/// <see cref="Advance"/>, in the order of their due times, each seeing the clock at its own due time.
/// </summary>
public sealed class ManualTimeProvider : TimeProvider
{
    /// <summary>Where the clock stands when a test says nothing else: a Wednesday morning, far from midnight, month ends and daylight saving.</summary>
    public static readonly DateTimeOffset Start = new(2026, 3, 18, 10, 0, 0, TimeSpan.Zero);

    private readonly Lock _gate = new();
    private readonly List<ManualTimer> _timers = [];
    private DateTimeOffset _now;
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

    private sealed class ManualTimer(ManualTimeProvider clock, TimerCallback callback, object? state) : ITimer
    {
        public DateTimeOffset? Due { get; set; }
        public TimeSpan Period { get; private set; }
        public long Order { get; set; }

        public void Fire() => callback(state);

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
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
            lock (clock._gate) clock._timers.Remove(this);
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
