#nullable disable
namespace Azure.Core.Amqp;

/// <summary>The message as it is on the wire.</summary>
public class AmqpAnnotatedMessage
{
    internal AmqpAnnotatedMessage(AmqpMessageBody body) => Body = body;

    public AmqpMessageBody Body { get; set; }
}
