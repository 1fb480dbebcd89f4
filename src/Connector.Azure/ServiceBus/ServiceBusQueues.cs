using System.Collections.Concurrent;
using Azure.Messaging.ServiceBus;

namespace Connector.Azure.ServiceBus;

/// <summary>Senders and receivers of the queues: one of each, opened at first use and kept, because opening one costs round trips.</summary>
public sealed class ServiceBusQueues(ServiceBusClient client) : IAsyncDisposable
{
    private static readonly ServiceBusReceiverOptions s_dead = new() { SubQueue = SubQueue.DeadLetter };
    private readonly ConcurrentDictionary<string, Lazy<ServiceBusSender>> _senders = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Lazy<ServiceBusReceiver>> _receivers = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Lazy<ServiceBusReceiver>> _deadReceivers = new(StringComparer.Ordinal);

    public ServiceBusReceiver Receiver(string queue) =>
        _receivers.GetOrAdd(queue, static (q, c) => new Lazy<ServiceBusReceiver>(() => c.CreateReceiver(q)), client).Value;

    public ServiceBusReceiver DeadReceiver(string queue) =>
        _deadReceivers.GetOrAdd(queue, static (q, c) => new Lazy<ServiceBusReceiver>(() => c.CreateReceiver(q, s_dead)), client).Value;

    /// <summary>In as few transfers as they fit into. When it throws, the first of them may have arrived.</summary>
    public async Task SendAsync(string queue, IReadOnlyCollection<ServiceBusMessage> messages, CancellationToken cancellationToken)
    {
        if (messages.Count == 0) return;
        var sender = Sender(queue);
        if (messages.Count == 1)
        {
            await sender.SendMessageAsync(messages.First(), cancellationToken);
            return;
        }
        var batch = await sender.CreateMessageBatchAsync(cancellationToken);
        try
        {
            foreach (var message in messages)
            {
                if (batch.TryAddMessage(message)) continue;
                await sender.SendMessagesAsync(batch, cancellationToken);
                batch.Dispose();
                batch = await sender.CreateMessageBatchAsync(cancellationToken);
                // What fits into no batch may still pass alone; if not, the broker says so.
                if (!batch.TryAddMessage(message)) await sender.SendMessageAsync(message, cancellationToken);
            }
            if (batch.Count > 0) await sender.SendMessagesAsync(batch, cancellationToken);
        }
        finally
        {
            batch.Dispose();
        }
    }

    /// <summary>False when the message is not waiting any longer.</summary>
    public async Task<bool> CancelAsync(string queue, long sequence, CancellationToken cancellationToken)
    {
        try
        {
            await Sender(queue).CancelScheduledMessageAsync(sequence, cancellationToken);
            return true;
        }
        catch (ServiceBusException e) when (e.Reason == ServiceBusFailureReason.MessageNotFound)
        {
            return false;
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var sender in _senders.Values) await sender.Value.DisposeAsync();
        foreach (var receiver in _receivers.Values.Concat(_deadReceivers.Values)) await receiver.Value.DisposeAsync();
    }

    private ServiceBusSender Sender(string queue) =>
        _senders.GetOrAdd(queue, static (q, c) => new Lazy<ServiceBusSender>(() => c.CreateSender(q)), client).Value;
}
