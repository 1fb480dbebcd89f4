using Connector.Core.Model.Shipping;

namespace Connector.Core.Model.Labels;

/// <summary>An order as V2 stores it, as far as a label depends on it.</summary>
public sealed record LabelShipment
{
    /// <summary>The name in V2.</summary>
    public required string ShipmentId { get; init; }

    /// <summary>Ours; null for orders that are not.</summary>
    public string? OrderKey { get; init; }
    public ShipmentState State { get; init; }
    public long? CarrierAccountId { get; init; }
    public string? ServiceCode { get; init; }
    public string? Confirmation { get; init; }
    public DateOnly? ShipDate { get; init; }

    /// <summary>False when neither a warehouse nor an address says where the parcel leaves: no label can be bought.</summary>
    public bool HasOrigin { get; init; }
    public IReadOnlyList<StoredPackage> Packages { get; init; } = [];
}

/// <summary>Values that this version does not know read as <see cref="Other"/>.</summary>
public enum ShipmentState { Other, Pending, Processing, LabelPurchased, Cancelled, OnHold }

/// <param name="Weight">Null where none is stored.</param>
public sealed record StoredPackage(string? PackageCode, Weight? Weight, Dimensions? Dimensions);

/// <summary>What is to be stored before <see cref="PurchaseRoute.ByShipment"/>, or before a quote that shall count with it.</summary>
/// <param name="Packages">At least one, in the order of their sequence; the first is the master.</param>
public sealed record ShipmentPreparation(
    long ShippingOrderId, long CarrierAccountId, string ServiceCode, string PackageCode, string Confirmation, DateOnly ShipDate, IReadOnlyList<PackageRequest> Packages)
{
    /// <summary>The order's name in V2 where that is known; null derives it from the number.</summary>
    public string? ShipmentId { get; init; }
}
