using Azure.Core.Amqp;
using Azure.Messaging.ServiceBus;

namespace Connector.AzureShims;

/// <summary>Messages as only old tools make them.</summary>
public static class OldTools
{
    /// <summary>A message whose body is an AMQP value (a text or bytes) instead of data.</summary>
    public static ServiceBusMessage WithValue(object value) => new(new BrokerContent { Body = new AmqpMessageBody(value) });
}
