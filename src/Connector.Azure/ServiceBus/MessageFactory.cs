using Azure.Messaging.ServiceBus;
using Connector.Core.Model.Messages;
using Connector.Core.Ports;

namespace Connector.Azure.ServiceBus;

/// <summary>Messages as we send them: UTF-8 JSON as bytes, each with an id of its own.</summary>
public sealed class MessageFactory(IIdSource ids, TimeProvider clock)
{
    /// <param name="dueAt">Null or past: at once.</param>
    public ServiceBusMessage Create(WorkMessage work, DateTimeOffset? dueAt)
    {
        var message = Create(WorkMessageBody.Write(work), work.Attempt, dueAt);
        (message.Subject, message.CorrelationId) = (work.Type, work.CorrelationId);
        return message;
    }

    /// <summary>A body as it is.</summary>
    public ServiceBusMessage Create(ReadOnlyMemory<byte> body)
    {
        var message = new ServiceBusMessage(body);
        message.MessageId = ids.New();
        return message;
    }

    /// <summary>A dead letter as a first attempt. What other tools left on it for tracing stays; our own marks go.</summary>
    public ServiceBusMessage ForReplay(ServiceBusReceivedMessage dead)
    {
        var message = Copy(dead);
        message.Body = BinaryData.FromBytes(WorkMessageBody.ForReplay(BodyReader.Read(dead).Span, DeadLetterMarks.Instant(dead.ApplicationProperties, MessageProperty.FirstFailedAt)));
        RemoveMarks(message);
        message.ApplicationProperties[MessageProperty.Attempt] = 0;
        return message;
    }

    /// <summary>The same message again at a later time, as it is, apart from the count of such returns.</summary>
    public ServiceBusMessage Later(ServiceBusReceivedMessage message, DateTimeOffset dueAt, int putBack)
    {
        var copy = Copy(message);
        if (ReceivedMessages.IsSentAgain(message)) RemoveMarks(copy);
        if (dueAt > clock.GetUtcNow()) copy.ScheduledEnqueueTime = dueAt;
        copy.ApplicationProperties[MessageProperty.PutBack] = putBack;
        return copy;
    }

    /// <summary>A message that waits, as one that is due at once.</summary>
    public ServiceBusMessage Now(ServiceBusReceivedMessage waiting)
    {
        var copy = Copy(waiting);
        copy.ScheduledEnqueueTime = default;
        return copy;
    }

    private ServiceBusMessage Create(byte[] body, int attempt, DateTimeOffset? dueAt)
    {
        var message = Create(body);
        message.ContentType = "application/json";
        message.ApplicationProperties[MessageProperty.Attempt] = attempt;
        if (dueAt > clock.GetUtcNow()) message.ScheduledEnqueueTime = dueAt.Value;
        return message;
    }

    private static void RemoveMarks(ServiceBusMessage message)
    {
        foreach (var property in MessageProperty.All) message.ApplicationProperties.Remove(property);
    }

    /// <summary>Keeps a schedule of the past, which means at once.</summary>
    private ServiceBusMessage Copy(ServiceBusReceivedMessage message) => new(message) { MessageId = ids.New() };
}
