#nullable disable
using Connector.AzureShims;

namespace Azure.Messaging.ServiceBus;

/// <summary>Takes messages from one queue or its dead-letter queue under a lock, and settles them.</summary>
public class ServiceBusReceiver : IAsyncDisposable
{
    private readonly BrokerLink _link;
    private readonly SubQueue _subQueue;

    internal ServiceBusReceiver(BrokerLink link, SubQueue subQueue) => (_link, _subQueue) = (link, subQueue);

    public virtual string EntityPath => _subQueue == SubQueue.DeadLetter ? _link.Queue + "/$deadletterqueue" : _link.Queue;

    /// <summary>Responds at once with what is there: the broker's clock stands still while a test runs, so waiting would bring nothing.</summary>
    public virtual Task<IReadOnlyList<ServiceBusReceivedMessage>> ReceiveMessagesAsync(
        int maxMessages, TimeSpan? maxWaitTime = default, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(maxMessages);
        if (maxWaitTime <= TimeSpan.Zero) throw new ArgumentOutOfRangeException(nameof(maxWaitTime), maxWaitTime, "The wait time must be positive.");
        return RunAsync(BrokerOperation.Receive, line => line.Receive(maxMessages), cancellationToken);
    }

    /// <summary>Whatever is there, locked and scheduled ones too, by sequence number; changes nothing.</summary>
    public virtual Task<IReadOnlyList<ServiceBusReceivedMessage>> PeekMessagesAsync(
        int maxMessages, long? fromSequenceNumber = default, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(maxMessages);
        return RunAsync(BrokerOperation.Peek, line => line.Peek(maxMessages, fromSequenceNumber ?? 0), cancellationToken);
    }

    public virtual Task CompleteMessageAsync(ServiceBusReceivedMessage message, CancellationToken cancellationToken = default) =>
        SettleAsync(line => line.Complete(message), cancellationToken);

    public virtual Task AbandonMessageAsync(
        ServiceBusReceivedMessage message, IDictionary<string, object> propertiesToModify = null, CancellationToken cancellationToken = default)
    {
        var changes = PropertyValues.Checked(propertiesToModify);
        return SettleAsync(line => line.Abandon(message, changes), cancellationToken);
    }

    public virtual Task DeadLetterMessageAsync(
        ServiceBusReceivedMessage message, IDictionary<string, object> propertiesToModify, string deadLetterReason, string deadLetterErrorDescription = null,
        CancellationToken cancellationToken = default)
    {
        var changes = PropertyValues.Checked(propertiesToModify);
        return SettleAsync(line => line.DeadLetter(message, changes, deadLetterReason, deadLetterErrorDescription), cancellationToken);
    }

    public virtual Task RenewMessageLockAsync(ServiceBusReceivedMessage message, CancellationToken cancellationToken = default) =>
        SettleAsync(line => line.Renew(message), cancellationToken);

    public virtual ValueTask DisposeAsync()
    {
        _link.Close();
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    private Task SettleAsync(Action<BrokerLine> settle, CancellationToken cancellationToken) =>
        _link.RunAsync(BrokerOperation.Settle, queue => settle(LineOf(queue)), cancellationToken);

    private Task<T> RunAsync<T>(BrokerOperation operation, Func<BrokerLine, T> what, CancellationToken cancellationToken) =>
        _link.RunAsync(operation, queue => what(LineOf(queue)), cancellationToken);

    private BrokerLine LineOf(BrokerQueue queue) => _subQueue == SubQueue.DeadLetter ? queue.Dead : queue.Active;
}
