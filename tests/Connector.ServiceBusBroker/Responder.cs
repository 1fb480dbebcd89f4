using System.Collections.Concurrent;
using Microsoft.Azure.Amqp;
using Microsoft.Azure.Amqp.Framing;

namespace Connector.ServiceBusBroker;

/// <summary>Requests that come on one link and are responded to on another, which has the request's reply-to as its target.</summary>
internal sealed class Responder(Broker broker)
{
    private readonly ConcurrentDictionary<string, SendingAmqpLink> _replies = new(StringComparer.Ordinal);

    public void AddReplies(SendingAmqpLink link)
    {
        var name = ((Target)link.Settings.Target).Address.ToString()!;
        _replies[name] = link;
        link.SafeAddClosed((_, _) => _replies.TryRemove(name, out var _));
    }

    /// <param name="respond">Null: there is no response.</param>
    public void AddRequests(ReceivingAmqpLink link, Func<AmqpMessage, AmqpMessage?> respond) => link.RegisterMessageListener(request => broker.Guard(link, () =>
    {
        if (!request.Settled) link.AcceptMessage(request, true, false);
        var (id, replyTo) = (request.Properties.MessageId, request.Properties.ReplyTo.ToString()!);
        var response = respond(request);
        request.Dispose();
        if (response is null || !_replies.TryGetValue(replyTo, out var replies)) return;
        response.Properties.CorrelationId = id;
        replies.SendMessageNoWait(response, new ArraySegment<byte>(Guid.NewGuid().ToByteArray()), default);
    }));
}
