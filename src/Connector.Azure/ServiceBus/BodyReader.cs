using System.Text;
using System.Xml;
using Azure.Messaging.ServiceBus;

namespace Connector.Azure.ServiceBus;

/// <summary>
/// The bytes that a message carries, whatever tool sent it: data, an AMQP value (text or bytes), or a text that an old .NET client wrapped in binary XML. A byte
/// order mark is taken off. What is none of these stays as it is; the pump then finds it unreadable.
/// </summary>
internal static class BodyReader
{
    /// <summary>What the wrapper of a text begins with: an element "string" in the namespace of the .NET serializer.</summary>
    private static readonly byte[] s_wrapper = [0x40, 0x06, .. "string"u8, 0x08, 0x33, .. "http://schemas.microsoft.com/2003/10/Serialization/"u8];

    public static ReadOnlyMemory<byte> Read(ServiceBusReceivedMessage message)
    {
        var body = Raw(message);
        if (body.Span.StartsWith(s_wrapper)) body = Unwrap(body);
        return body.Span.StartsWith(Encoding.UTF8.Preamble) ? body[Encoding.UTF8.Preamble.Length..] : body;
    }

    private static ReadOnlyMemory<byte> Raw(ServiceBusReceivedMessage message)
    {
        try
        {
            return message.Body.ToMemory();
        }
        catch (NotSupportedException)
        {
            message.GetRawAmqpMessage().Body.TryGetValue(out var value);
            return value switch
            {
                string text => Encoding.UTF8.GetBytes(text),
                byte[] bytes => bytes,
                _ => ReadOnlyMemory<byte>.Empty
            };
        }
    }

    private static ReadOnlyMemory<byte> Unwrap(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var reader = XmlDictionaryReader.CreateBinaryReader(body.ToArray(), new XmlDictionaryReaderQuotas { MaxStringContentLength = body.Length });
            return Encoding.UTF8.GetBytes(reader.ReadElementContentAsString());
        }
        catch (XmlException)
        {
            return Cut(body);
        }
    }

    /// <summary>From the first bracket to the last: a wrapper that is damaged, or of a kind that the reader does not know.</summary>
    private static ReadOnlyMemory<byte> Cut(ReadOnlyMemory<byte> body)
    {
        var content = body[s_wrapper.Length..];
        var (first, last) = (content.Span.IndexOfAny((byte)'{', (byte)'['), content.Span.LastIndexOfAny((byte)'}', (byte)']'));
        return first >= 0 && last > first ? content[first..(last + 1)] : body;
    }
}
