using System.Text.Json;
using System.Text.Json.Serialization;

namespace Connector.Core.Model.Messages;

/// <summary>What happened to an order, in the words of the business. No personal data in any member once it is in the journal.</summary>
/// <param name="Actor">Who did it; not who wrote it down.</param>
/// <param name="Text">One sentence for people.</param>
public sealed record OrderEvent(OrderEventKind Kind, OrderActor Actor, string Text)
{
    /// <summary>When it happened; null: when it was written down.</summary>
    public DateTimeOffset? At { get; init; }

    /// <summary>Why, where the text does not say it.</summary>
    public string? Reason { get; init; }

    /// <summary>The part of the order that it concerns; null for the whole order.</summary>
    public string? Part { get; init; }

    /// <summary>Who it was by name, where the actor is a person who gave one.</summary>
    public string? By { get; init; }

    /// <summary>Field by field, before and after.</summary>
    public IReadOnlyList<FieldChange>? Changes { get; init; }

    /// <summary>The same without values before and after; null where none of them has any.</summary>
    public static IReadOnlyList<OrderEvent>? WithoutValues(IReadOnlyList<OrderEvent> events) =>
        events.Any(static e => e.Changes is { Count: > 0 } changes && changes.Any(static c => c.Before is not null || c.After is not null))
            ? [.. events.Select(static e => e with { Changes = e.Changes is { } changes ? [.. changes.Select(static c => c with { Before = null, After = null })] : null })]
            : null;

    /// <summary>The form in which stores keep the events of an entry; null for none.</summary>
    public static string? Write(IReadOnlyList<OrderEvent> events) => events.Count == 0 ? null : JsonSerializer.Serialize(events, OrderEventJson.Default.IReadOnlyListOrderEvent);

    /// <summary>What a newer connector wrote and this one cannot read is left out: the entry's own text says it.</summary>
    public static IReadOnlyList<OrderEvent> Read(string? written)
    {
        if (string.IsNullOrEmpty(written)) return [];
        try
        {
            return JsonSerializer.Deserialize(written, OrderEventJson.Default.IReadOnlyListOrderEvent) ?? [];
        }
        catch (JsonException)
        {
            return [];
        }
    }
}

/// <summary>Stored by name: a name that was used once keeps its meaning.</summary>
public enum OrderEventKind
{
    /// <summary>Whatever has no kind of its own.</summary>
    Note,
    Placed,
    Changed,

    /// <summary>Not sent; the reason says why, and whether it may be later.</summary>
    NotSent,
    Sent,
    Updated,
    Cancelled,
    Held,
    Released,
    Merged,
    Split,
    Label,
    Void,
    WrittenBack,
    Delivered,

    /// <summary>An attempt failed, or the message went to the error queue.</summary>
    Failed,

    /// <summary>It waits for a stated time; nothing is wrong.</summary>
    Scheduled,
    Retried,
    Dismissed,

    /// <summary>Snoozed, assigned, a note of a person.</summary>
    Handled,

    /// <summary>The comparison of both sides found a difference.</summary>
    Difference,

    /// <summary>It was looked at, and nothing had to be done. Counted, and not part of the story.</summary>
    Checked
}

/// <summary>Who did it.</summary>
public enum OrderActor { Connector, Shop, Warehouse, Person }

/// <param name="Field">Path in the record, such as shipTo.street1 or items[line].quantity.</param>
/// <param name="Before">Null when it was empty or not there.</param>
/// <param name="After">Null when it is empty or gone.</param>
public sealed record FieldChange(string Field, string? Before, string? After);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, UseStringEnumConverter = true)]
[JsonSerializable(typeof(IReadOnlyList<OrderEvent>))]
internal sealed partial class OrderEventJson : JsonSerializerContext;
