namespace Connector.ServiceBusBroker;

/// <summary>What a client asks of the broker.</summary>
public enum BrokerOperation
{
    /// <summary>Signs in: a token for one entity.</summary>
    SignIn,

    /// <summary>Opens a link to a queue, for sending, receiving or the management operations.</summary>
    Open,

    Send,

    /// <summary>Asks for messages.</summary>
    Receive,

    /// <summary>Looks at messages.</summary>
    Peek,

    /// <summary>Completes, abandons, defers or dead-letters.</summary>
    Settle,

    /// <summary>Renews a lock.</summary>
    Renew,

    /// <summary>Schedules a message, cancels one, or takes deferred ones.</summary>
    Manage
}

/// <summary>How it goes wrong.</summary>
public enum BrokerFault
{
    /// <summary>Throttled; nothing was done.</summary>
    Busy,

    /// <summary>The service reports a timeout; nothing was done.</summary>
    Timeout,

    /// <summary>The connection breaks before anything was done.</summary>
    LostBefore,

    /// <summary>The connection breaks after it was done: the client cannot know.</summary>
    LostAfter,

    /// <summary>The link is detached; nothing was done.</summary>
    LinkDropped,

    /// <summary>Settling or renewing: the lock is gone for this call, though it has not expired. Else as <see cref="Timeout"/>.</summary>
    LockLost,

    /// <summary>No right to do this.</summary>
    Unauthorized,

    /// <summary>It is done <see cref="BrokerFaults.DelayTime"/> later, on the system's clock.</summary>
    Delayed,

    /// <summary>Receiving: the message is delivered, and is free again at once. Sending: it arrives twice.</summary>
    Twice
}

/// <summary>Faults that the next operations meet, each once, in the order in which they were planned.</summary>
public sealed class BrokerFaults
{
    private readonly Lock _gate = new();
    private readonly List<(BrokerFault Fault, BrokerOperation? On, string? Queue)> _planned = [];

    /// <summary>How long a delayed operation takes.</summary>
    public TimeSpan DelayTime { get; set; } = TimeSpan.FromMilliseconds(50);

    /// <summary>How many planned faults nobody has met yet.</summary>
    public int Left
    {
        get { lock (_gate) return _planned.Count; }
    }

    /// <param name="on">Null for whatever comes next, opening and signing in included.</param>
    /// <param name="queue">Null for any.</param>
    public void Plan(BrokerFault fault, BrokerOperation? on = null, int times = 1, string? queue = null)
    {
        lock (_gate) _planned.AddRange(Enumerable.Repeat((fault, on, queue), times));
    }

    /// <summary>Nothing goes wrong from now on.</summary>
    public void Clear()
    {
        lock (_gate) _planned.Clear();
    }

    /// <summary>Null when all goes well.</summary>
    /// <param name="only">Looks for this one alone; else for any but a double delivery, which strikes later than the rest.</param>
    internal BrokerFault? Next(BrokerOperation operation, string queue, BrokerFault? only = null)
    {
        lock (_gate)
        {
            var index = _planned.FindIndex(p => (p.On ?? operation) == operation && (p.Queue ?? queue) == queue
                && (only is null ? (p.Fault, operation) is not (BrokerFault.Twice, BrokerOperation.Receive) : p.Fault == only));
            if (index < 0) return null;
            var fault = _planned[index].Fault;
            _planned.RemoveAt(index);
            return fault;
        }
    }
}
