#nullable disable
using Connector.AzureShims;

namespace Azure.Messaging.ServiceBus;

/// <summary>Sends to one queue.</summary>
public class ServiceBusSender : IAsyncDisposable
{
    private readonly BrokerLink _link;

    internal ServiceBusSender(BrokerLink link) => _link = link;

    public virtual string EntityPath => _link.Queue;

    public virtual Task SendMessageAsync(ServiceBusMessage message, CancellationToken cancellationToken = default)
    {
        if (message.Content.Size > BrokerQueue.MaxMessageBytes) return Task.FromException(TooLarge());
        return PutAsync([message], cancellationToken);
    }

    /// <summary>All or none.</summary>
    public virtual Task SendMessagesAsync(ServiceBusMessageBatch messageBatch, CancellationToken cancellationToken = default) =>
        messageBatch.Count == 0 ? Task.CompletedTask : PutAsync(messageBatch.Messages, cancellationToken);

    public virtual async ValueTask<ServiceBusMessageBatch> CreateMessageBatchAsync(CancellationToken cancellationToken = default)
    {
        await _link.OpenAsync(cancellationToken);
        return new ServiceBusMessageBatch(BrokerQueue.MaxMessageBytes);
    }

    public virtual ValueTask DisposeAsync()
    {
        _link.Close();
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    private Task PutAsync(IReadOnlyList<ServiceBusMessage> messages, CancellationToken cancellationToken) => _link.RunAsync(
        BrokerOperation.Send,
        queue =>
        {
            foreach (var message in messages) queue.Put(message.Content.Copy());
        },
        cancellationToken);

    private ServiceBusException TooLarge() =>
        new($"The message is larger than {BrokerQueue.MaxMessageBytes} bytes.", ServiceBusFailureReason.MessageSizeExceeded, EntityPath);
}
