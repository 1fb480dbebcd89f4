using Microsoft.Azure.Amqp;
using Microsoft.Azure.Amqp.Framing;

namespace Connector.ServiceBusBroker;

/// <summary>A client's sender: single messages, and batches that arrive whole or not at all.</summary>
internal sealed class Producer
{
    /// <summary>The message format of a batch: each of its data sections is a message.</summary>
    private const uint BatchFormat = 0x80013700;
    private readonly ReceivingAmqpLink _link;
    private readonly BrokerQueue _queue;
    private readonly Broker _broker;

    public Producer(ReceivingAmqpLink link, BrokerQueue queue, Broker broker)
    {
        (_link, _queue, _broker) = (link, queue, broker);
        link.RegisterMessageListener(message => broker.Guard(link, () => Receive(message)));
    }

    private void Receive(AmqpMessage message)
    {
        var messages = Unpack(message);
        var fault = _broker.Faults.Next(BrokerOperation.Send, _queue.Name);
        switch (fault)
        {
            case BrokerFault.LostBefore:
                _broker.Drop(_link.Session.Connection);
                return;
            case BrokerFault.LinkDropped:
                _link.SafeClose();
                return;
            case BrokerFault.LostAfter:
                Put(messages);
                _broker.Drop(_link.Session.Connection);
                return;
            case BrokerFault.Delayed:
                _broker.Later(() => Respond(message, Put(messages)));
                return;
            case BrokerFault.Twice:
                Put([.. messages.Select(static m => m.Copy())]);
                Respond(message, Put(messages));
                return;
            case { } other:
                Respond(message, BrokerErrors.From(other, BrokerOperation.Send));
                return;
            default:
                Respond(message, Put(messages));
                return;
        }
    }

    private Error? Put(IReadOnlyCollection<StoredMessage> messages) => _queue.Do(q => q.TryPut(messages)) ? null : BrokerErrors.Full(_queue.Name);

    private void Respond(AmqpMessage message, Error? error)
    {
        DeliveryState state = error is null ? AmqpConstants.AcceptedOutcome : new Rejected { Error = error };
        if (!_link.IsClosing()) _link.DisposeMessage(message, state, true, false);
        message.Dispose();
    }

    private static IReadOnlyList<StoredMessage> Unpack(AmqpMessage message) =>
        message.MessageFormat == BatchFormat
            ? [.. message.DataBody.Select(static data => StoredMessage.From(((ArraySegment<byte>)data.Value).ToArray()))]
            : [StoredMessage.From(StoredMessage.Encode(message))];
}
