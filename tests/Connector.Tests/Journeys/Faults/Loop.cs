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

    /// <summary>Waits until the step is over or rests.</summary>
    public async Task SettleAsync()
    {
        if (Step is null) return;
        Task rests;
        lock (_gate) rests = _rests.Task;
        for (var looks = 0; await Task.WhenAny(Step, rests, Task.Delay(s_look, TimeProvider.System)) is var first && first != Step && first != rests; looks++)
        {
            // It waits for what another loop of its process holds.
            if (host.Loops.Any(l => l != this && l.IsUnderWay)) return;
            if (looks > Looks) throw new TimeoutException($"{this} hangs.");
        }
        // Other branches of the same step may still be at work.
        for (var look = 0; look < 200 && !Step.IsCompleted && Volatile.Read(ref _calls) > 0; look++) await Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System);
    }

    private bool IsUnderWay => Step is { IsCompleted: false };

    /// <summary>Takes the result of a step that is over and sets the next date.</summary>
    public void Finish(DateTimeOffset now)
    {
        var step = Step!;
        Step = null;
        if (step.IsFaulted)
        {
            // As TimerService and QueueService do.
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
