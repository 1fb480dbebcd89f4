using System.Text.Json.Serialization;
using Connector.Core.Model.Shipping;

namespace Connector.Core.Model.Messages;

/// <summary>
/// The envelope of one unit of work: everything a consumer needs, because tools drop properties when they resubmit. A message is a hint:
/// handlers read the truth again, so one message more or less, or an old one, does no harm.
/// </summary>
public sealed record WorkMessage
{
    public const int CurrentSchema = 1;

    public int Schema { get; init; } = CurrentSchema;

    /// <summary>One of <see cref="MessageTypes"/>.</summary>
    public required string Type { get; init; }

    /// <summary>The shop order's id; for a <see cref="MessageTypes.WebhookNotification"/> an id of the notice.</summary>
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

    /// <summary>Ship notices only: which account told us, and where to read.</summary>
    public string? Account { get; init; }
    public string? ResourceUrl { get; init; }
    public string? ResourceType { get; init; }

    /// <summary>Ship notices only: the page to go on with; null for the first.</summary>
    public int? Page { get; init; }

    /// <summary>Signed ship notices only: what the notice itself said of a parcel, for accounts that cannot ask.</summary>
    public TrackingReading? Tracking { get; init; }
}

/// <summary>The words in <see cref="WorkMessage.Type"/>; each has exactly one handler.</summary>
public static class MessageTypes
{
    public const string PushOrder = "PushOrder";
    public const string RecordShipment = "RecordShipment";
    public const string RecordOrderStatus = "RecordOrderStatus";
    public const string WebhookNotification = "ShipNotice";
}

/// <summary>The queues; each has its own error queue.</summary>
public static class QueueNames
{
    public const string Orders = "orders";
    public const string Shipments = "shipments";
    public const string CommerceEvents = "commerce-events";
    public static readonly IReadOnlyList<string> All = [Orders, Shipments, CommerceEvents];
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(WorkMessage))]
internal sealed partial class WorkMessageJson : JsonSerializerContext;
