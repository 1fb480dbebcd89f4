using System.Globalization;
using System.Text;
using Azure.Core.Amqp;

namespace Connector.AzureShims;

/// <summary>What a sender gives a message.</summary>
internal sealed class BrokerContent
{
    /// <summary>Room that headers take beside the texts in them.</summary>
    private const int HeaderBytes = 128;

    public required AmqpMessageBody Body { get; set; }
    public Dictionary<string, object> Properties { get; private init; } = new(StringComparer.Ordinal);
    public string? ContentType { get; set; }
    public string? CorrelationId { get; set; }
    public string? MessageId { get; set; }
    public DateTimeOffset ScheduledEnqueueTime { get; set; }
    public string? Subject { get; set; }

    public BinaryData Data => Body.Data ?? throw new NotSupportedException("The body is an AMQP value; read it from the raw message.");

    /// <summary>In bytes, headers included.</summary>
    public int Size => HeaderBytes + Body.Size + Length(ContentType) + Length(CorrelationId) + Length(MessageId) + Length(Subject)
        + Properties.Sum(static p => Length(p.Key) + Length(Convert.ToString(p.Value, CultureInfo.InvariantCulture)) + 2);

    public BrokerContent Copy() => new()
    {
        Body = Body,
        Properties = new Dictionary<string, object>(Properties, StringComparer.Ordinal),
        ContentType = ContentType,
        CorrelationId = CorrelationId,
        MessageId = MessageId,
        ScheduledEnqueueTime = ScheduledEnqueueTime,
        Subject = Subject
    };

    private static int Length(string? text) => text is null ? 0 : Encoding.UTF8.GetByteCount(text);
}

/// <summary>The two properties that dead-lettering sets.</summary>
internal static class DeadLetterProperty
{
    public const string Reason = "DeadLetterReason";
    public const string Description = "DeadLetterErrorDescription";
}
