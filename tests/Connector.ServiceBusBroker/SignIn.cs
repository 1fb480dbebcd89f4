using Microsoft.Azure.Amqp;

namespace Connector.ServiceBusBroker;

/// <summary>The node "$cbs", where a client puts a token for each entity. Every token is good, unless a fault says otherwise.</summary>
internal sealed class SignIn(Broker broker)
{
    public const string Address = "$cbs";

    public AmqpMessage? Respond(AmqpMessage request, AmqpLink link)
    {
        var audience = request.ApplicationProperties.Map["name"] as string ?? "";
        var queue = Uri.TryCreate(audience, UriKind.Absolute, out var address) ? EntityAddress.Read(address.AbsolutePath).Queue : "";
        return broker.Faults.Next(BrokerOperation.SignIn, queue) switch
        {
            BrokerFault.LostBefore or BrokerFault.LostAfter or BrokerFault.LinkDropped => Break(link),
            BrokerFault.Unauthorized => Response(AmqpResponseStatusCode.Unauthorized, "InvalidSignature: The token has an invalid signature."),
            BrokerFault.Busy => Response(AmqpResponseStatusCode.ServiceUnavailable, "The server is busy."),
            BrokerFault.Timeout => Response(AmqpResponseStatusCode.RequestTimeout, "The operation did not complete in time."),
            _ => Response(AmqpResponseStatusCode.Accepted, "Accepted")
        };
    }

    private AmqpMessage? Break(AmqpLink link)
    {
        broker.Drop(link.Session.Connection);
        return null;
    }

    private static AmqpMessage Response(AmqpResponseStatusCode status, string description)
    {
        var response = AmqpMessage.Create();
        response.ApplicationProperties.Map["status-code"] = (int)status;
        response.ApplicationProperties.Map["status-description"] = description;
        return response;
    }
}
