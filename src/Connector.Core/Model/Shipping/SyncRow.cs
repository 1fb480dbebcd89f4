namespace Connector.Core.Model.Shipping;

/// <summary>What we know about one fulfillment group of one shop order: the row behind "a retry never makes a second order".</summary>
public sealed record SyncRow
{
    public required string OrderId { get; init; }
    public required string GroupKey { get; init; }
    public required string OrderKey { get; init; }

    /// <summary>The merchant's number (or the id where there is none) and the number on the shipping side.</summary>
    public required string OrderNumber { get; init; }
    public string ShippingNumber { get; init; } = "";
    public required string Account { get; init; }
    public long? ShippingOrderId { get; init; }

    /// <summary>The order version whose content is on the shipping side (or was found to need nothing).</summary>
    public long OrderVersion { get; init; }

    /// <summary>SHA-256 of the canonical payload last acknowledged, lower-case hex; null before the first.</summary>
    public string? PayloadHash { get; init; }

    /// <summary>That payload, canonical JSON, compressed (<see cref="PayloadJson"/>); the base of merges.</summary>
    public byte[]? Payload { get; init; }

    /// <summary>Hash of the rules that made the payload; null where that is not known.</summary>
    public string? RulesHash { get; init; }
    public SyncStatus Status { get; init; }

    /// <summary>Set while a call may be under way: what it sends, who sends it and until when nobody else may.</summary>
    public Reservation? Reservation { get; init; }

    /// <summary>Calls whose outcome never became known and that may still be applied; null when there are none.</summary>
    public UnverifiedCalls? Unverified { get; init; }
    public string? FailureCode { get; init; }
    public DateTimeOffset UpdatedAt { get; init; }

    /// <summary>Whether we marked its order as shipped because it had ended by another way, or have begun to. Reads the payloads.</summary>
    public bool IsMarkedShipped() =>
        new[] { Payload }.Concat(CarriedPayloads()).OfType<byte[]>()
            .Any(static sent => PayloadJson.Unpack(sent).Status == ShippingOrderStatus.Shipped);

    /// <summary>What calls carried whose outcome is not known, oldest first; compressed as <see cref="Payload"/>.</summary>
    internal IReadOnlyList<byte[]> CarriedPayloads() => Reservation?.Payload is { } last ? [.. Unverified?.Payloads ?? [], last] : Unverified?.Payloads ?? [];

    /// <summary>What was acknowledged last; before any outcome is known, what the last call carried that carried something: a cancellation after it carries nothing.</summary>
    internal byte[]? LastPayload() => Payload ?? (CarriedPayloads() is [.., var last] ? last : null);

    /// <summary>Null for a row that is not stored yet; else the value that a write must name.</summary>
    public string? ETag { get; init; }
}

/// <summary>The state of the group between the two sides.</summary>
public enum SyncStatus { Reserved, Synced, Cancelled, Shipped, Failed }

/// <param name="Owner">The call, as <see cref="CreateOwner"/> names it.</param>
/// <param name="Hash">Of the payload being sent; empty when another call was found to have ended during this one, so that the outcome is unknown however this one ends.</param>
/// <param name="Until">After this instant the outcome counts as unknown: push again whatever the hash says.</param>
public sealed record Reservation(string Owner, long OrderVersion, string Hash, DateTimeOffset Until)
{
    private const char CallSeparator = '#';

    /// <summary>What is being sent, compressed as <see cref="SyncRow.Payload"/>; null for a cancellation.</summary>
    public byte[]? Payload { get; init; }

    /// <summary>The instance that makes the call.</summary>
    public string Instance => ReadInstance(Owner);

    /// <summary>Names a call by the instance that makes it and an id of its own.</summary>
    public static string CreateOwner(string instance, string call) => instance + CallSeparator + call;

    /// <summary>The reverse of <see cref="CreateOwner"/>, as far as the instance goes.</summary>
    public static string ReadInstance(string owner) => owner.Split(CallSeparator)[0];
}
