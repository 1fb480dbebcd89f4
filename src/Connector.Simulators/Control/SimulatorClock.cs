namespace Connector.Simulators.Control;

/// <summary>The simulators' time: the machine's, moved forward on request so that tests need not wait for windows and post-processing.</summary>
public sealed class SimulatorClock(TimeProvider source) : TimeProvider
{
    private long _offsetTicks;

    public override DateTimeOffset GetUtcNow() => source.GetUtcNow().AddTicks(Interlocked.Read(ref _offsetTicks));

    public void Advance(TimeSpan by) => Interlocked.Add(ref _offsetTicks, by.Ticks);
}
