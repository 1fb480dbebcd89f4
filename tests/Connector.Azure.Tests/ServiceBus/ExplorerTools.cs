using System.Runtime.Serialization;
using System.Text;
using System.Xml;
using Azure.Messaging.ServiceBus;
using Connector.Core.Model.Messages;
using Xunit;

namespace Connector.Azure.Tests.ServiceBus;

/// <summary>What an operator's tool makes of an entry of the error queue when it sends it again.</summary>
public enum Tool
{
    /// <summary>The portal: a copy with the same id and every property, the two dead-letter ones too.</summary>
    PortalKeepsAll,

    /// <summary>The portal, should it leave the properties out.</summary>
    PortalDropsProperties,

    /// <summary>The portal, after the operator put line breaks into the body; the editor adds a byte order mark.</summary>
    PortalEditedBody,

    /// <summary>The desktop tool's editor: same id, without the two dead-letter properties.</summary>
    DesktopRepair,

    /// <summary>The same with a new id.</summary>
    DesktopRepairWithNewId,

    /// <summary>The desktop tool, several at once: everything kept.</summary>
    DesktopBatch,

    /// <summary>The desktop tool with body type byte array: id and subject are lost, properties stay apart from the two.</summary>
    DesktopByteArray,

    /// <summary>The desktop tool with body type string: the text wrapped in the .NET serializer's binary XML.</summary>
    DesktopString,

    /// <summary>A tool that sends the text as an AMQP value, without any property.</summary>
    AmqpText,

    /// <summary>The same with bytes.</summary>
    AmqpBytes
}

/// <summary>The tools' ways, re-created.</summary>
internal static class ExplorerTools
{
    /// <summary>Sends a copy to the queue that the entry came from.</summary>
    /// <param name="remove">Also takes the original out of the error queue, sending first; neither tool does unless asked to.</param>
    public static async Task ResubmitAsync(this TestBroker broker, Tool tool, bool remove = false)
    {
        var dead = broker.DeadLetters(QueueNames.Orders);
        var original = Assert.Single(remove ? await dead.ReceiveMessagesAsync(1, TestBroker.Wait) : await dead.PeekMessagesAsync(1));
        await broker.SendAsync(QueueNames.Orders, Make(tool, original));
        if (remove) await dead.CompleteMessageAsync(original);
    }

    public static ServiceBusMessage Make(Tool tool, ServiceBusReceivedMessage original)
    {
        var bytes = original.Body.ToArray();
        return tool switch
        {
            Tool.PortalKeepsAll or Tool.DesktopBatch => Like(original, new ServiceBusMessage(bytes), static _ => true),
            Tool.PortalDropsProperties => Like(original, new ServiceBusMessage(bytes), static _ => false),
            Tool.PortalEditedBody => Like(original, new ServiceBusMessage(Edited(bytes)), static _ => true),
            Tool.DesktopRepair => Like(original, new ServiceBusMessage(bytes), NotDeadLetter),
            Tool.DesktopRepairWithNewId => Like(original, new ServiceBusMessage(bytes), NotDeadLetter, "a-new-id"),
            Tool.DesktopByteArray => Bare(original, new ServiceBusMessage(bytes), NotDeadLetter),
            Tool.DesktopString => Like(original, new ServiceBusMessage(Wrapped(Encoding.UTF8.GetString(bytes))), NotDeadLetter),
            Tool.AmqpText => OldTools.WithValue(Encoding.UTF8.GetString(bytes)),
            Tool.AmqpBytes => OldTools.WithValue(bytes),
            _ => throw new ArgumentOutOfRangeException(nameof(tool), tool, null)
        };
    }

    /// <summary>A text as the serializer of old .NET clients writes it.</summary>
    public static byte[] Wrapped(string text)
    {
        using var stream = new MemoryStream();
        using (var writer = XmlDictionaryWriter.CreateBinaryWriter(stream, null, null, ownsStream: false)) new DataContractSerializer(typeof(string)).WriteObject(writer, text);
        return stream.ToArray();
    }

    private static ServiceBusMessage Like(ServiceBusReceivedMessage original, ServiceBusMessage message, Func<string, bool> keeps, string? id = null)
    {
        message.MessageId = id ?? original.MessageId;
        (message.CorrelationId, message.Subject, message.ContentType) = (original.CorrelationId, original.Subject, original.ContentType);
        return Bare(original, message, keeps);
    }

    private static ServiceBusMessage Bare(ServiceBusReceivedMessage original, ServiceBusMessage message, Func<string, bool> keeps)
    {
        foreach (var (name, value) in original.ApplicationProperties.Where(p => keeps(p.Key))) message.ApplicationProperties[name] = value;
        return message;
    }

    private static bool NotDeadLetter(string property) => property is not ("DeadLetterReason" or "DeadLetterErrorDescription");

    private static byte[] Edited(byte[] body) => [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(body).Replace(",", ",\r\n  ", StringComparison.Ordinal))];
}
