using System.Text.Json;
using System.Text.Json.Serialization;

namespace Connector.Core.Model.Orders;

/// <summary>One order in the list of orders: where it stands and what blocks it. No personal data but a keyed hash of the e-mail address.</summary>
public sealed record OrderSummary
{
    public required string OrderId { get; init; }

    /// <summary>The merchant's, or the id where there is none.</summary>
    public required string OrderNumber { get; init; }
    public long Version { get; init; }
    public OrderProgress Progress { get; init; }

    /// <summary>The shop wants nothing of it to leave any more, as it was last read there.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool CancelledInShop { get; init; }

    /// <summary>Why it does not go on, in words; null where nothing blocks it.</summary>
    public string? Blocker { get; init; }

    /// <summary>When it goes on by itself; null where that is not known.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>What needs attention, by the work that failed; empty for most orders.</summary>
    public IReadOnlyList<OrderProblem> Problems { get; init; } = [];

    /// <summary>Keys of the locations that it leaves from.</summary>
    public IReadOnlyList<string> Locations { get; init; } = [];
    public IReadOnlyList<string> Accounts { get; init; } = [];
    public string? Country { get; init; }

    /// <summary>The shipping method that the customer chose.</summary>
    public string? Method { get; init; }
    public DateTimeOffset PlacedAt { get; init; }

    /// <summary>Since when it is to be sent; null before.</summary>
    public DateTimeOffset? DueAt { get; init; }
    public DateTimeOffset? SentAt { get; init; }
    public DateTimeOffset? LabelledAt { get; init; }
    public DateTimeOffset? HandedOverAt { get; init; }
    public DateTimeOffset? DeliveredAt { get; init; }

    /// <summary>When it must have left, as promised to the customer.</summary>
    public DateTimeOffset? ShipBy { get; init; }

    /// <summary>The promise that ends first of those that are not kept yet; null when none is open.</summary>
    public DateTimeOffset? Deadline { get; init; }
    public PromiseKind? DeadlineOf { get; init; }
    public IReadOnlyList<string> Tracking { get; init; } = [];

    /// <summary>Numbers on the shipping side that differ from the order's.</summary>
    public IReadOnlyList<string> ShippingNumbers { get; init; } = [];
    public IReadOnlyList<long> ShippingOrderIds { get; init; } = [];

    /// <summary>Ids of labels and fulfillments, as the shop shows them (ss-700200002).</summary>
    public IReadOnlyList<string> ShipmentKeys { get; init; } = [];
    public IReadOnlyList<string> Skus { get; init; } = [];
    public string? EmailHash { get; init; }
    public DateTimeOffset UpdatedAt { get; init; }

    /// <summary>It has not reached its end.</summary>
    [JsonIgnore]
    public bool IsOpen => IsOpenAt(Progress);

    public static bool IsOpenAt(OrderProgress progress) =>
        progress is OrderProgress.Waiting or OrderProgress.Sending or OrderProgress.InShipStation or OrderProgress.OnHold or OrderProgress.PartlyShipped;

    [JsonIgnore]
    public bool NeedsAttention => Problems.Count > 0;

    /// <summary>As JSON in UTF-8; equal rows give equal bytes.</summary>
    public byte[] Write() => JsonSerializer.SerializeToUtf8Bytes(this, OrderSummaryJson.Default.OrderSummary);

    /// <exception cref="JsonException">It is no row.</exception>
    public static OrderSummary Read(ReadOnlySpan<byte> utf8) => JsonSerializer.Deserialize(utf8, OrderSummaryJson.Default.OrderSummary) ?? throw new JsonException("The row is null.");
}

/// <summary>Where an order stands. Stored by name.</summary>
public enum OrderProgress
{
    /// <summary>Not sent yet: it waits for its payment or for a time.</summary>
    Waiting,

    /// <summary>Due, and not there yet.</summary>
    Sending,
    InShipStation,
    OnHold,
    PartlyShipped,
    Shipped,
    Delivered,
    Cancelled,
    NotForShipping
}

/// <param name="Work">The type of the message that failed.</param>
public sealed record OrderProblem(string Work, string Code, string Text, DateTimeOffset Since);

/// <summary>What was promised. Stored by name.</summary>
public enum PromiseKind
{
    /// <summary>It is in ShipStation so many minutes after it became due.</summary>
    InShipStation,

    /// <summary>It has its label by the cut-off.</summary>
    Label,

    /// <summary>It has left by the day that was promised.</summary>
    HandOver
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, UseStringEnumConverter = true)]
[JsonSerializable(typeof(OrderSummary))]
internal sealed partial class OrderSummaryJson : JsonSerializerContext;
