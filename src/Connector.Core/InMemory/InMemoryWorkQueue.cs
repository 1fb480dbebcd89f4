using Connector.Core.Ports;
using Connector.Core.Pump;

namespace Connector.Core.InMemory;

/// <summary>The queues of this process only; gone when it ends. <see cref="InMemoryErrorQueue"/> shows its dead letters.</summary>
public sealed class InMemoryWorkQueue(TimeProvider clock) : IWorkQueue
{
    private readonly Dictionary<string, Line> _lines = new(StringComparer.Ordinal);
    private long _sequence;

    internal Lock Gate { get; } = new();
    internal List<InMemoryDeadLetter> Dead { get; } = [];
    internal DateTimeOffset Now => clock.GetUtcNow();

    public Task SendAsync(string queue, IReadOnlyList<WorkMessage> messages, DateTimeOffset? dueAt, CancellationToken cancellationToken)
    {
        lock (Gate)
        {
            foreach (var message in messages) Add(queue, WorkMessageBody.Write(message), dueAt);
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
        lock (Gate) return Task.FromResult(settlements.Count(s => !TrySettle(s.Message, s.Settlement)));
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
        var line = LineOf(message.Queue);
        if (!line.Locked.TryGetValue(message.Sequence, out var item) || item.LockToken != message.LockToken || item.LockedUntil <= Now) return false;
        line.Locked.Remove(message.Sequence);
        switch (settlement)
        {
            case Settlement.Reschedule later:
                Add(message.Queue, WorkMessageBody.Write(later.Copy), later.DueAt);
                break;
            case Settlement.DeadLetter dead:
                Dead.Add(new InMemoryDeadLetter(++_sequence, message.Queue, item.Body, dead.Info, Now, item.DeliveryCount));
                break;
        }
        return true;
    }

    private Line LineOf(string queue) => _lines.TryGetValue(queue, out var line) ? line : _lines[queue] = new Line();

    private sealed class Item
    {
        public required long Sequence { get; init; }
        public required byte[] Body { get; init; }
        public required DateTimeOffset DueAt { get; init; }
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
            var due = Waiting.TakeWhile(i => i.DueAt <= now).Take(max).ToList();
            foreach (var item in due) Waiting.Remove(item);
            return due;
        }

        public void ReturnExpired(DateTimeOffset now)
        {
            foreach (var item in Locked.Values.Where(i => i.LockedUntil <= now).ToList())
            {
                Locked.Remove(item.Sequence);
                Waiting.Add(item);
            }
        }
    }
}
