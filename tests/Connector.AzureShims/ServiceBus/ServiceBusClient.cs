#nullable disable
using Azure.Core;
using Connector.AzureShims;

namespace Azure.Messaging.ServiceBus;

/// <summary>A client of one <see cref="BrokerNamespace"/>, found by its name. Nothing is called before the first operation, as with the real one.</summary>
public class ServiceBusClient : IAsyncDisposable
{
    private readonly string _namespace;
    private readonly TokenCredential _credential;

    public ServiceBusClient(string connectionString) => _namespace = BrokerNamespace.NameIn(connectionString);

    public ServiceBusClient(string fullyQualifiedNamespace, TokenCredential credential)
    {
        ArgumentException.ThrowIfNullOrEmpty(fullyQualifiedNamespace);
        ArgumentNullException.ThrowIfNull(credential);
        (_namespace, _credential) = (fullyQualifiedNamespace, credential);
    }

    public virtual string FullyQualifiedNamespace => _namespace;

    public virtual bool IsClosed { get; private set; }

    public virtual ServiceBusSender CreateSender(string queueOrTopicName) => new(Link(queueOrTopicName));

    public virtual ServiceBusReceiver CreateReceiver(string queueName) => CreateReceiver(queueName, new ServiceBusReceiverOptions());

    public virtual ServiceBusReceiver CreateReceiver(string queueName, ServiceBusReceiverOptions options) => new(Link(queueName), options.SubQueue);

    public virtual ValueTask DisposeAsync()
    {
        IsClosed = true;
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    private BrokerLink Link(string queue) => new(this, queue, _credential);
}
