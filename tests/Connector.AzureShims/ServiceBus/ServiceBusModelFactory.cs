#nullable disable
using Azure.Core.Amqp;
using Connector.AzureShims;

namespace Azure.Messaging.ServiceBus;

/// <summary>Makes messages for tests without a broker.</summary>
public static class ServiceBusModelFactory
{
    public static ServiceBusReceivedMessage ServiceBusReceivedMessage(
        BinaryData body = null, string messageId = null, string partitionKey = null, string viaPartitionKey = null, string sessionId = null,
        string replyToSessionId = null, TimeSpan timeToLive = default, string correlationId = null, string subject = null, string to = null,
        string contentType = null, string replyTo = null, DateTimeOffset scheduledEnqueueTime = default, IDictionary<string, object> properties = null,
        Guid lockTokenGuid = default, int deliveryCount = 0, DateTimeOffset lockedUntil = default, long sequenceNumber = -1, string deadLetterSource = null,
        long enqueuedSequenceNumber = 0, DateTimeOffset enqueuedTime = default, ServiceBusMessageState serviceBusMessageState = ServiceBusMessageState.Active)
    {
        var content = new BrokerContent
        {
            Body = new AmqpMessageBody(body ?? BinaryData.FromBytes(ReadOnlyMemory<byte>.Empty)),
            ContentType = contentType,
            CorrelationId = correlationId,
            MessageId = messageId,
            ScheduledEnqueueTime = scheduledEnqueueTime,
            Subject = subject
        };
        foreach (var (key, value) in properties ?? new Dictionary<string, object>(StringComparer.Ordinal)) content.Properties[key] = value;
        return new ServiceBusReceivedMessage(
            content,
            new BrokerStamp(sequenceNumber, enqueuedSequenceNumber, enqueuedTime, deliveryCount, lockTokenGuid, lockedUntil, serviceBusMessageState));
    }
}
