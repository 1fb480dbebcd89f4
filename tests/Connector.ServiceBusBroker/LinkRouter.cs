using Microsoft.Azure.Amqp;
using Microsoft.Azure.Amqp.Framing;
using Microsoft.Azure.Amqp.Transport;

namespace Connector.ServiceBusBroker;

/// <summary>Brings each link that a client opens to what its address names, or refuses it.</summary>
internal sealed class LinkRouter(Broker broker) : IRuntimeProvider
{
    /// <summary>How many messages a sender may have under way.</summary>
    private const uint SenderCredit = 1000;
    private readonly Responder _signIns = new(broker);
    private readonly Responder _management = new(broker);
    private readonly SignIn _signIn = new(broker);

    public AmqpConnection CreateConnection(
        TransportBase transport, ProtocolHeader protocolHeader, bool isInitiator, AmqpSettings amqpSettings, AmqpConnectionSettings connectionSettings) =>
        new(transport, protocolHeader, isInitiator, amqpSettings, connectionSettings);

    public AmqpSession CreateSession(AmqpConnection connection, AmqpSessionSettings settings) => new(connection, settings, this);

    public AmqpLink CreateLink(AmqpSession session, AmqpLinkSettings settings)
    {
        if (settings.Role != true) return new SendingAmqpLink(session, settings);
        (settings.TotalLinkCredit, settings.AutoSendFlow) = (SenderCredit, true);
        if (broker.Find(EntityAddress.Read(AddressOf(settings, isReceiver: true)).Queue) is { } queue) settings.MaxMessageSize = (ulong)queue.Options.MaxMessageBytes;
        return new ReceivingAmqpLink(session, settings);
    }

    public IAsyncResult BeginOpenLink(AmqpLink link, TimeSpan timeout, AsyncCallback callback, object state)
    {
        Open(link);
        var done = new Done(state);
        callback(done);
        return done;
    }

    public void EndOpenLink(IAsyncResult result) { }

    private void Open(AmqpLink link)
    {
        var address = AddressOf(link.Settings, link.IsReceiver);
        if (address == SignIn.Address)
        {
            if (link is ReceivingAmqpLink requests) _signIns.AddRequests(requests, request => _signIn.Respond(request, link));
            else _signIns.AddReplies((SendingAmqpLink)link);
            return;
        }
        var entity = EntityAddress.Read(address);
        var queue = broker.Find(entity.Queue) ?? throw new AmqpException(BrokerErrors.NoEntity(entity.Queue));
        if (queue.IsDisabled) throw new AmqpException(BrokerErrors.Disabled(queue.Name));
        Refuse(link, queue);
        var line = entity.IsDead ? queue.Dead : queue.Active;
        switch (link)
        {
            case ReceivingAmqpLink requests when entity.IsManagement:
                var operations = new ManagementOperations(line, broker);
                _management.AddRequests(requests, request => operations.Respond(request, link));
                break;
            case SendingAmqpLink replies when entity.IsManagement:
                _management.AddReplies(replies);
                break;
            case ReceivingAmqpLink sender:
                _ = new Producer(sender, queue, broker);
                break;
            case SendingAmqpLink receiver:
                _ = new Consumer(receiver, line, broker);
                break;
        }
    }

    /// <summary>Does what a planned fault does to a link that is opened.</summary>
    private void Refuse(AmqpLink link, BrokerQueue queue)
    {
        if (broker.Faults.Next(BrokerOperation.Open, queue.Name) is not { } fault) return;
        if (BrokerErrors.From(fault, BrokerOperation.Open) is { } error) throw new AmqpException(error);
        if (fault is BrokerFault.LostBefore or BrokerFault.LostAfter) broker.Drop(link.Session.Connection);
        if (fault is not BrokerFault.Delayed) throw new AmqpException(AmqpErrorCode.DetachForced, "The link was detached.");
    }

    private static string AddressOf(AmqpLinkSettings settings, bool isReceiver) =>
        (isReceiver ? ((Target)settings.Target).Address : ((Source)settings.Source).Address)?.ToString()
        ?? throw new AmqpException(AmqpErrorCode.InvalidField, "The link has no address.");

    private sealed class Done(object state) : IAsyncResult
    {
        public object AsyncState => state;
        public WaitHandle AsyncWaitHandle => throw new NotSupportedException();
        public bool CompletedSynchronously => true;
        public bool IsCompleted => true;
    }
}
