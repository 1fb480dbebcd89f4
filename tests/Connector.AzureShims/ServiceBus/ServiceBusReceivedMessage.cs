#nullable disable
using Azure.Core.Amqp;
using Connector.AzureShims;

namespace Azure.Messaging.ServiceBus;

/// <summary>A message as it was when it was taken or looked at.</summary>
public class ServiceBusReceivedMessage
{
    private BrokerStamp _stamp;

    internal ServiceBusReceivedMessage(BrokerContent content, BrokerStamp stamp) => (Content, _stamp) = (content, stamp);

    public IReadOnlyDictionary<string, object> ApplicationProperties => Content.Properties;

    /// <summary>Throws <see cref="NotSupportedException"/> for a body that is an AMQP value.</summary>
    public BinaryData Body => Content.Data;

    public string ContentType => Content.ContentType;
    public string CorrelationId => Content.CorrelationId;
    public string DeadLetterErrorDescription => Content.Properties.GetValueOrDefault(DeadLetterProperty.Description) as string;
    public string DeadLetterReason => Content.Properties.GetValueOrDefault(DeadLetterProperty.Reason) as string;
    public int DeliveryCount => _stamp.DeliveryCount;
    public long EnqueuedSequenceNumber => _stamp.EnqueuedSequenceNumber;
    public DateTimeOffset EnqueuedTime => _stamp.EnqueuedTime;
    public DateTimeOffset LockedUntil => _stamp.LockedUntil;
    public string LockToken => _stamp.LockToken.ToString();
    public string MessageId => Content.MessageId;
    public DateTimeOffset ScheduledEnqueueTime => Content.ScheduledEnqueueTime;
    public long SequenceNumber => _stamp.SequenceNumber;
    public ServiceBusMessageState State => _stamp.State;
    public string Subject => Content.Subject;

    internal BrokerContent Content { get; }
    internal Guid Token => _stamp.LockToken;
    internal void Renew(DateTimeOffset lockedUntil) => _stamp = _stamp with { LockedUntil = lockedUntil };

    public AmqpAnnotatedMessage GetRawAmqpMessage() => new(Content.Body);
}
