using System.Collections.Concurrent;

namespace Connector.Core.Flows.Pull;

/// <summary>
/// What this process queued, as far back as a pull may see an order again. While a push waits for a permit or a retry, its order would otherwise be queued again by every
/// pull. Forgetting costs a message too many, never an order.
/// </summary>
internal sealed class RecentlyQueued
{
    private readonly ConcurrentDictionary<string, (long Version, DateTimeOffset ModifiedAt)> _orders = new(StringComparer.Ordinal);

    public bool Knows(string orderId, long version) => _orders.TryGetValue(orderId, out var queued) && queued.Version >= version;

    public void Add(string orderId, long version, DateTimeOffset modifiedAt) => _orders[orderId] = (version, modifiedAt);

    public void ForgetBefore(DateTimeOffset modifiedAt)
    {
        foreach (var (id, queued) in _orders)
            if (queued.ModifiedAt < modifiedAt) _orders.TryRemove(id, out _);
    }
}
