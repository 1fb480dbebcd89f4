using Azure.Messaging.ServiceBus;

namespace Connector.AzureShims;

/// <summary>What a client asks of the broker.</summary>
public enum BrokerOperation { Send, Receive, Peek, Settle }

/// <summary>How it goes wrong.</summary>
public enum BrokerFault
{
    /// <summary>Throttled.</summary>
    Busy,

    /// <summary>No response in time; nothing was done.</summary>
    Timeout,

    /// <summary>The connection broke before the broker had it.</summary>
    LostBefore,

    /// <summary>The connection broke after it was done: the client cannot know.</summary>
    LostAfter,

    /// <summary>The lock is gone, though it has not expired.</summary>
    LockLost,

    /// <summary>No right to do this.</summary>
    Unauthorized
}

/// <summary>Faults that the next operations meet, each once, in the order in which they were planned.</summary>
public sealed class BrokerFaults
{
    private readonly Lock _gate = new();
    private readonly List<(BrokerFault Fault, BrokerOperation? On)> _planned = [];

    /// <param name="on">Null for whatever comes next.</param>
    public void Plan(BrokerFault fault, BrokerOperation? on = null, int times = 1)
    {
        lock (_gate) _planned.AddRange(Enumerable.Repeat((fault, on), times));
    }

    /// <summary>Does it, or what is planned instead.</summary>
    internal T Meet<T>(BrokerOperation operation, string queue, Func<T> act)
    {
        var fault = Next(operation);
        if (fault is null) return act();
        if (fault == BrokerFault.LostAfter) act();
        throw Failure(fault.Value, queue);
    }

    private BrokerFault? Next(BrokerOperation operation)
    {
        lock (_gate)
        {
            var index = _planned.FindIndex(p => p.On is null || p.On == operation);
            if (index < 0) return null;
            var fault = _planned[index].Fault;
            _planned.RemoveAt(index);
            return fault;
        }
    }

    private static Exception Failure(BrokerFault fault, string queue) => fault switch
    {
        BrokerFault.Busy => new ServiceBusException("The server is busy.", ServiceBusFailureReason.ServiceBusy, queue),
        BrokerFault.Timeout => new ServiceBusException("The operation did not complete in time.", ServiceBusFailureReason.ServiceTimeout, queue),
        BrokerFault.LockLost => new ServiceBusException("The lock is lost.", ServiceBusFailureReason.MessageLockLost, queue),
        BrokerFault.Unauthorized => new UnauthorizedAccessException("Unauthorized access. Claims are required to perform this operation."),
        _ => new ServiceBusException("The connection was closed.", ServiceBusFailureReason.ServiceCommunicationProblem, queue)
    };
}
