using Azure.Core.Amqp;
using Azure.Messaging.ServiceBus;

namespace Connector.Azure.Tests.ServiceBus;

/// <summary>Messages as only old tools make them.</summary>
internal static class OldTools
{
    /// <summary>A message whose body is an AMQP value (a text or bytes) instead of data.</summary>
    public static ServiceBusMessage WithValue(object value) => new(new AmqpAnnotatedMessage(AmqpMessageBody.FromValue(value)));
}
