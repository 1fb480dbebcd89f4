using System.Text.Json.Serialization;
using Connector.Core.Model.Shipping;

namespace Connector.Core.Model.Messages;

/// <summary>
/// The envelope of one unit of work: everything a consumer needs, because tools drop properties when they resubmit. A message is a hint:
/// handlers read the current data, so an additional, a missing or an old message does no harm.
/// </summary>
public sealed record WorkMessage
{
    public const int CurrentSchema = 1;

    public int Schema { get; init; } = CurrentSchema;

    /// <summary>One of <see cref="MessageTypes"/>.</summary>
    public required string Type { get; init; }

    /// <summary>The shop order's id; for a <see cref="MessageTypes.WebhookNotification"/> an id of the notification.</summary>
    public required string Id { get; init; }
    public string? OrderNumber { get; init; }

    /// <summary>The order version that made this message; what is read must not be older.</summary>
    public long? Version { get; init; }
    public string? Reason { get; init; }

    /// <summary>Attempts that failed so far; travels here because a scheduled copy starts at delivery count 1.</summary>
    public int Attempt { get; init; }
    public required string CorrelationId { get; init; }
    public DateTimeOffset EnqueuedAt { get; init; }
    public DateTimeOffset? FirstFailedAt { get; init; }

    /// <summary>How often people put it back from the error queue.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public int Retries { get; init; }

    /// <summary>The activity that the message came from (W3C trace context), so that what follows is part of its trace; null where nobody traced it.</summary>
    public string? TraceParent { get; init; }

    /// <summary>Webhook notifications only: which account sent it, and where to read.</summary>
    public string? Account { get; init; }
    public string? ResourceUrl { get; init; }
    public string? ResourceType { get; init; }

    /// <summary>Webhook notifications only: the page to continue with; null for the first.</summary>
    public int? Page { get; init; }

    /// <summary>Signed notifications only: what the notification itself says about a parcel, for accounts that cannot ask.</summary>
    public TrackingReading? Tracking { get; init; }
}

/// <summary>The words in <see cref="WorkMessage.Type"/>; each has exactly one handler.</summary>
public static class MessageTypes
{
    public const string PushOrder = "PushOrder";
    public const string RecordShipment = "RecordShipment";
    public const string RecordOrderStatus = "RecordOrderStatus";
    public const string WebhookNotification = "WebhookNotification";
    public const string BuyLabel = "BuyLabel";

    /// <summary>The type in words, for texts that people read.</summary>
    internal static string Describe(string type) => type switch
    {
        PushOrder => "Send order",
        RecordShipment => "Record shipment",
        RecordOrderStatus => "Update status",
        WebhookNotification => "Webhook notification",
        BuyLabel => "Buy label",
        _ => type
    };
}

/// <summary>The words in <see cref="WorkMessage.Reason"/> that mean something to a handler; all others are for people.</summary>
public static class MessageReasons
{
    /// <summary>Look at the order once calls without a response have had their time.</summary>
    public const string Verify = "verify";

    /// <summary>Look at the shop order once a write without a response has had its time.</summary>
    public const string VerifyWrite = "verify write";
}

/// <summary>The queues; each has its own error queue.</summary>
public static class QueueNames
{
    public const string Orders = "orders";
    public const string Shipments = "shipments";
    public const string Labels = "labels";
    public const string CommerceEvents = "commerce-events";
    public static readonly IReadOnlyList<string> All = [Orders, Shipments, Labels, CommerceEvents];
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(WorkMessage))]
internal sealed partial class WorkMessageJson : JsonSerializerContext;
