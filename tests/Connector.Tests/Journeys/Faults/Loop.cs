namespace Connector.Tests.Journeys.Faults;

/// <summary>One thing that a host does again and again: a timer or a queue. It makes one step at a time; a step may rest (a delay, a slow call, a stopped host) while the world goes on.</summary>
internal sealed class Loop(FaultHost host, string name, TimeSpan period, Func<CancellationToken, Task<LoopStep>> run)
{
    private static readonly AsyncLocal<Loop?> s_current = new();
    private readonly Lock _gate = new();
    private TaskCompletionSource _rests = New();
    private int _calls;
    private static readonly TimeSpan s_look = TimeSpan.FromMilliseconds(400);
    private const int Looks = 100;
    private const int StillLooks = 3;
    private static readonly TimeSpan s_blink = TimeSpan.FromMilliseconds(2);
    private const int Still = 3;
    private int _moves;

    /// <summary>Whose step runs here; null outside the hosts.</summary>
    public static Loop? Current => s_current.Value;

    public FaultHost Host => host;
    public string Name => name;
    public bool IsQueue { get; init; }

    /// <summary>When it begins its next step, in true time.</summary>
    public DateTimeOffset DueAt { get; set; }

    public Task<LoopStep>? Step { get; private set; }

    /// <summary>True once it has ended for good though its host lives.</summary>
    public bool Ended { get; private set; }

    public void Begin()
    {
        Wake();
        s_current.Value = this;
        Step = Task.Run(() => run(host.Stopping));
        s_current.Value = null;
    }

    /// <summary>Waits until the step is over or rests: a part of it waits for time to pass, and nothing else of it moves any more.</summary>
    public async Task SettleAsync()
    {
        if (Step is null) return;
        Task rests;
        lock (_gate) rests = _rests.Task;
        var before = Volatile.Read(ref _moves);
        for (var (looks, stillLooks) = (0, 0); await Task.WhenAny(Step, rests, Task.Delay(s_look, TimeProvider.System)) is var first && first != Step && first != rests; looks++)
        {
            // One branch of it woke up and is done, another rests as before.
            var moves = Volatile.Read(ref _moves);
            stillLooks = moves == before && Volatile.Read(ref _calls) == 0 && host.Time.Waits(this) ? stillLooks + 1 : 0;
            before = moves;
            if (stillLooks >= StillLooks) return;
            // It waits for what another loop of its process holds.
            if (host.Loops.Any(l => l != this && l.IsUnderWay)) return;
            if (looks > Looks) throw new TimeoutException($"{this} hangs.");
        }
        // Other branches of the same step may still be at work.
        for (var still = 0; still < Still && !Step.IsCompleted;)
        {
            var moves = Volatile.Read(ref _moves);
            await Task.WhenAny(Step, Task.Delay(s_blink, TimeProvider.System));
            still = moves == Volatile.Read(ref _moves) && Volatile.Read(ref _calls) == 0 ? still + 1 : 0;
        }
    }

    /// <summary>A call to a store or a vendor.</summary>
    public void Moves() => Interlocked.Increment(ref _moves);

    private bool IsUnderWay => Step is { IsCompleted: false };

    /// <summary>Takes the result of a step that is over and sets the next date.</summary>
    public void Finish(DateTimeOffset now)
    {
        var step = Step!;
        Step = null;
        if (step.IsFaulted)
        {
            // A queue goes on as in QueueService. A timer's run is to throw nothing (LeasedRuns): what comes out of it all the same would end a simpler host's timer.
            if (IsQueue) DueAt = now + TimeSpan.FromSeconds(5);
            else (Ended, Failure) = (true, step.Exception!.InnerException);
            return;
        }
        if (step.IsCanceled) Ended = true;
        else if (IsQueue) DueAt = step.Result.Handled > 0 ? now : now + period;
        else DueAt = DueAt + period is var next && next > now ? next : now;
    }

    /// <summary>What ended it.</summary>
    public Exception? Failure { get; private set; }

    public void Rest()
    {
        lock (_gate) _rests.TrySetResult();
    }

    public void Wake()
    {
        lock (_gate)
        {
            if (_rests.Task.IsCompleted) _rests = New();
        }
    }

    public void CallBegins() => Interlocked.Increment(ref _calls);

    public void CallEnds() => Interlocked.Decrement(ref _calls);

    public override string ToString() => $"{name} of host {host.Number}";

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}

/// <param name="Handled">Messages, for queues.</param>
internal readonly record struct LoopStep(int Handled);
