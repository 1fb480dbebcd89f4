using Connector.Core.Engine.Pump;
using Connector.Core.Model.Messages;

namespace Connector.Core.Ports;

/// <summary>
/// Queues with locks: a message taken is hidden until its lock ends; settled once; given again when the worker died. At least once, in no strict order.
/// Names are those of <see cref="QueueNames"/>.
/// </summary>
public interface IWorkQueue
{
    /// <summary>Durable when it returns. <paramref name="dueAt"/> null means now.</summary>
    Task SendAsync(string queue, IReadOnlyList<WorkMessage> messages, DateTimeOffset? dueAt, CancellationToken cancellationToken);

    /// <summary>Sends a body as it is; for what other systems and tests put there. Unreadable bodies are welcome here: the pump dead-letters them.</summary>
    Task SendRawAsync(string queue, ReadOnlyMemory<byte> body, CancellationToken cancellationToken);

    /// <summary>
    /// Takes up to <paramref name="max"/> messages that are due, oldest first; empty at once when there are none. Each delivery counts. From its third delivery
    /// (<see cref="MessagePump.AloneFrom"/>) on a message comes alone, where the queue can: if it kills its worker, it takes no other along.
    /// </summary>
    Task<IReadOnlyList<QueuedMessage>> ReceiveAsync(string queue, int max, TimeSpan lockFor, CancellationToken cancellationToken);

    /// <summary>
    /// Settles each message according to what became of it, in one transaction where the store has one. A message whose lock was lost is left alone: someone
    /// else has it; only the copy of a <see cref="Settlement.Reschedule.Surely"/> is sent all the same. Returns how many those were.
    /// </summary>
    Task<int> SettleAsync(IReadOnlyList<(QueuedMessage Message, Settlement Settlement)> settlements, CancellationToken cancellationToken);

    /// <summary>Makes the locks last this long from now on, where they have not been lost. Returns how many were.</summary>
    Task<int> RenewAsync(IReadOnlyList<QueuedMessage> messages, TimeSpan lockFor, CancellationToken cancellationToken);

    /// <summary>Gives messages back at once, unsettled; the delivery does not count, where the queue can. Locks that were lost are left alone.</summary>
    Task ReleaseAsync(IReadOnlyList<QueuedMessage> messages, CancellationToken cancellationToken);

    /// <summary>Makes due now what waits until then at the latest, apart from what is locked. Returns how many; doing it twice is harmless.</summary>
    Task<int> MakeDueAsync(string queue, DateTimeOffset until, CancellationToken cancellationToken);

    Task<QueueDepth> PeekDepthAsync(string queue, CancellationToken cancellationToken);
}

/// <param name="Sequence">The queue's own number; stable for one message.</param>
/// <param name="DeliveryCount">1 on the first delivery.</param>
public sealed record QueuedMessage(string Queue, long Sequence, string LockToken, ReadOnlyMemory<byte> Body, int DeliveryCount, DateTimeOffset EnqueuedAt);

/// <param name="NextDueAt">When the earliest waiting message becomes due; null with none.</param>
public sealed record QueueDepth(long Ready, long Scheduled, long Locked, long Dead, DateTimeOffset? NextDueAt);
