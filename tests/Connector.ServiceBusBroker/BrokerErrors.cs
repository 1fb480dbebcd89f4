using Microsoft.Azure.Amqp;
using Microsoft.Azure.Amqp.Encoding;
using Microsoft.Azure.Amqp.Framing;

namespace Connector.ServiceBusBroker;

/// <summary>The conditions by which the service says what is wrong.</summary>
internal static class BrokerErrors
{
    public static readonly AmqpSymbol DeadLetter = "com.microsoft:dead-letter";
    private static readonly AmqpSymbol s_busy = "com.microsoft:server-busy";
    private static readonly AmqpSymbol s_timeout = "com.microsoft:timeout";
    private static readonly AmqpSymbol s_lockLost = "com.microsoft:message-lock-lost";
    private static readonly AmqpSymbol s_notFound = "com.microsoft:message-not-found";
    private static readonly AmqpSymbol s_disabled = "com.microsoft:entity-disabled";

    public static Error Busy() => Create(s_busy, "The server is busy.");

    public static Error Timeout() => Create(s_timeout, "The operation did not complete in time.");

    public static Error LockLost() => Create(s_lockLost, "The lock supplied is invalid: it expired, or the message was settled already.");

    public static Error MessageNotFound() => Create(s_notFound, "There is no such message.");

    public static Error Disabled(string queue) => Create(s_disabled, $"The entity '{queue}' is disabled.");

    public static Error Full(string queue) => Create(AmqpErrorCode.ResourceLimitExceeded, $"The queue '{queue}' is full.");

    public static Error TooLarge() => Create(AmqpErrorCode.MessageSizeExceeded, "The message is larger than the queue takes.");

    public static Error NoEntity(string name) => Create(AmqpErrorCode.NotFound, $"The messaging entity '{name}' could not be found.");

    public static Error Unauthorized() => Create(AmqpErrorCode.UnauthorizedAccess, "Unauthorized access. Claims are required to perform this operation.");

    public static Error NotAllowed(string what) => Create(AmqpErrorCode.NotAllowed, what);

    /// <summary>What a planned fault says; null for one that breaks or delays instead.</summary>
    public static Error? From(BrokerFault fault, BrokerOperation operation) => fault switch
    {
        BrokerFault.Busy => Busy(),
        BrokerFault.Timeout => Timeout(),
        BrokerFault.Unauthorized => Unauthorized(),
        BrokerFault.LockLost => operation is BrokerOperation.Settle or BrokerOperation.Renew ? LockLost() : Timeout(),
        _ => null
    };

    /// <summary>The status code of the management operations that goes with it.</summary>
    public static AmqpResponseStatusCode Status(Error error) => error.Condition switch
    {
        var c when c.Equals(s_busy) => AmqpResponseStatusCode.ServiceUnavailable,
        var c when c.Equals(s_timeout) => AmqpResponseStatusCode.RequestTimeout,
        var c when c.Equals(s_lockLost) => AmqpResponseStatusCode.Gone,
        var c when c.Equals(s_notFound) || c.Equals(AmqpErrorCode.NotFound) => AmqpResponseStatusCode.NotFound,
        var c when c.Equals(AmqpErrorCode.UnauthorizedAccess) => AmqpResponseStatusCode.Unauthorized,
        var c when c.Equals(AmqpErrorCode.ResourceLimitExceeded) => AmqpResponseStatusCode.Forbidden,
        _ => AmqpResponseStatusCode.BadRequest
    };

    private static Error Create(AmqpSymbol condition, string description) => new() { Condition = condition, Description = description };
}
