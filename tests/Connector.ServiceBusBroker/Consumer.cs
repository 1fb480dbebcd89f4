using Microsoft.Azure.Amqp;
using Microsoft.Azure.Amqp.Framing;

namespace Connector.ServiceBusBroker;

/// <summary>A client's receiver. What it asks for is credit; each message that it gets is locked, and settled by an outcome that the broker confirms.</summary>
internal sealed class Consumer
{
    private readonly SendingAmqpLink _link;
    private readonly MessageLine _line;
    private readonly Broker _broker;

    private uint _credit;

    /// <summary>It has been told what there is; what credit is left stands for a call that is over.</summary>
    private bool _responded;

    public Consumer(SendingAmqpLink link, MessageLine line, Broker broker)
    {
        (_link, _line, _broker) = (link, line, broker);
        link.RegisterCreditListener((credit, drain, _) => broker.Guard(link, () => Grant(credit, drain)));
        link.RegisterDispositionListener(delivery => broker.Guard(link, () => Settle(delivery)));
        link.SafeAddClosed((_, _) => line.Queue.Do(_ => line.Remove(this)));
        line.Queue.Do(_ => line.Add(this));
    }

    private BrokerQueue Queue => _line.Queue;

    /// <summary>True for one that takes another message now. Call with the gate held.</summary>
    public bool Accepts => _credit > 0 && !_responded && !_link.IsClosing();

    private bool RespondsAtOnce => Queue.Options.Receiving == Receiving.RespondsAtOnce;

    private bool DeletesAtOnce => _link.Settings.SettleType == SettleMode.SettleOnSend;

    /// <summary>Call with the gate held.</summary>
    public void Deliver(StoredMessage message)
    {
        _credit--;
        _broker.Counts.Add(BrokerOperation.Receive);
        _line.Take(message);
        var token = message.LockToken!.Value;
        _link.SendMessageNoWait(message.Show(taken: true), new ArraySegment<byte>(token.ToByteArray()), default);
        if (DeletesAtOnce) _line.Remove(message);
        if (_broker.Faults.Next(BrokerOperation.Receive, Queue.Name, BrokerFault.Twice) is not null) message.LockToken = null;
    }

    private void Grant(uint credit, bool drain)
    {
        var fault = _broker.Faults.Next(BrokerOperation.Receive, Queue.Name);
        if (fault is BrokerFault.LostBefore or BrokerFault.LostAfter) _broker.Drop(_link.Session.Connection);
        else if (fault is BrokerFault.Delayed) _broker.Later(() => Give(credit, drain));
        else if (fault is { } other) _link.SafeClose(BrokerErrors.From(other, BrokerOperation.Receive) is { } error ? new AmqpException(error) : null);
        else Give(credit, drain);
    }

    private void Give(uint credit, bool drain)
    {
        uint asked = 0;
        Queue.Do(_ =>
        {
            _responded = false;
            asked = _credit += credit;
        });
        lock (_broker.Gate)
        {
            if (drain) _credit = 0;
            if (!RespondsAtOnce || _credit == 0) return;
            _responded = true;
            if (_credit == asked) Detach();
        }
    }

    private void Detach()
    {
        _credit = 0;
        _line.Remove(this);
        _link.SafeClose();
    }

    private void Settle(Delivery delivery)
    {
        if (Settling.From(delivery.State) is not { } settling) return;
        // What a receiver hands back unseen when it closes is not settled by anybody.
        if (settling.Kind != SettlingKind.Release) _broker.Counts.Add(BrokerOperation.Settle);
        var (token, settled) = (new Guid(delivery.DeliveryTag.AsSpan()), delivery.Settled);
        var fault = settled ? null : _broker.Faults.Next(BrokerOperation.Settle, Queue.Name);
        switch (fault)
        {
            case BrokerFault.LostBefore:
                _broker.Drop(_link.Session.Connection);
                return;
            case BrokerFault.LinkDropped:
                _link.SafeClose();
                return;
            case BrokerFault.Delayed:
                _broker.Later(() => Confirm(delivery, settling.Kind, Apply(settling, token)));
                return;
            case BrokerFault.LostAfter:
                Apply(settling, token);
                _broker.Drop(_link.Session.Connection);
                return;
            default:
                var error = fault is { } planned ? BrokerErrors.From(planned, BrokerOperation.Settle) : null;
                error ??= Apply(settling, token);
                if (!settled) Confirm(delivery, settling.Kind, error);
                return;
        }
    }

    private Error? Apply(Settling settling, Guid token) => Queue.Do(_ => settling.Apply(_line, token));

    /// <summary>A dead letter's own reason is none of the broker's: the client would take it for a refusal.</summary>
    private void Confirm(Delivery delivery, SettlingKind kind, Error? error) =>
        _link.DisposeDelivery(delivery, true, error is null && kind != SettlingKind.DeadLetter ? delivery.State : new Rejected { Error = error });
}
