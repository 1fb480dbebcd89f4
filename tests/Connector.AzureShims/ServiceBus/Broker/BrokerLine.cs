using Azure.Messaging.ServiceBus;

namespace Connector.AzureShims;

/// <summary>Messages by sequence number: those of a queue, or of its dead-letter queue. Everything here happens with the namespace's gate held.</summary>
internal sealed class BrokerLine(BrokerQueue queue)
{
    private readonly SortedDictionary<long, BrokerMessage> _messages = [];
    private long _sequence;

    public void Add(BrokerContent content, DateTimeOffset now)
    {
        var scheduled = content.ScheduledEnqueueTime > now;
        Append(new BrokerMessage(content) { EnqueuedTime = now, State = scheduled ? ServiceBusMessageState.Scheduled : ServiceBusMessageState.Active });
    }

    /// <summary>A message of another line gets a number of this one and remembers its first.</summary>
    public void Move(BrokerMessage message)
    {
        message.EnqueuedSequenceNumber = message.SequenceNumber;
        message.LockToken = null;
        Append(message);
    }

    public IReadOnlyList<ServiceBusReceivedMessage> Receive(int max)
    {
        var taken = _messages.Values.Where(static m => m is { State: ServiceBusMessageState.Active, LockToken: null }).Take(max).ToList();
        foreach (var message in taken)
        {
            message.LockToken = Guid.NewGuid();
            message.LockedUntil = queue.Now + queue.LockDuration;
            message.DeliveryCount++;
        }
        return taken.ConvertAll(static m => m.Show());
    }

    public IReadOnlyList<ServiceBusReceivedMessage> Peek(int max, long from) =>
        _messages.Values.Where(m => m.SequenceNumber >= from).Take(max).Select(static m => m.Show()).ToList();

    public void Complete(ServiceBusReceivedMessage received) => _messages.Remove(Held(received).SequenceNumber);

    public void Abandon(ServiceBusReceivedMessage received, IEnumerable<KeyValuePair<string, object>> changes)
    {
        var message = Held(received);
        Change(message, changes);
        Release(message);
    }

    /// <summary>As with the real client, the message that was taken shows the new end of its lock.</summary>
    public void Renew(ServiceBusReceivedMessage received)
    {
        var message = Held(received);
        message.LockedUntil = queue.Now + queue.LockDuration;
        received.Renew(message.LockedUntil);
    }

    public void DeadLetter(ServiceBusReceivedMessage received, IEnumerable<KeyValuePair<string, object>> changes, string? reason, string? description)
    {
        var message = Held(received);
        if (this == queue.Dead) throw new InvalidOperationException("A dead letter cannot be dead-lettered again.");
        Change(message, changes);
        _messages.Remove(message.SequenceNumber);
        queue.DeadLetter(message, reason, description);
    }

    /// <summary>An ended lock counts like an abandoned delivery.</summary>
    public void EndLocks(DateTimeOffset now)
    {
        foreach (var message in _messages.Values.Where(m => m.LockToken is not null && m.LockedUntil <= now).ToList()) Release(message);
    }

    /// <summary>A scheduled message joins the queue as if it had been sent at its time, with a new number.</summary>
    public void Activate(DateTimeOffset now)
    {
        var due = _messages.Values.Where(m => m.State == ServiceBusMessageState.Scheduled && m.Content.ScheduledEnqueueTime <= now)
            .OrderBy(static m => m.Content.ScheduledEnqueueTime).ThenBy(static m => m.SequenceNumber).ToList();
        foreach (var message in due)
        {
            _messages.Remove(message.SequenceNumber);
            message.State = ServiceBusMessageState.Active;
            message.EnqueuedTime = message.Content.ScheduledEnqueueTime;
            Append(message);
        }
    }

    private void Append(BrokerMessage message)
    {
        message.SequenceNumber = ++_sequence;
        _messages.Add(message.SequenceNumber, message);
    }

    private BrokerMessage Held(ServiceBusReceivedMessage received) =>
        _messages.GetValueOrDefault(received.SequenceNumber) is { LockToken: { } token } message && token == received.Token
            ? message
            : throw new ServiceBusException("The lock supplied is invalid: it expired, or the message was settled already.", ServiceBusFailureReason.MessageLockLost, queue.Name);

    private void Release(BrokerMessage message)
    {
        message.LockToken = null;
        if (this == queue.Dead || message.DeliveryCount < queue.MaxDeliveryCount) return;
        _messages.Remove(message.SequenceNumber);
        queue.DeadLetter(message, "MaxDeliveryCountExceeded", $"Message could not be consumed after {message.DeliveryCount} delivery attempts.");
    }

    private static void Change(BrokerMessage message, IEnumerable<KeyValuePair<string, object>> changes)
    {
        foreach (var (key, value) in changes) message.Content.Properties[key] = value;
    }
}
