using Azure.Messaging.ServiceBus;
using Connector.Azure.ServiceBus;
using Microsoft.Azure.Functions.Worker;

namespace Connector.Functions;

/// <summary>Settles messages through the host that brought them.</summary>
internal sealed class ActionsSettler(ServiceBusMessageActions actions) : IMessageSettler
{
    public Task CompleteAsync(ServiceBusReceivedMessage message, CancellationToken cancellationToken) => actions.CompleteMessageAsync(message, cancellationToken);

    public Task AbandonAsync(ServiceBusReceivedMessage message, CancellationToken cancellationToken) => actions.AbandonMessageAsync(message, null, cancellationToken);

    public Task DeadLetterAsync(
        ServiceBusReceivedMessage message, Dictionary<string, object> properties, string reason, string description, CancellationToken cancellationToken) =>
        actions.DeadLetterMessageAsync(message, properties, reason, description, cancellationToken);
}
