using System.Collections.Concurrent;
using Azure.Messaging.ServiceBus;
using Connector.Core.Ports;

namespace Connector.Azure.ServiceBus;

/// <summary>The messages whose locks this process holds: settling needs them as they were received.</summary>
internal sealed class HeldMessages(TimeProvider clock)
{
    private readonly ConcurrentDictionary<string, (string Queue, ServiceBusReceivedMessage Message)> _byToken = new(StringComparer.Ordinal);

    public void Add(string queue, ServiceBusReceivedMessage message) => _byToken[message.LockToken] = (queue, message);

    /// <summary>Null when its lock has ended, or it was settled.</summary>
    public ServiceBusReceivedMessage? Find(QueuedMessage message) =>
        _byToken.TryGetValue(message.LockToken, out var held) && held.Message.LockedUntil > clock.GetUtcNow() ? held.Message : null;

    public void Remove(ServiceBusReceivedMessage message) => _byToken.TryRemove(message.LockToken, out _);

    /// <summary>Their sequence numbers; forgets those whose locks have ended.</summary>
    public IReadOnlySet<long> Sequences(string queue)
    {
        var now = clock.GetUtcNow();
        foreach (var (token, held) in _byToken)
            if (held.Message.LockedUntil <= now) _byToken.TryRemove(token, out _);
        return _byToken.Values.Where(h => h.Queue == queue).Select(static h => h.Message.SequenceNumber).ToHashSet();
    }
}
