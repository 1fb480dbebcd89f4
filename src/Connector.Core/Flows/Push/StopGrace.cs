namespace Connector.Core.Flows.Push;

/// <summary>A token that is cancelled some seconds after the stop: a call that is under way may end and be noted.</summary>
internal sealed class StopGrace : IDisposable
{
    /// <summary>Shorter than the time that hosts give a process to stop.</summary>
    public static readonly TimeSpan Length = TimeSpan.FromSeconds(10);
    private readonly CancellationTokenSource _over;
    private readonly CancellationTokenRegistration _stop;

    public StopGrace(TimeProvider clock, CancellationToken stopping)
    {
        _over = new CancellationTokenSource(Timeout.InfiniteTimeSpan, clock);
        _stop = stopping.Register(static over => ((CancellationTokenSource)over!).CancelAfter(Length), _over);
    }

    public CancellationToken Token => _over.Token;

    public void Dispose()
    {
        _stop.Dispose();
        _over.Dispose();
    }
}
