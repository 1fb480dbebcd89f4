using System.Collections.Concurrent;

namespace Connector.ServiceBusBroker;

/// <summary>
/// What clients did, as the service would bill it: a message sent, delivered or settled is one operation, and so is a renewed lock and a look at messages. Signing in,
/// opening links and waiting are none.
/// </summary>
public sealed class BrokerCounts
{
    private readonly ConcurrentDictionary<BrokerOperation, int> _counts = new();

    public int Total => _counts.Values.Sum();

    public int this[BrokerOperation operation] => _counts.GetValueOrDefault(operation);

    internal void Add(BrokerOperation operation) => _counts.AddOrUpdate(operation, 1, static (_, count) => count + 1);
}
