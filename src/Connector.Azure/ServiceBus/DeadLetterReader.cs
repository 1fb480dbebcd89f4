using System.Text;
using Azure.Messaging.ServiceBus;
using Connector.Core.Model.Messages;
using Connector.Core.Ports;

namespace Connector.Azure.ServiceBus;

/// <summary>A dead letter as the error queue shows it. What its marks do not show, its body does.</summary>
internal static class DeadLetterReader
{
    /// <summary>The broker's own reason when a message was taken too often and never settled.</summary>
    private const string TakenTooOften = "MaxDeliveryCountExceeded";

    public static ErrorQueueEntry Read(string queue, ServiceBusReceivedMessage message)
    {
        var body = BodyReader.Read(message);
        WorkMessageBody.TryRead(body.Span, out var work);
        // Marks can stay on a message that was sent again and then died otherwise: they count only with the reason that was written beside them.
        var marks = message.DeadLetterReason is TakenTooOften ? new Dictionary<string, object>(StringComparer.Ordinal) : message.ApplicationProperties;
        var info = new DeadLetterInfo(
            DeadLetterMarks.Kind(marks) ?? FailureKind.Unknown,
            message.DeadLetterReason switch
            {
                null or "" => ErrorCodes.Unexpected,
                TakenTooOften => ErrorCodes.AttemptsExhausted,
                var reason => reason
            },
            message.DeadLetterErrorDescription ?? "",
            DeadLetterMarks.Text(marks, MessageProperty.OrderId) ?? OrderOf(work),
            DeadLetterMarks.Text(marks, MessageProperty.OrderNumber) ?? work?.OrderNumber,
            DeadLetterMarks.Text(marks, MessageProperty.CorrelationId) ?? work?.CorrelationId,
            DeadLetterMarks.Instant(marks, MessageProperty.FirstFailedAt) ?? work?.FirstFailedAt ?? message.EnqueuedTime);
        return new ErrorQueueEntry(
            DeadLetterId.Create(queue, message.SequenceNumber), queue, work?.Type ?? WorkMessageBody.UnreadableType, info, Encoding.UTF8.GetString(body.Span),
            DeadLetterMarks.Instant(marks, MessageProperty.DeadAt) ?? message.EnqueuedTime, message.DeliveryCount);
    }

    private static string? OrderOf(WorkMessage? work) => work is null or { Type: MessageTypes.WebhookNotification } ? null : work.Id;
}
