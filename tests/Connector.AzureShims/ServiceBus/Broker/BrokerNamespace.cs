using System.Collections.Concurrent;
using Azure.Messaging.ServiceBus;

namespace Connector.AzureShims;

/// <summary>
/// A Service Bus namespace in this process. Every client that names it shares it, so several "instances" meet in the same queues. Standard tier: 256 KB a message,
/// no sessions, no duplicate detection. It never retries for a client: what a client sees here is what is left after its own retries.
/// </summary>
public sealed class BrokerNamespace
{
    private static readonly ConcurrentDictionary<string, BrokerNamespace> s_all = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, BrokerQueue> _queues = new(StringComparer.OrdinalIgnoreCase);

    private BrokerNamespace(string name, TimeProvider clock) => (Name, Clock) = (name, clock);

    /// <summary>Fully qualified.</summary>
    public string Name { get; }

    /// <summary>Locks and schedules go by this clock.</summary>
    public TimeProvider Clock { get; }

    /// <summary>What goes wrong next.</summary>
    public BrokerFaults Faults { get; } = new();

    public string ConnectionString => $"Endpoint=sb://{Name}/;SharedAccessKeyName=local;SharedAccessKey=none";

    internal Lock Gate { get; } = new();

    /// <summary>An empty namespace under this name; one that was there before is forgotten.</summary>
    public static BrokerNamespace Create(string fullyQualifiedNamespace, TimeProvider clock) => s_all[fullyQualifiedNamespace] = new BrokerNamespace(fullyQualifiedNamespace, clock);

    /// <param name="lockDuration">Null: one minute, as the service has it by default; at most five.</param>
    public BrokerQueue AddQueue(string name, TimeSpan? lockDuration = null, int maxDeliveryCount = 10)
    {
        var queue = new BrokerQueue(name, this, lockDuration ?? TimeSpan.FromMinutes(1), maxDeliveryCount);
        lock (Gate) _queues.Add(name, queue);
        return queue;
    }

    /// <summary>Throws a <see cref="ServiceBusException"/> when there is none of that name.</summary>
    public BrokerQueue Queue(string name)
    {
        lock (Gate)
        {
            return _queues.GetValueOrDefault(name)
                ?? throw new ServiceBusException($"The messaging entity '{name}' could not be found.", ServiceBusFailureReason.MessagingEntityNotFound, name);
        }
    }

    internal static BrokerNamespace Find(string name) => s_all.GetValueOrDefault(name)
        ?? throw new ServiceBusException($"No such host is known: {name}", ServiceBusFailureReason.ServiceCommunicationProblem);

    internal static string NameIn(string connectionString)
    {
        ArgumentException.ThrowIfNullOrEmpty(connectionString);
        var endpoint = connectionString.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .FirstOrDefault(static part => part.StartsWith("Endpoint=", StringComparison.OrdinalIgnoreCase));
        return endpoint is not null && Uri.TryCreate(endpoint["Endpoint=".Length..], UriKind.Absolute, out var address)
            ? address.Host
            : throw new ArgumentException("The connection string names no endpoint.", nameof(connectionString));
    }
}
