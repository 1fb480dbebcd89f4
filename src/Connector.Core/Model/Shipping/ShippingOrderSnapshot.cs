namespace Connector.Core.Model.Shipping;

/// <summary>A shipping order as it was last read from the shipping side.</summary>
public sealed record ShippingOrderSnapshot
{
    public required string Account { get; init; }
    public required long ShippingOrderId { get; init; }

    /// <summary>Ours, or a key that people or other systems made.</summary>
    public string? OrderKey { get; init; }
    public string OrderNumber { get; init; } = "";
    public ShippingOrderStatus Status { get; init; }

    /// <summary>The word as read, so that a status of the future is not lost.</summary>
    public string StatusText { get; init; } = "";
    public DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset ModifiedAt { get; init; }

    /// <summary>True when <see cref="ModifiedAt"/> lies in the hour that the shipping side's clock says twice in autumn; it may then be an hour later.</summary>
    [System.Text.Json.Serialization.JsonIgnore(Condition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingDefault)]
    public bool ModifiedTwice { get; init; }
    public AddressCheck AddressCheck { get; init; }

    /// <summary>The address did not pass in an earlier reading: whatever becomes of it is news, also when it passed for a moment that nobody wrote down. Ours, not read.</summary>
    public bool AddressWasBad { get; init; }

    /// <summary>The customer was erased: no reading of this order is kept with people. Ours, not read.</summary>
    [System.Text.Json.Serialization.JsonIgnore(Condition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingDefault)]
    public bool IsErased { get; init; }
    public DateOnly? HoldUntil { get; init; }
    public long? ParentId { get; init; }
    public bool MergedOrSplit { get; init; }
    public IReadOnlyList<long> MergedIds { get; init; } = [];
    public bool ExternallyFulfilled { get; init; }

    /// <summary>The content in the same form as what we send, for merges and comparisons.</summary>
    public required ShippingOrder Content { get; init; }

    /// <summary>The instant before the request that read it went out; an older reading never replaces a newer one.</summary>
    public DateTimeOffset ObservedAt { get; init; }
}

/// <summary>What the shipping side found out about the ship-to address.</summary>
public enum AddressCheck { None, NotYet, Valid, Warning, Failed, Unknown }

/// <summary>What happened to one order of a bulk upsert.</summary>
/// <param name="ShippingOrderId">Null on failure.</param>
/// <param name="Error">The shipping side's own words; null on success.</param>
public sealed record UpsertResult(string OrderKey, long? ShippingOrderId, bool Success, string? Error);
