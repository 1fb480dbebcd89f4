using Azure.Messaging.ServiceBus;
using Connector.Core.Model.Messages;
using Connector.Core.Ports;

namespace Connector.Azure.ServiceBus;

/// <summary>
/// The queues on Service Bus. Functions take their messages through triggers (<see cref="TriggerSettlement"/>); taking them here is for hosts without the Functions
/// runtime. Locks last as long as the queue says, five minutes as we make them, whatever the caller asks for.
/// </summary>
public sealed class ServiceBusWorkQueue(ServiceBusQueues queues, MessageFactory making, Settler settling, TimeProvider clock) : IWorkQueue
{
    /// <summary>Depths are counted by looking; more than this many are reported as this many.</summary>
    public const int MostCounted = 1000;

    private const int MostMadeDue = 5000;
    private const int PartSize = 100;

    /// <summary>The client returns sooner when there is a message.</summary>
    private static readonly TimeSpan s_wait = TimeSpan.FromSeconds(1);
    private readonly HeldMessages _held = new(clock);

    public Task SendAsync(string queue, IReadOnlyList<WorkMessage> messages, DateTimeOffset? dueAt, CancellationToken cancellationToken) =>
        ServiceBusFailures.ReadAsync(queue, () => queues.SendAsync(queue, [.. messages.Select(m => making.Create(m, dueAt))], cancellationToken));

    public Task SendRawAsync(string queue, ReadOnlyMemory<byte> body, CancellationToken cancellationToken) =>
        ServiceBusFailures.ReadAsync(queue, () => queues.SendAsync(queue, [making.Create(body)], cancellationToken));

    public Task<IReadOnlyList<QueuedMessage>> ReceiveAsync(string queue, int max, TimeSpan lockFor, CancellationToken cancellationToken) =>
        ServiceBusFailures.ReadAsync<IReadOnlyList<QueuedMessage>>(queue, async () =>
        {
            var taken = await queues.Receiver(queue).ReceiveMessagesAsync(max, s_wait, cancellationToken);
            foreach (var message in taken) _held.Add(queue, message);
            return [.. taken.Select(m => ReceivedMessages.Read(queue, m))];
        });

    public async Task<int> SettleAsync(IReadOnlyList<(QueuedMessage Message, Settlement Settlement)> settlements, CancellationToken cancellationToken)
    {
        var lost = 0;
        foreach (var ofQueue in settlements.GroupBy(static s => s.Message.Queue, StringComparer.Ordinal))
            lost += await ServiceBusFailures.ReadAsync(ofQueue.Key, () => SettleAsync(ofQueue.Key, ofQueue, cancellationToken));
        return lost;
    }

    /// <summary>For as long as the queue says, whatever the caller asks for.</summary>
    public Task<int> RenewAsync(IReadOnlyList<QueuedMessage> messages, TimeSpan lockFor, CancellationToken cancellationToken) =>
        EachHeldAsync(messages, (receiver, held) => receiver.RenewMessageLockAsync(held, cancellationToken));

    /// <summary>The broker counts the delivery all the same.</summary>
    public Task ReleaseAsync(IReadOnlyList<QueuedMessage> messages, CancellationToken cancellationToken) =>
        EachHeldAsync(messages, async (receiver, held) =>
        {
            _held.Remove(held);
            await receiver.AbandonMessageAsync(held, null, cancellationToken);
        });

    /// <summary>Returns how many had lost their lock.</summary>
    private async Task<int> EachHeldAsync(IReadOnlyList<QueuedMessage> messages, Func<ServiceBusReceiver, ServiceBusReceivedMessage, Task> act)
    {
        var lost = 0;
        foreach (var message in messages)
        {
            try
            {
                if (_held.Find(message) is { } held) await ServiceBusFailures.ReadAsync(message.Queue, () => act(queues.Receiver(message.Queue), held));
                else lost++;
            }
            catch (ConnectorException e) when (e.InnerException is ServiceBusException { Reason: ServiceBusFailureReason.MessageLockLost })
            {
                lost++;
            }
        }
        return lost;
    }

    /// <summary>Returns how many had lost their lock.</summary>
    private async Task<int> SettleAsync(
        string queue, IEnumerable<(QueuedMessage Message, Settlement Settlement)> settlements, CancellationToken cancellationToken)
    {
        var lost = 0;
        var work = new List<(ServiceBusReceivedMessage Message, Settlement Settlement)>();
        foreach (var (message, settlement) in settlements)
        {
            if (_held.Find(message) is { } held) work.Add((held, settlement));
            else
            {
                lost++;
                if (settlement is Settlement.Reschedule { Surely: true } later) await queues.SendAsync(queue, [making.Create(later.Copy, later.DueAt)], cancellationToken);
            }
        }
        foreach (var (message, _) in work) _held.Remove(message);
        return lost + await settling.SettleAsync(queue, work, new ReceiverSettler(queues.Receiver(queue)), cancellationToken);
    }

    /// <summary>
    /// Of the first <see cref="MostMadeDue"/> messages. The copy is sent before the waiting message is taken away: a stop between the two leaves both, and what is handled
    /// twice does no harm.
    /// </summary>
    public Task<int> MakeDueAsync(string queue, DateTimeOffset until, CancellationToken cancellationToken) => ServiceBusFailures.ReadAsync(queue, async () =>
    {
        var now = clock.GetUtcNow();
        var waiting = await MessagePeeker.AllAsync(queues.Receiver(queue), MostMadeDue, cancellationToken)
            .Where(m => m.State == ServiceBusMessageState.Scheduled && m.ScheduledEnqueueTime > now && m.ScheduledEnqueueTime <= until).ToListAsync(cancellationToken);
        foreach (var part in waiting.Chunk(PartSize))
        {
            await queues.SendAsync(queue, [.. part.Select(making.Now)], cancellationToken);
            foreach (var message in part) await queues.CancelAsync(queue, message.SequenceNumber, cancellationToken);
        }
        return waiting.Count;
    });

    /// <summary>Of the locks, only those of this instance are known; what others hold counts as ready.</summary>
    public Task<QueueDepth> PeekDepthAsync(string queue, CancellationToken cancellationToken) => ServiceBusFailures.ReadAsync(queue, async () =>
    {
        var held = _held.Sequences(queue);
        long ready = 0, scheduled = 0, locked = 0;
        DateTimeOffset? next = null;
        await foreach (var message in MessagePeeker.AllAsync(queues.Receiver(queue), MostCounted, cancellationToken))
        {
            if (held.Contains(message.SequenceNumber))
            {
                locked++;
                continue;
            }
            var isScheduled = message.State == ServiceBusMessageState.Scheduled;
            if (isScheduled) scheduled++;
            else ready++;
            var dueAt = isScheduled ? message.ScheduledEnqueueTime : message.EnqueuedTime;
            if (!(dueAt >= next)) next = dueAt;
        }
        var dead = await MessagePeeker.AllAsync(queues.DeadReceiver(queue), MostCounted, cancellationToken).CountAsync(cancellationToken);
        return new QueueDepth(ready, scheduled, locked, dead, next);
    });
}
