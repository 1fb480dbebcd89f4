using Azure.Messaging.ServiceBus;

namespace Connector.AzureShims;

/// <summary>A message in the broker's hands.</summary>
internal sealed class BrokerMessage(BrokerContent content)
{
    public BrokerContent Content { get; } = content;
    public long SequenceNumber { get; set; }
    public long EnqueuedSequenceNumber { get; set; }
    public required DateTimeOffset EnqueuedTime { get; set; }
    public required ServiceBusMessageState State { get; set; }
    public int DeliveryCount { get; set; }

    /// <summary>Null while nobody holds it.</summary>
    public Guid? LockToken { get; set; }

    public DateTimeOffset LockedUntil { get; set; }

    /// <summary>A copy, so that what a client does to it stays with the client.</summary>
    public ServiceBusReceivedMessage Show() => new(
        Content.Copy(), new BrokerStamp(SequenceNumber, EnqueuedSequenceNumber, EnqueuedTime, DeliveryCount, LockToken ?? Guid.Empty, LockedUntil, State));
}

/// <summary>What the broker adds to a message.</summary>
internal sealed record BrokerStamp(
    long SequenceNumber, long EnqueuedSequenceNumber, DateTimeOffset EnqueuedTime, int DeliveryCount, Guid LockToken, DateTimeOffset LockedUntil, ServiceBusMessageState State);
