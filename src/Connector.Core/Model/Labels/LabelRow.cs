using System.Text.Json;
using System.Text.Json.Serialization;

namespace Connector.Core.Model.Labels;

/// <summary>One label of one shipping order: what is wanted, what a person or the rules decided, what is being bought, what was bought, refunded or refused. It is the ledger as well.</summary>
public sealed record LabelRow
{
    /// <summary>The order key, a slash and a number from 1 on. A second label is made only because a person asked for it.</summary>
    public required string Id { get; init; }
    public required string OrderId { get; init; }
    public required string OrderNumber { get; init; }
    public required string OrderKey { get; init; }
    public required string Account { get; init; }
    public long ShippingOrderId { get; init; }
    public string ShippingNumber { get; init; } = "";

    /// <summary>Key of the fulfillment location; empty where none are configured.</summary>
    public string Location { get; init; } = "";
    public LabelState State { get; init; }

    /// <summary>When the flow must look at it again; null when nothing happens by itself any more.</summary>
    public DateTimeOffset? DueAt { get; init; }

    /// <summary>Why it is in this state: a code of the table of codes, and one sentence.</summary>
    public string? Code { get; init; }
    public string? Reason { get; init; }

    /// <summary>What is to be bought; null before the first decision.</summary>
    public LabelIntent? Intent { get; init; }

    /// <summary>Set while a purchase may be under way, and after one whose outcome is unknown.</summary>
    public LabelReservation? Reservation { get; init; }
    public LabelPurchase? Purchase { get; init; }
    public LabelVoid? Void { get; init; }

    /// <summary>V2 batch, or the wave of a cut-off: labels that were bought together.</summary>
    public string? BatchId { get; init; }

    /// <summary>Who approved or dismissed it; null where the rules did.</summary>
    public string? DecidedBy { get; init; }
    public DateTimeOffset? DecidedAt { get; init; }

    /// <summary>It waits for the first cut-off after this instant; null where it waits for none.</summary>
    public DateTimeOffset? WaitsSince { get; init; }

    /// <summary>When the last purchase was sent that was taken for not bought; null when there was none.</summary>
    public DateTimeOffset? AbsentSince { get; init; }

    /// <summary>How often a purchase was reserved; names the money that is set aside for it.</summary>
    public int Attempt { get; init; }
    public DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset UpdatedAt { get; init; }

    /// <summary>Null for a row that is not stored yet; else the value that a write must name.</summary>
    [JsonIgnore]
    public string? ETag { get; init; }

    public byte[] Write() => JsonSerializer.SerializeToUtf8Bytes(this, LabelJson.Default.LabelRow);

    /// <summary>The reverse of <see cref="Write"/>.</summary>
    public static LabelRow Read(ReadOnlySpan<byte> json, string? etag) =>
        (JsonSerializer.Deserialize(json, LabelJson.Default.LabelRow) ?? throw new JsonException("The label is null.")) with { ETag = etag };
}

/// <summary>Where a label stands.</summary>
public enum LabelState
{
    /// <summary>The order is to get one; not decided yet, or not ready.</summary>
    Waiting,

    /// <summary>Decided; a person must approve.</summary>
    Proposed,

    /// <summary>To be bought, by the rules or because a person approved.</summary>
    Approved,

    /// <summary>A purchase may be under way.</summary>
    Reserved,

    /// <summary>A purchase ended without a known outcome: the shipping side is read until it is certain.</summary>
    Unknown,
    Bought,

    /// <summary>Somebody else bought it, or shipped without one.</summary>
    BoughtByOthers,

    /// <summary>The shipping side said no; a person must look.</summary>
    Refused,

    /// <summary>A person said no, or the order needs none any longer.</summary>
    Dismissed,

    /// <summary>The order was cancelled after the purchase: a person must approve the void.</summary>
    VoidProposed,

    /// <summary>To be voided, or a void is under way.</summary>
    Voiding,
    Voided
}

/// <param name="Route">By which API it is bought.</param>
/// <param name="Price">Total as it was quoted, major units.</param>
/// <param name="Charged">What the customer paid for shipping, in the same currency; null when that cannot be compared.</param>
/// <param name="Explanation">How it was chosen, as JSON for trace and page.</param>
public sealed record LabelIntent(
    string Route, string CarrierCode, string? CarrierId, string ServiceCode, string PackageCode, string Confirmation, string? RateId, decimal Price, string Currency, decimal? Charged, string? Explanation)
{
    /// <summary>Of the payload that ShipStation had acknowledged when it was decided: another content is decided anew.</summary>
    public string? ContentHash { get; init; }
    public DateTimeOffset DecidedAt { get; init; }
    public DateOnly? ShipDate { get; init; }
}

/// <param name="Owner">The instance that makes the call.</param>
/// <param name="At">When the call could begin at the earliest.</param>
/// <param name="Until">After this instant the outcome counts as unknown.</param>
public sealed record LabelReservation(string Owner, DateTimeOffset At, DateTimeOffset Until)
{
    /// <summary>In the ledger of what is spent.</summary>
    public string SpendId { get; init; } = "";

    /// <summary>Noted before the call begins; null when nothing was sent.</summary>
    public DateTimeOffset? SentAt { get; init; }
    public bool IsTest { get; init; }

    /// <summary>It is certain that nothing was bought: the money that was set aside is about to be free again.</summary>
    public bool IsAbsent { get; init; }

    /// <summary>The label's name in V2, where a response named one that could not be used otherwise.</summary>
    public string? NamedLabelId { get; init; }

    /// <summary>The shipping side's name of the V2 batch that buys it; null before its start is noted, and where it is bought alone.</summary>
    public string? BatchName { get; init; }

    /// <summary>Names in V2 of the order's labels that were known before.</summary>
    public IReadOnlyList<string> KnownLabelIds { get; init; } = [];

    /// <summary>The carrier's balance before; null where labels are not paid from one.</summary>
    public BalanceReading? Balance { get; init; }
}

/// <param name="Amount">Major units.</param>
/// <param name="ReadAt">The instant before it was read.</param>
public sealed record BalanceReading(decimal Amount, DateTimeOffset ReadAt);

/// <param name="ShipmentId">V1's id of the shipment.</param>
/// <param name="LabelId">V2's id of the label; null when bought through V1.</param>
/// <param name="Cost">Postage, major units; without insurance.</param>
/// <param name="DocumentId">In the store of documents; null when it was not kept.</param>
public sealed record LabelPurchase(
    long? ShipmentId, string? LabelId, string? TrackingNumber, decimal Cost, decimal InsuranceCost, string Currency, DateTimeOffset BoughtAt, string? DocumentId, string? Format)
{
    /// <summary>What the carrier charged or gave back afterwards; negative gives back.</summary>
    public decimal Adjusted { get; init; }
}

/// <param name="Refund">Expected back, major units; null while it is not known.</param>
public sealed record LabelVoid(DateTimeOffset AskedAt, DateTimeOffset? VoidedAt, decimal? Refund, string? Text);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, UseStringEnumConverter = true)]
[JsonSerializable(typeof(LabelRow))]
[JsonSerializable(typeof(SpendTotals))]
internal sealed partial class LabelJson : JsonSerializerContext;
