namespace Connector.Tests.Journeys.Schedules;

/// <summary>What becomes of a call on which an actor stands.</summary>
internal enum Fate
{
    /// <summary>It is made.</summary>
    Go,

    /// <summary>Its process dies before the call. Death after a call is death before the next.</summary>
    Die,

    /// <summary>Its process is suspended for minutes, and everything else goes on.</summary>
    Stall,

    /// <summary>It fails, and nothing was done.</summary>
    Fail,

    /// <summary>It is done, and its response is lost.</summary>
    Lose,

    /// <summary>It fails, and is done later all the same.</summary>
    Late
}

/// <summary>How a call can end.</summary>
internal enum CallKind { Start, Store, Read, Write }

/// <param name="Name">Port and member.</param>
/// <param name="Detail">For people who read a trace.</param>
internal sealed record PortCall(string Name, CallKind Kind, string? Detail = null)
{
    private static readonly Fate[] s_start = [Fate.Go];
    private static readonly Fate[] s_store = [Fate.Go, Fate.Die, Fate.Stall];
    private static readonly Fate[] s_read = [Fate.Go, Fate.Die, Fate.Stall, Fate.Fail];
    private static readonly Fate[] s_write = [Fate.Go, Fate.Die, Fate.Stall, Fate.Fail, Fate.Lose, Fate.Late];

    public IReadOnlyList<Fate> Fates => Kind switch { CallKind.Start => s_start, CallKind.Store => s_store, CallKind.Read => s_read, _ => s_write };
}

/// <summary>
/// One of several things that go on at the same time. It stops at each call of a port until it is chosen; then it runs to its next call while all others stand. The awaiting code runs
/// inside <see cref="Go"/>, on the explorer's thread; where the engine moves to another one, the explorer waits for it.
/// </summary>
internal sealed class Actor(string name)
{
    private static readonly AsyncLocal<Actor?> s_current = new();
    private static readonly TimeSpan s_longest = TimeSpan.FromSeconds(20);
    private readonly object _moved = new();
    private volatile TaskCompletionSource<Fate>? _gate;
    private Exception? _failure;
    private bool _isDone;

    /// <summary>Whose code runs here; null outside of all actors.</summary>
    public static Actor? Current => s_current.Value;

    public string Name => name;

    /// <summary>The call on which it stands.</summary>
    public PortCall Call { get; private set; } = new("nothing", CallKind.Start);

    public bool IsDead { get; private set; }

    public bool IsReady => !IsDead && _gate is not null;

    /// <summary>What ended it; null for one that came to its end, or was killed.</summary>
    public Exception? Failure => IsDead ? null : _failure;

    public void Begin(Func<Task> work)
    {
        _ = RunAsync(work);
        WaitUntilAtRest();
    }

    /// <summary>Stands here until it is chosen.</summary>
    public Task<Fate> PassAsync(PortCall call)
    {
        Call = call;
        // Without running continuations elsewhere: what follows belongs to this step.
        var gate = new TaskCompletionSource<Fate>();
        lock (_moved)
        {
            _gate = gate;
            Monitor.PulseAll(_moved);
        }
        return gate.Task;
    }

    public void Go(Fate fate)
    {
        var gate = _gate ?? throw new InvalidOperationException($"{name} stands on no call.");
        _gate = null;
        gate.SetResult(fate);
        WaitUntilAtRest();
    }

    /// <summary>Nothing of it happens any more, not even what it would clean up.</summary>
    public void Die() => IsDead = true;

    private async Task RunAsync(Func<Task> work)
    {
        s_current.Value = this;
        Exception? failure = null;
        try
        {
            await PassAsync(new PortCall("begin", CallKind.Start));
            await work();
        }
        catch (Exception e)
        {
            failure = e;
        }
        lock (_moved)
        {
            (_failure, _isDone) = (failure, true);
            Monitor.PulseAll(_moved);
        }
    }

    /// <summary>It may have come to its end before: who gives up waiting for a call does not see it made.</summary>
    private void WaitUntilAtRest()
    {
        lock (_moved)
            while (_gate is null && !_isDone)
                if (!Monitor.Wait(_moved, s_longest)) throw new TimeoutException($"{name} neither ended nor came to a call after {Call.Name}.");
    }
}
