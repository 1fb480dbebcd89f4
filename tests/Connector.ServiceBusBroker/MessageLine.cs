namespace Connector.ServiceBusBroker;

/// <summary>
/// Messages by sequence number: those of a queue, or of its dead-letter queue; and the receivers that wait for them. Everything here happens with the broker's gate
/// held.
/// </summary>
internal sealed class MessageLine(BrokerQueue queue, bool isDead)
{
    private readonly SortedDictionary<long, StoredMessage> _messages = [];
    private readonly List<Consumer> _consumers = [];
    private long _sequence;

    public BrokerQueue Queue => queue;

    public int Count => _messages.Count;

    public int ReadyCount => _messages.Values.Count(static m => m.IsReady);

    public int LockedCount => _messages.Values.Count(static m => m.LockToken is not null);

    public DateTimeOffset? NextDue() => _messages.Values.Where(static m => m.State == MessageState.Scheduled).Min(static m => (DateTimeOffset?)m.ScheduledFor);

    public void Add(StoredMessage message)
    {
        message.Sequence = ++_sequence;
        _messages.Add(message.Sequence, message);
    }

    /// <summary>A message of another line gets a number of this one and remembers its first.</summary>
    public void Move(StoredMessage message)
    {
        message.EnqueuedSequence = message.Sequence;
        (message.LockToken, message.State, message.ExpiresAt) = (null, MessageState.Active, DateTimeOffset.MaxValue);
        Add(message);
    }

    public void Remove(StoredMessage message) => _messages.Remove(message.Sequence);

    public StoredMessage? Find(long sequence) => _messages.GetValueOrDefault(sequence);

    /// <summary>Null when the lock is lost: it ended, or the message was settled.</summary>
    public StoredMessage? Held(Guid lockToken) => _messages.Values.FirstOrDefault(m => m.LockToken == lockToken);

    public IReadOnlyList<StoredMessage> Peek(int max, long from) => [.. _messages.Values.Where(m => m.Sequence >= from).Take(max)];

    /// <summary>Gives it to someone, under a lock.</summary>
    public void Take(StoredMessage message)
    {
        message.LockToken = Guid.NewGuid();
        message.LockedUntil = queue.Now + queue.Options.LockDuration;
        message.Deliveries++;
    }

    /// <summary>Takes its lock away. What was delivered too often leaves for the dead-letter queue, from which nothing leaves by itself.</summary>
    /// <param name="counts">False: as if the delivery had never been.</param>
    public void Release(StoredMessage message, bool counts = true)
    {
        message.LockToken = null;
        if (!counts) message.Deliveries--;
        if (isDead || message.State == MessageState.Deferred || message.Deliveries < queue.Options.MaxDeliveryCount) return;
        Remove(message);
        queue.DeadLetter(message, "MaxDeliveryCountExceeded", $"Message could not be consumed after {message.Deliveries} delivery attempts.");
    }

    /// <summary>What time does: locks end, scheduled messages join the queue as if they had been sent then, messages expire.</summary>
    public void CatchUp(DateTimeOffset now)
    {
        EndLocks(now);
        var due = _messages.Values.Where(m => m.State == MessageState.Scheduled && m.ScheduledFor <= now).OrderBy(static m => m.ScheduledFor).ThenBy(static m => m.Sequence).ToList();
        foreach (var message in due)
        {
            Remove(message);
            (message.State, message.EnqueuedTime) = (MessageState.Active, message.ScheduledFor);
            queue.SetExpiry(message);
            Add(message);
        }
        foreach (var message in _messages.Values.Where(m => m.ExpiresAt <= now && m.IsReady).ToList())
        {
            Remove(message);
            if (queue.Options.DeadLettersExpired) queue.DeadLetter(message, "TTLExpiredException", "The message expired and was dead lettered.");
        }
    }

    /// <summary>An ended lock counts like an abandoned delivery.</summary>
    public void EndLocks(DateTimeOffset now)
    {
        foreach (var message in _messages.Values.Where(m => m.LockToken is not null && m.LockedUntil <= now).ToList()) Release(message);
    }

    /// <summary>When time does something next.</summary>
    public DateTimeOffset NextEvent() => _messages.Values.Select(static m => m switch
    {
        { LockToken: not null } => m.LockedUntil,
        { State: MessageState.Scheduled } => m.ScheduledFor,
        _ => m.ExpiresAt
    }).DefaultIfEmpty(DateTimeOffset.MaxValue).Min();

    public void Add(Consumer consumer) => _consumers.Add(consumer);

    public void Remove(Consumer consumer) => _consumers.Remove(consumer);

    /// <summary>Gives what is ready to those who wait for it, in turn.</summary>
    public void Serve()
    {
        foreach (var consumer in _consumers.ToList())
            while (consumer.Accepts && _messages.Values.FirstOrDefault(static m => m.IsReady) is { } message) consumer.Deliver(message);
    }
}
