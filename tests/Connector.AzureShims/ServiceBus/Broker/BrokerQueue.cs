namespace Connector.AzureShims;

/// <summary>One queue with its dead-letter queue.</summary>
public sealed class BrokerQueue
{
    /// <summary>Of one message and of one batch, headers included.</summary>
    public const int MaxMessageBytes = 256 * 1024;

    internal BrokerQueue(string name, BrokerNamespace owner, TimeSpan lockDuration, int maxDeliveryCount)
    {
        (Name, Owner, LockDuration, MaxDeliveryCount) = (name, owner, lockDuration, maxDeliveryCount);
        (Active, Dead) = (new BrokerLine(this), new BrokerLine(this));
    }

    public string Name { get; }
    public TimeSpan LockDuration { get; }
    public int MaxDeliveryCount { get; }

    internal BrokerNamespace Owner { get; }
    internal BrokerLine Active { get; }
    internal BrokerLine Dead { get; }
    internal DateTimeOffset Now => Owner.Clock.GetUtcNow();

    /// <summary>Every lock on this queue and its dead-letter queue ends now, as when the broker moves to another machine.</summary>
    public void LoseLocks()
    {
        lock (Owner.Gate)
        {
            Active.EndLocks(DateTimeOffset.MaxValue);
            Dead.EndLocks(DateTimeOffset.MaxValue);
        }
    }

    /// <summary>Call with the gate held.</summary>
    internal void Put(BrokerContent content) => Active.Add(content, Now);

    /// <summary>What time does: locks end, scheduled messages join the queue. Call with the gate held.</summary>
    internal void CatchUp()
    {
        Active.EndLocks(Now);
        Dead.EndLocks(Now);
        Active.Activate(Now);
    }

    /// <summary>Call with the gate held.</summary>
    internal void DeadLetter(BrokerMessage message, string? reason, string? description)
    {
        if (reason is not null) message.Content.Properties[DeadLetterProperty.Reason] = reason;
        if (description is not null) message.Content.Properties[DeadLetterProperty.Description] = description;
        Dead.Move(message);
    }
}
