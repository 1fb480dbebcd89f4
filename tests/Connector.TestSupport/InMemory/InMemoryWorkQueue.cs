using Connector.Core.Engine.Pump;
using Connector.Core.Model.Messages;
using Connector.Core.Ports;

namespace Connector.TestSupport.InMemory;

/// <summary>The queues of this process only; gone when it ends. <see cref="InMemoryErrorQueue"/> shows its error queue.</summary>
public sealed class InMemoryWorkQueue(TimeProvider clock) : IWorkQueue
{
    private readonly Dictionary<string, Line> _lines = new(StringComparer.Ordinal);
    private long _sequence;

    /// <summary>A message is settled so.</summary>
    public Action<QueuedMessage, Settlement>? Settling { get; set; }

    internal Lock Gate { get; } = new();
    internal List<InMemoryDeadLetter> Dead { get; } = [];
    internal DateTimeOffset Now => clock.GetUtcNow();

    public Task SendAsync(string queue, IReadOnlyList<WorkMessage> messages, DateTimeOffset? dueAt, CancellationToken cancellationToken)
    {
        lock (Gate)
        {
            foreach (var message in messages) Add(queue, WorkMessageBody.Write(message), dueAt is { } due ? QueueLocks.CorrectDue(due, message.EnqueuedAt, Now) : null);
        }
        return Task.CompletedTask;
    }

    public Task SendRawAsync(string queue, ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        lock (Gate) Add(queue, body.ToArray(), null);
        return Task.CompletedTask;
    }

    public Task<IReadOnlyList<QueuedMessage>> ReceiveAsync(string queue, int max, TimeSpan lockFor, CancellationToken cancellationToken)
    {
        lock (Gate)
        {
            var (line, now, taken) = (LineOf(queue), Now, new List<QueuedMessage>());
            var token = Guid.NewGuid().ToString("N");
            line.ReturnFromTheFuture(now, lockFor);
            foreach (var item in line.TakeDue(now, max))
            {
                item.LockToken = token;
                item.LockedUntil = now + lockFor;
                item.DeliveryCount++;
                line.Locked.Add(item.Sequence, item);
                taken.Add(new QueuedMessage(queue, item.Sequence, token, item.Body, item.DeliveryCount, item.EnqueuedAt));
            }
            return Task.FromResult<IReadOnlyList<QueuedMessage>>(taken);
        }
    }

    public Task<int> SettleAsync(IReadOnlyList<(QueuedMessage Message, Settlement Settlement)> settlements, CancellationToken cancellationToken)
    {
        foreach (var (message, settlement) in settlements) Settling?.Invoke(message, settlement);
        lock (Gate) return Task.FromResult(settlements.Count(s => !TrySettle(s.Message, s.Settlement)));
    }

    public Task<int> RenewAsync(IReadOnlyList<QueuedMessage> messages, TimeSpan lockFor, CancellationToken cancellationToken)
    {
        lock (Gate)
        {
            var held = messages.Select(Held).OfType<Item>().ToList();
            foreach (var item in held) item.LockedUntil = Now + lockFor;
            return Task.FromResult(messages.Count - held.Count);
        }
    }

    public Task ReleaseAsync(IReadOnlyList<QueuedMessage> messages, CancellationToken cancellationToken)
    {
        lock (Gate)
        {
            foreach (var message in messages)
            {
                if (Held(message) is not { } item) continue;
                item.DeliveryCount--;
                LineOf(message.Queue).Return(item);
            }
        }
        return Task.CompletedTask;
    }

    public Task<int> MakeDueAsync(string queue, DateTimeOffset until, CancellationToken cancellationToken)
    {
        lock (Gate)
        {
            var (line, now) = (LineOf(queue), Now);
            return Task.FromResult(line.MakeDue(line.Waiting.Where(i => i.DueAt > now && i.DueAt <= until), now));
        }
    }

    public Task<QueueDepth> PeekDepthAsync(string queue, CancellationToken cancellationToken)
    {
        lock (Gate)
        {
            var (line, now) = (LineOf(queue), Now);
            line.ReturnExpired(now);
            var scheduled = line.Waiting.Reverse().TakeWhile(i => i.DueAt > now).Count();
            return Task.FromResult(new QueueDepth(
                line.Waiting.Count - scheduled, scheduled, line.Locked.Count, Dead.Count(d => d.Queue == queue), line.Waiting.Min?.DueAt));
        }
    }

    /// <summary>Call with <see cref="Gate"/> held.</summary>
    internal void Add(string queue, byte[] body, DateTimeOffset? dueAt) =>
        LineOf(queue).Waiting.Add(new Item { Sequence = ++_sequence, Body = body, DueAt = dueAt ?? Now, EnqueuedAt = Now });

    private bool TrySettle(QueuedMessage message, Settlement settlement)
    {
        var item = Held(message);
        if (item is null && settlement is not Settlement.Reschedule { Surely: true }) return false;
        if (item is not null) LineOf(message.Queue).Locked.Remove(item.Sequence);
        switch (settlement)
        {
            case Settlement.Reschedule later:
                Add(message.Queue, WorkMessageBody.Write(later.Copy), QueueLocks.CorrectDue(later.DueAt, later.Copy.EnqueuedAt, Now));
                break;
            case Settlement.DeadLetter dead:
                Dead.Add(new InMemoryDeadLetter(++_sequence, message.Queue, item!.Body, dead.Info, Now, item.DeliveryCount));
                break;
        }
        return item is not null;
    }

    /// <summary>Null when its lock was lost.</summary>
    private Item? Held(QueuedMessage message) =>
        LineOf(message.Queue).Locked.TryGetValue(message.Sequence, out var item) && item.LockToken == message.LockToken && item.LockedUntil > Now ? item : null;

    private Line LineOf(string queue) => _lines.TryGetValue(queue, out var line) ? line : _lines[queue] = new Line();

    private sealed class Item
    {
        public required long Sequence { get; init; }
        public required byte[] Body { get; init; }
        public required DateTimeOffset DueAt { get; set; }
        public required DateTimeOffset EnqueuedAt { get; init; }
        public int DeliveryCount { get; set; }
        public string? LockToken { get; set; }
        public DateTimeOffset LockedUntil { get; set; }
    }

    private sealed class Line
    {
        public SortedSet<Item> Waiting { get; } = new(Comparer<Item>.Create(static (a, b) =>
            a.DueAt != b.DueAt ? a.DueAt.CompareTo(b.DueAt) : a.Sequence.CompareTo(b.Sequence)));

        public Dictionary<long, Item> Locked { get; } = [];

        public List<Item> TakeDue(DateTimeOffset now, int max)
        {
            ReturnExpired(now);
            var ready = Waiting.TakeWhile(i => i.DueAt <= now);
            var due = Waiting.Min is { } first && IsForAlone(first) ? ready.Take(1).ToList() : ready.Where(i => !IsForAlone(i)).Take(max).ToList();
            foreach (var item in due) Waiting.Remove(item);
            return due;
        }

        public void ReturnExpired(DateTimeOffset now)
        {
            foreach (var item in Locked.Values.Where(i => i.LockedUntil <= now).ToList()) Return(item);
        }

        /// <summary>Locks and retries from before the clock was set back count as over.</summary>
        public void ReturnFromTheFuture(DateTimeOffset now, TimeSpan lockFor)
        {
            var latest = QueueLocks.LatestEnd(now, lockFor);
            foreach (var item in Locked.Values.Where(i => i.LockedUntil > latest).ToList()) Return(item);
            MakeDue(Waiting.Reverse().TakeWhile(i => i.DueAt > now).Where(i => i.EnqueuedAt > now + QueueLocks.Tolerance && i.DueAt - i.EnqueuedAt <= RetrySchedule.Longest), now);
        }

        /// <summary>Returns how many they were.</summary>
        public int MakeDue(IEnumerable<Item> chosen, DateTimeOffset now)
        {
            var items = chosen.ToList();
            foreach (var item in items)
            {
                Waiting.Remove(item);
                item.DueAt = now;
                Waiting.Add(item);
            }
            return items.Count;
        }

        public void Return(Item item)
        {
            Locked.Remove(item.Sequence);
            Waiting.Add(item);
        }

        private static bool IsForAlone(Item item) => item.DeliveryCount >= MessagePump.AloneFrom - 1;
    }
}
