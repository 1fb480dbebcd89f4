using Connector.Simulators.Control;

namespace Connector.Tests.Journeys.Faults;

/// <summary>How far the clock of the connector's machine is from the true time.</summary>
internal sealed class ClockError
{
    private long _ticks;

    public TimeSpan Value
    {
        get => TimeSpan.FromTicks(Interlocked.Read(ref _ticks));
        set => Interlocked.Exchange(ref _ticks, value.Ticks);
    }
}

/// <summary>
/// The time of one host. Its clock may be wrong; what it waits for goes by the true time, as on a real machine. A wait ends when the world says that its time has come.
/// An adapter: the true time is the simulators' clock on the one <see cref="Connector.TestSupport.ManualTimeProvider"/>; this adds the error and which loop waits.
/// </summary>
internal sealed class HostTime(SimulatorClock truth, ClockError error) : TimeProvider
{
    private readonly Lock _gate = new();
    private readonly List<Wait> _waits = [];

    public DateTimeOffset TrueNow => truth.GetUtcNow();

    public override DateTimeOffset GetUtcNow() => truth.GetUtcNow() + error.Value;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => truth.GetUtcNow().UtcTicks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var wait = new Wait(this, callback, state, Loop.Current);
        wait.Change(dueTime, period);
        return wait;
    }

    /// <summary>When the next wait ends, in true time; null when nobody waits.</summary>
    public DateTimeOffset? NextDue
    {
        get
        {
            lock (_gate) return _waits.Count == 0 ? null : _waits.Min(w => w.DueAt);
        }
    }

    /// <summary>Whether the loop waits for time to pass, also for the limit of a call.</summary>
    public bool Waits(Loop loop)
    {
        lock (_gate) return _waits.Exists(w => w.Loop == loop);
    }

    /// <summary>Ends the waits whose time has come. Returns the loops that wake up.</summary>
    public IReadOnlyList<Loop> Ring()
    {
        List<Wait> over;
        lock (_gate)
        {
            var now = TrueNow;
            over = _waits.FindAll(w => w.DueAt <= now);
            _waits.RemoveAll(over.Contains);
        }
        foreach (var wait in over) wait.Loop?.Wake();
        foreach (var wait in over) wait.End();
        return [.. over.Select(w => w.Loop).OfType<Loop>().Distinct()];
    }

    private sealed class Wait(HostTime time, TimerCallback callback, object? state, Loop? loop) : ITimer
    {
        private TimeSpan _period = Timeout.InfiniteTimeSpan;

        public DateTimeOffset DueAt { get; private set; }
        public Loop? Loop => loop;

        public void End()
        {
            if (_period > TimeSpan.Zero) Change(_period, _period);
            callback(state);
        }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (time._gate)
            {
                time._waits.Remove(this);
                _period = period;
                if (dueTime < TimeSpan.Zero) return true;
                DueAt = time.TrueNow + dueTime;
                time._waits.Add(this);
            }
            // The limit of a call is no rest: the call itself goes on.
            if (state is not CancellationTokenSource) loop?.Rest();
            return true;
        }

        public void Dispose()
        {
            lock (time._gate) time._waits.Remove(this);
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
