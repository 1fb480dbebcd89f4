#nullable disable
using Azure.Core.Amqp;
using Connector.AzureShims;

namespace Azure.Messaging.ServiceBus;

/// <summary>A message to be sent.</summary>
public class ServiceBusMessage
{
    public ServiceBusMessage() : this(BinaryData.FromBytes(ReadOnlyMemory<byte>.Empty)) { }

    public ServiceBusMessage(string body) : this(BinaryData.FromString(body)) { }

    public ServiceBusMessage(ReadOnlyMemory<byte> body) : this(BinaryData.FromBytes(body)) { }

    public ServiceBusMessage(BinaryData body) => Content = new BrokerContent { Body = new AmqpMessageBody(body) };

    /// <summary>A copy without what the broker added, and without the two dead-letter properties.</summary>
    public ServiceBusMessage(ServiceBusReceivedMessage receivedMessage)
    {
        Content = receivedMessage.Content.Copy();
        Content.Properties.Remove(DeadLetterProperty.Reason);
        Content.Properties.Remove(DeadLetterProperty.Description);
    }

    internal ServiceBusMessage(BrokerContent content) => Content = content;

    public IDictionary<string, object> ApplicationProperties => Content.Properties;
    public BinaryData Body { get => Content.Data; set => Content.Body = new AmqpMessageBody(value); }
    public string ContentType { get => Content.ContentType; set => Content.ContentType = value; }
    public string CorrelationId { get => Content.CorrelationId; set => Content.CorrelationId = value; }

    public string MessageId
    {
        get => Content.MessageId;
        set
        {
            if (value is null or { Length: 0 or > 128 }) throw new ArgumentException("A message id has 1 to 128 characters.", nameof(value));
            Content.MessageId = value;
        }
    }

    public DateTimeOffset ScheduledEnqueueTime { get => Content.ScheduledEnqueueTime; set => Content.ScheduledEnqueueTime = value; }
    public string Subject { get => Content.Subject; set => Content.Subject = value; }

    internal BrokerContent Content { get; }
}
