namespace Connector.ServiceBusBroker;

/// <summary>One queue with its dead-letter queue.</summary>
public sealed class BrokerQueue
{
    /// <summary>The two properties that dead-lettering sets.</summary>
    internal const string ReasonProperty = "DeadLetterReason";
    internal const string DescriptionProperty = "DeadLetterErrorDescription";

    private readonly Broker _broker;
    private readonly ITimer _timer;

    internal BrokerQueue(string name, QueueOptions options, Broker broker)
    {
        (Name, Options, _broker) = (name, options, broker);
        (Active, Dead) = (new MessageLine(this, isDead: false), new MessageLine(this, isDead: true));
        _timer = broker.Clock.CreateTimer(static state => ((BrokerQueue)state!).Do(static _ => { }), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public string Name { get; }
    public QueueOptions Options { get; }

    /// <summary>True refuses every new link, as an operator can have it.</summary>
    public bool IsDisabled { get; set; }

    /// <summary>How many a receiver would get now.</summary>
    public int Ready => Do(static q => q.Active.ReadyCount);

    /// <summary>Of all states.</summary>
    public int Count => Do(static q => q.Active.Count);

    /// <summary>How many are with a receiver.</summary>
    public int Locked => Do(static q => q.Active.LockedCount);

    /// <summary>When the next scheduled message is due; null when none is.</summary>
    public DateTimeOffset? NextDue => Do(static q => q.Active.NextDue());

    public int DeadLettered => Do(static q => q.Dead.Count);

    internal MessageLine Active { get; }
    internal MessageLine Dead { get; }
    internal DateTimeOffset Now => _broker.Clock.GetUtcNow();

    /// <summary>Every lock on this queue and its dead-letter queue ends now, as when the broker moves to another machine.</summary>
    public void LoseLocks() => Do(static q =>
    {
        q.Active.EndLocks(DateTimeOffset.MaxValue);
        q.Dead.EndLocks(DateTimeOffset.MaxValue);
    });

    /// <summary>Does it with the gate held, after what time has done; what is ready then goes to those who wait.</summary>
    internal T Do<T>(Func<BrokerQueue, T> act)
    {
        lock (_broker.Gate)
        {
            Active.CatchUp(Now);
            Dead.CatchUp(Now);
            var result = act(this);
            Active.Serve();
            Dead.Serve();
            SetTimer();
            return result;
        }
    }

    /// <inheritdoc cref="Do{T}"/>
    internal void Do(Action<BrokerQueue> act) => Do(q =>
    {
        act(q);
        return true;
    });

    /// <summary>False when the queue is full; nothing of it is taken then.</summary>
    internal bool TryPut(IReadOnlyCollection<StoredMessage> messages)
    {
        if (Active.Count + messages.Count > Options.MaxMessages) return false;
        foreach (var message in messages) Put(message, message.ScheduledFor);
        return true;
    }

    /// <summary>Returns its sequence number.</summary>
    internal long Put(StoredMessage message, DateTimeOffset scheduledFor)
    {
        _broker.Counts.Add(BrokerOperation.Send);
        message.EnqueuedTime = Now;
        message.State = scheduledFor > Now ? MessageState.Scheduled : MessageState.Active;
        if (message.State == MessageState.Active) SetExpiry(message);
        Active.Add(message);
        return message.Sequence;
    }

    internal void SetExpiry(StoredMessage message)
    {
        var lifetime = message.TimeToLive < Options.TimeToLive ? message.TimeToLive : Options.TimeToLive;
        message.ExpiresAt = lifetime < DateTimeOffset.MaxValue - message.EnqueuedTime ? message.EnqueuedTime + lifetime : DateTimeOffset.MaxValue;
    }

    internal void DeadLetter(StoredMessage message, string? reason, string? description)
    {
        if (reason is not null) message.Change([new(ReasonProperty, reason)]);
        if (description is not null) message.Change([new(DescriptionProperty, description)]);
        message.DeadLetterSource = Name;
        Dead.Move(message);
    }

    internal void Stop() => _timer.Dispose();

    private void SetTimer()
    {
        var next = Active.NextEvent() < Dead.NextEvent() ? Active.NextEvent() : Dead.NextEvent();
        var wait = next - Now;
        // A timer takes no more than some weeks.
        var due = next == DateTimeOffset.MaxValue || wait > TimeSpan.FromDays(40) ? Timeout.InfiniteTimeSpan : wait > TimeSpan.Zero ? wait : TimeSpan.FromTicks(1);
        _timer.Change(due, Timeout.InfiniteTimeSpan);
    }
}
