using Microsoft.Azure.Amqp.Framing;

namespace Connector.ServiceBusBroker;

/// <summary>What a receiver wants to become of a message that it holds.</summary>
internal enum SettlingKind { Complete, Abandon, Defer, DeadLetter, Release }

/// <summary>One settlement, whichever way it came: as an outcome on the receiver's link, or as a management operation.</summary>
internal sealed record Settling(SettlingKind Kind, IReadOnlyList<KeyValuePair<string, object?>> Changes, string? Reason = null, string? Description = null)
{
    /// <summary>Null for a state that settles nothing.</summary>
    public static Settling? From(DeliveryState state) => state switch
    {
        Accepted => new Settling(SettlingKind.Complete, []),
        Released => new Settling(SettlingKind.Release, []),
        Modified { UndeliverableHere: true } modified => new Settling(SettlingKind.Defer, Texts(modified.MessageAnnotations)),
        Modified modified => new Settling(SettlingKind.Abandon, Texts(modified.MessageAnnotations)),
        Rejected { Error: { } error } when error.Condition.Equals(BrokerErrors.DeadLetter) => DeadLetter(Texts(error.Info)),
        Rejected rejected => new Settling(SettlingKind.DeadLetter, [], rejected.Error?.Condition.Value, rejected.Error?.Description),
        _ => null
    };

    public static Settling DeadLetter(IReadOnlyList<KeyValuePair<string, object?>> info) => new(
        SettlingKind.DeadLetter, [.. info.Where(static i => i.Key is not (BrokerQueue.ReasonProperty or BrokerQueue.DescriptionProperty))],
        Text(info, BrokerQueue.ReasonProperty), Text(info, BrokerQueue.DescriptionProperty));

    public static IReadOnlyList<KeyValuePair<string, object?>> Texts(RestrictedMap? map) =>
        map is null ? [] : [.. map.Select(static entry => KeyValuePair.Create(entry.Key.Key.ToString()!, (object?)entry.Value))];

    /// <summary>Null when it is done, or what is wrong.</summary>
    public Error? Apply(MessageLine line, Guid lockToken)
    {
        if (line.Held(lockToken) is not { } message) return BrokerErrors.LockLost();
        if (Kind == SettlingKind.DeadLetter && line == line.Queue.Dead) return BrokerErrors.NotAllowed("A dead letter cannot be dead-lettered again.");
        message.Change(Changes);
        switch (Kind)
        {
            case SettlingKind.Complete:
                line.Remove(message);
                break;
            case SettlingKind.DeadLetter:
                line.Remove(message);
                line.Queue.DeadLetter(message, Reason, Description);
                break;
            case SettlingKind.Defer:
                message.State = MessageState.Deferred;
                line.Release(message);
                break;
            default:
                line.Release(message, counts: Kind != SettlingKind.Release);
                break;
        }
        return null;
    }

    private static string? Text(IEnumerable<KeyValuePair<string, object?>> info, string name) => info.FirstOrDefault(i => i.Key == name).Value as string;
}
