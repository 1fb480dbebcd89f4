using Azure.Messaging.ServiceBus;
using Connector.Core.Model.Messages;
using Connector.Core.Ports;

namespace Connector.Azure.ServiceBus;

/// <summary>Messages of the broker as the pump takes them.</summary>
internal static class ReceivedMessages
{
    /// <summary>
    /// The attempts in a body count only while the message is one of ours: when somebody or a tool sent it again, it is a first attempt. That is all
    /// that being sent again means; whether the work was done already, the handlers see in the current data.
    /// </summary>
    public static QueuedMessage Read(string queue, ServiceBusReceivedMessage message)
    {
        var body = BodyReader.Read(message);
        return new QueuedMessage(
            queue, message.SequenceNumber, message.LockToken, IsSentAgain(message) ? WorkMessageBody.ForReplay(body.Span, DeadLetterMarks.Instant(message.ApplicationProperties, MessageProperty.FirstFailedAt)) : body, message.DeliveryCount, message.EnqueuedTime);
    }

    /// <summary>Tools keep or drop properties as they please: a mark of the error queue that stayed, or our own mark that is gone.</summary>
    public static bool IsSentAgain(ServiceBusReceivedMessage message) =>
        IsFromErrorQueue(message) || !message.ApplicationProperties.ContainsKey(MessageProperty.Attempt);

    /// <summary>It carries what only dead letters carry.</summary>
    public static bool IsFromErrorQueue(ServiceBusReceivedMessage message) =>
        message.DeadLetterReason is not null || message.ApplicationProperties.ContainsKey(MessageProperty.FailureKind);
}
