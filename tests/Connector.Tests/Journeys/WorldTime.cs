using Connector.Core.Engine.Pump;
using Connector.Core.Model.Messages;
using Connector.Core.Ports;
using Connector.Simulators.Control;

namespace Connector.Tests.Journeys;

/// <summary>
/// The connector's time: the clock that it shares with both simulators. Waits of the connector end when that clock has come so far; while a pass runs, the clock
/// jumps to the next thing that is due whenever nothing else is left to do, so that windows and retries cost no real time. Time limits of calls stay real.
/// An adapter: it keeps no time of its own, it shows and moves the simulators' clock.
/// </summary>
internal sealed class WorldTime(SimulatorClock clock) : TimeProvider
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(4);

    /// <summary>So many looks in a row at messages that nobody takes: the pass does not work off their queue now.</summary>
    private const int Unattended = 25;

    /// <summary>Shorter waits are not worth a jump.</summary>
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(100);

    private readonly Lock _gate = new();
    private readonly List<Wait> _waits = [];
    private int _looksAtReady;

    public override DateTimeOffset GetUtcNow() => clock.GetUtcNow();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        // A cancellation source's timer is the limit of a call that is under way: jumping over it would break the call.
        if (state is CancellationTokenSource || dueTime < Shortest || period > TimeSpan.Zero) return System.CreateTimer(callback, state, dueTime, period);
        var wait = new Wait(this, callback, state, GetUtcNow() + dueTime);
        lock (_gate) _waits.Add(wait);
        return wait;
    }

    /// <summary>Lets time pass until the pass has ended.</summary>
    public async Task HurryAsync(Task pass, IWorkQueue queue)
    {
        while (!pass.IsCompleted)
        {
            await Task.WhenAny(pass, Task.Delay(Look, System));
            if (await NextAsync(queue) is { } next && next - GetUtcNow() is var gap && gap > TimeSpan.Zero) clock.Advance(gap);
            Ring();
        }
    }

    /// <summary>When the next thing is due; null while there is work to do now, and when a pass would not wait for it.</summary>
    private async Task<DateTimeOffset?> NextAsync(IWorkQueue queue)
    {
        DateTimeOffset? next;
        lock (_gate) next = _waits.Count == 0 ? null : _waits.Min(wait => wait.DueAt);
        DateTimeOffset? message = null;
        var isReady = false;
        foreach (var name in (string[])[QueueNames.Orders, QueueNames.Shipments, QueueNames.Labels])
        {
            var depth = await queue.PeekDepthAsync(name, CancellationToken.None);
            if (depth.Locked > 0)
            {
                _looksAtReady = 0;
                return next;
            }
            isReady |= depth.Ready > 0;
            if (depth is { Ready: 0, NextDueAt: { } due } && !(due >= message)) message = due;
        }
        _looksAtReady = isReady ? _looksAtReady + 1 : 0;
        if (isReady && _looksAtReady < Unattended) return next;
        if (message - GetUtcNow() <= SyncPass.Patience && !(message >= next)) return message;
        return next;
    }

    private void Ring()
    {
        List<Wait> over;
        lock (_gate)
        {
            var now = GetUtcNow();
            over = _waits.FindAll(wait => wait.DueAt <= now);
            _waits.RemoveAll(over.Contains);
        }
        foreach (var wait in over) wait.End();
    }

    private void Forget(Wait wait)
    {
        lock (_gate) _waits.Remove(wait);
    }

    private sealed class Wait(WorldTime time, TimerCallback callback, object? state, DateTimeOffset dueAt) : ITimer
    {
        public DateTimeOffset DueAt => dueAt;

        public void End() => callback(state);

        public bool Change(TimeSpan dueTime, TimeSpan period) => throw new NotSupportedException("Nothing here changes a wait that has begun.");

        public void Dispose() => time.Forget(this);

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
