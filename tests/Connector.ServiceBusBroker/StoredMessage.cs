using Microsoft.Azure.Amqp;
using Microsoft.Azure.Amqp.Encoding;
using Microsoft.Azure.Amqp.Framing;

namespace Connector.ServiceBusBroker;

/// <summary>As the service numbers them in an annotation.</summary>
internal enum MessageState
{
    Active = 0,
    Deferred = 1,
    Scheduled = 2
}

/// <summary>A message in the broker's hands: what its sender encoded, never touched again, and what became of it.</summary>
internal sealed class StoredMessage(byte[] encoded)
{
    private static readonly AmqpSymbol s_sequence = "x-opt-sequence-number";
    private static readonly AmqpSymbol s_enqueuedSequence = "x-opt-enqueue-sequence-number";
    private static readonly AmqpSymbol s_enqueuedTime = "x-opt-enqueued-time";
    private static readonly AmqpSymbol s_lockedUntil = "x-opt-locked-until";
    private static readonly AmqpSymbol s_state = "x-opt-message-state";
    private static readonly AmqpSymbol s_source = "x-opt-deadletter-source";
    private static readonly AmqpSymbol s_scheduled = "x-opt-scheduled-enqueue-time";
    private readonly Dictionary<string, object?> _changes = new(StringComparer.Ordinal);

    public long Sequence { get; set; }
    public long EnqueuedSequence { get; set; }
    public DateTimeOffset EnqueuedTime { get; set; }
    public DateTimeOffset ScheduledFor { get; private init; }
    public DateTimeOffset ExpiresAt { get; set; } = DateTimeOffset.MaxValue;
    public TimeSpan TimeToLive { get; private init; } = TimeSpan.MaxValue;
    public MessageState State { get; set; }

    /// <summary>How often it was given to someone.</summary>
    public int Deliveries { get; set; }

    /// <summary>Null while nobody holds it.</summary>
    public Guid? LockToken { get; set; }

    public DateTimeOffset LockedUntil { get; set; }

    /// <summary>The queue in whose dead-letter queue it is.</summary>
    public string? DeadLetterSource { get; set; }

    public bool IsReady => State == MessageState.Active && LockToken is null;

    public static StoredMessage From(byte[] encoded)
    {
        using var sent = Decode(encoded);
        return new StoredMessage(encoded)
        {
            ScheduledFor = sent.MessageAnnotations is { } annotations && annotations.Map.TryGetValue<DateTime>(s_scheduled, out var at) ? At(at) : DateTimeOffset.MinValue,
            TimeToLive = sent.Header?.Ttl is { } milliseconds ? TimeSpan.FromMilliseconds(milliseconds) : TimeSpan.MaxValue
        };
    }

    public StoredMessage Copy() => From(encoded);

    /// <summary>Application properties that whoever settled it set.</summary>
    public void Change(IEnumerable<KeyValuePair<string, object?>> properties)
    {
        foreach (var (key, value) in properties) _changes[key] = value;
    }

    /// <summary>As it goes out, with what the broker adds.</summary>
    /// <param name="taken">False for a look, which counts no delivery and shows no lock.</param>
    public AmqpMessage Show(bool taken)
    {
        var shown = CopyOf(Decode(encoded));
        shown.Header.DeliveryCount = (uint)(taken ? Deliveries - 1 : Deliveries);
        foreach (var (key, value) in _changes) shown.ApplicationProperties.Map[key] = value;
        var annotations = shown.MessageAnnotations.Map;
        annotations[s_sequence] = Sequence;
        annotations[s_enqueuedSequence] = EnqueuedSequence;
        annotations[s_enqueuedTime] = EnqueuedTime.UtcDateTime;
        annotations[s_state] = (int)State;
        if (taken) annotations[s_lockedUntil] = LockedUntil.UtcDateTime;
        if (DeadLetterSource is not null) annotations[s_source] = DeadLetterSource;
        return shown;
    }

    public static AmqpMessage Decode(ArraySegment<byte> bytes) => AmqpMessage.CreateAmqpStreamMessage(new BufferListStream([bytes]));

    /// <summary>A message that was received gives its bytes only once; so a copy is encoded.</summary>
    public static byte[] Encode(AmqpMessage message)
    {
        using var copy = CopyOf(message);
        return [.. copy.GetPayload().SelectMany(static part => part)];
    }

    private static AmqpMessage CopyOf(AmqpMessage message)
    {
        var copy = WithBodyOf(message);
        if (message.Properties is { } properties) CopyProperties(properties, copy.Properties);
        if (message.Header is { } header)
            (copy.Header.Durable, copy.Header.Priority, copy.Header.Ttl, copy.Header.DeliveryCount) = (header.Durable, header.Priority, header.Ttl, header.DeliveryCount);
        if (message.ApplicationProperties is { } texts)
            foreach (var (key, value) in texts.Map) copy.ApplicationProperties.Map[key] = value;
        if (message.MessageAnnotations is { } annotations)
            foreach (var (key, value) in annotations.Map) copy.MessageAnnotations.Map[key] = value;
        return copy;
    }

    private static AmqpMessage WithBodyOf(AmqpMessage sent)
    {
        if (sent.BodyType.HasFlag(SectionFlag.AmqpValue)) return AmqpMessage.Create(sent.ValueBody);
        if (sent.BodyType.HasFlag(SectionFlag.AmqpSequence)) return AmqpMessage.Create(sent.SequenceBody);
        return sent.DataBody is { } data ? AmqpMessage.Create(data) : AmqpMessage.Create(new Data { Value = new ArraySegment<byte>([]) });
    }

    private static void CopyProperties(Properties from, Properties to)
    {
        (to.MessageId, to.CorrelationId, to.UserId) = (from.MessageId, from.CorrelationId, from.UserId);
        (to.To, to.ReplyTo, to.Subject) = (from.To, from.ReplyTo, from.Subject);
        (to.ContentType, to.ContentEncoding) = (from.ContentType, from.ContentEncoding);
        (to.AbsoluteExpiryTime, to.CreationTime) = (from.AbsoluteExpiryTime, from.CreationTime);
        (to.GroupId, to.GroupSequence, to.ReplyToGroupId) = (from.GroupId, from.GroupSequence, from.ReplyToGroupId);
    }

    private static DateTimeOffset At(DateTime utc) => new(DateTime.SpecifyKind(utc, DateTimeKind.Utc));
}
