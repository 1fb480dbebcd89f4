using Microsoft.Azure.Amqp;
using Microsoft.Azure.Amqp.Encoding;
using Microsoft.Azure.Amqp.Framing;

namespace Connector.ServiceBusBroker;

/// <summary>The operations of a queue's management link: those that no outcome on a message link can express.</summary>
internal sealed class ManagementOperations(MessageLine line, Broker broker)
{
    private const string Prefix = "com.microsoft:";

    /// <summary>Null when the connection or link broke instead.</summary>
    public AmqpMessage? Respond(AmqpMessage request, AmqpLink link)
    {
        var name = (string)request.ApplicationProperties.Map["operation"];
        var operation = OperationOf(name);
        var body = (AmqpMap)request.ValueBody.Value;
        // Messages that it schedules count where they are put.
        if (operation != BrokerOperation.Manage) broker.Counts.Add(operation);
        switch (broker.Faults.Next(operation, line.Queue.Name))
        {
            case BrokerFault.LostBefore:
                broker.Drop(link.Session.Connection);
                return null;
            case BrokerFault.LostAfter:
                Run(name, body);
                broker.Drop(link.Session.Connection);
                return null;
            case BrokerFault.LinkDropped:
                link.SafeClose();
                return null;
            case { } fault when BrokerErrors.From(fault, operation) is { } error:
                return Failed(error);
            default:
                return Run(name, body);
        }
    }

    private static BrokerOperation OperationOf(string name) => name[Prefix.Length..] switch
    {
        "peek-message" => BrokerOperation.Peek,
        "update-disposition" => BrokerOperation.Settle,
        "renew-lock" => BrokerOperation.Renew,
        _ => BrokerOperation.Manage
    };

    private AmqpMessage Run(string name, AmqpMap body) => line.Queue.Do(_ => name[Prefix.Length..] switch
    {
        "peek-message" => Peek(body),
        "schedule-message" => Schedule(body),
        "cancel-scheduled-message" => Cancel(body),
        "renew-lock" => Renew(body),
        "receive-by-sequence-number" => TakeDeferred(body),
        "update-disposition" => Settle(body),
        _ => Failed(new Error { Condition = AmqpErrorCode.NotImplemented, Description = $"{name} is not offered." })
    });

    private AmqpMessage Peek(AmqpMap body)
    {
        var found = line.Peek((int)body[Key("message-count")], (long)body[Key("from-sequence-number")]);
        return found.Count == 0
            ? Done([], AmqpResponseStatusCode.NoContent)
            : Done(new AmqpMap { [Key("messages")] = found.Select(static m => new AmqpMap { [Key("message")] = Bytes(m.Show(taken: false)) }).ToList() });
    }

    private AmqpMessage Schedule(AmqpMap body)
    {
        var messages = Maps(body[Key("messages")]).Select(static m => StoredMessage.From(((ArraySegment<byte>)m[Key("message")]).ToArray())).ToList();
        if (line.Queue.Active.Count + messages.Count > line.Queue.Options.MaxMessages) return Failed(BrokerErrors.Full(line.Queue.Name));
        return Done(new AmqpMap { [Key("sequence-numbers")] = messages.ConvertAll(m => line.Queue.Put(m, m.ScheduledFor)).ToArray() });
    }

    private AmqpMessage Cancel(AmqpMap body)
    {
        foreach (var sequence in (long[])body[Key("sequence-numbers")])
        {
            if (line.Find(sequence) is not { State: MessageState.Scheduled } message) return Failed(BrokerErrors.MessageNotFound());
            line.Remove(message);
        }
        return Done([]);
    }

    private AmqpMessage Renew(AmqpMap body)
    {
        var expirations = new List<DateTime>();
        foreach (var token in (Guid[])body[Key("lock-tokens")])
        {
            if (line.Held(token) is not { } message) return Failed(BrokerErrors.LockLost());
            message.LockedUntil = line.Queue.Now + line.Queue.Options.LockDuration;
            expirations.Add(message.LockedUntil.UtcDateTime);
        }
        return Done(new AmqpMap { [Key("expirations")] = expirations.ToArray() });
    }

    private AmqpMessage TakeDeferred(AmqpMap body)
    {
        var taken = new List<AmqpMap>();
        foreach (var sequence in (long[])body[Key("sequence-numbers")])
        {
            if (line.Find(sequence) is not { State: MessageState.Deferred, LockToken: null } message) return Failed(BrokerErrors.MessageNotFound());
            line.Take(message);
            taken.Add(new AmqpMap { [Key("message")] = Bytes(message.Show(taken: true)), [Key("lock-token")] = message.LockToken!.Value });
            if ((uint)body[Key("receiver-settle-mode")] == 0) line.Remove(message);
        }
        return Done(new AmqpMap { [Key("messages")] = taken });
    }

    private AmqpMessage Settle(AmqpMap body)
    {
        var changes = body.TryGetValue<AmqpMap>(Key("properties-to-modify"), out var map)
            ? map.Select(static entry => KeyValuePair.Create(entry.Key.Key.ToString()!, (object?)entry.Value)).ToList()
            : [];
        var settling = (string)body[Key("disposition-status")] switch
        {
            "completed" => new Settling(SettlingKind.Complete, []),
            "defered" => new Settling(SettlingKind.Defer, changes),
            "suspended" => new Settling(SettlingKind.DeadLetter, changes, Text(body, "deadletter-reason"), Text(body, "deadletter-description")),
            _ => new Settling(SettlingKind.Abandon, changes)
        };
        foreach (var token in (Guid[])body[Key("lock-tokens")])
            if (settling.Apply(line, token) is { } error) return Failed(error);
        return Done([]);
    }

    private static AmqpMessage Done(AmqpMap body, AmqpResponseStatusCode status = AmqpResponseStatusCode.OK) => Response(body, status, "OK", null);

    private static AmqpMessage Failed(Error error) => Response([], BrokerErrors.Status(error), error.Description, error.Condition);

    private static AmqpMessage Response(AmqpMap body, AmqpResponseStatusCode status, string description, AmqpSymbol? condition)
    {
        var response = AmqpMessage.Create(new AmqpValue { Value = body });
        response.ApplicationProperties.Map["statusCode"] = (int)status;
        response.ApplicationProperties.Map["statusDescription"] = description;
        if (condition is { } symbol) response.ApplicationProperties.Map["errorCondition"] = symbol;
        return response;
    }

    private static MapKey Key(string name) => new(name);

    private static ArraySegment<byte> Bytes(AmqpMessage message) => new(StoredMessage.Encode(message));

    private static string? Text(AmqpMap body, string name) => body.TryGetValue<string>(Key(name), out var text) ? text : null;

    private static IEnumerable<AmqpMap> Maps(object list) => ((System.Collections.IEnumerable)list).Cast<AmqpMap>();
}
