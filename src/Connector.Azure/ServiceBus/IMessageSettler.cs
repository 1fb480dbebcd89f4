using Azure.Messaging.ServiceBus;

namespace Connector.Azure.ServiceBus;

/// <summary>
/// Settles messages where they were taken: at our own receiver, or through the host that triggered a function. A lock that is lost is always a
/// <see cref="ServiceBusException"/> of the reason <see cref="ServiceBusFailureReason.MessageLockLost"/>.
/// </summary>
public interface IMessageSettler
{
    Task CompleteAsync(ServiceBusReceivedMessage message, CancellationToken cancellationToken);

    /// <summary>Gives it back at once; the delivery has counted.</summary>
    Task AbandonAsync(ServiceBusReceivedMessage message, CancellationToken cancellationToken);

    /// <param name="properties">Set on the message; texts only.</param>
    Task DeadLetterAsync(
        ServiceBusReceivedMessage message, Dictionary<string, object> properties, string reason, string description, CancellationToken cancellationToken);

    /// <summary>Its lock lasts as long again from now on.</summary>
    Task RenewAsync(ServiceBusReceivedMessage message, CancellationToken cancellationToken);
}

/// <summary>At our own receiver.</summary>
internal sealed class ReceiverSettler(ServiceBusReceiver receiver) : IMessageSettler
{
    public Task CompleteAsync(ServiceBusReceivedMessage message, CancellationToken cancellationToken) => receiver.CompleteMessageAsync(message, cancellationToken);

    public Task AbandonAsync(ServiceBusReceivedMessage message, CancellationToken cancellationToken) => receiver.AbandonMessageAsync(message, null, cancellationToken);

    public Task DeadLetterAsync(
        ServiceBusReceivedMessage message, Dictionary<string, object> properties, string reason, string description, CancellationToken cancellationToken) =>
        receiver.DeadLetterMessageAsync(message, properties, reason, description, cancellationToken);

    public Task RenewAsync(ServiceBusReceivedMessage message, CancellationToken cancellationToken) => receiver.RenewMessageLockAsync(message, cancellationToken);
}
