using Connector.Simulators.ShipStation.Labels;
using Connector.Simulators.ShipStation.Orders;

namespace Connector.Simulators.ShipStation.Shipments;

/// <summary>One label.</summary>
internal sealed class ShipmentRecord
{
    public required long ShipmentId { get; init; }
    public required OrderRecord Order { get; init; }
    public required string OrderNumber { get; init; }
    public required long BatchId { get; init; }
    public required DateTime CreateDate { get; init; }
    public required DateOnly ShipDate { get; init; }
    public required decimal ShipmentCost { get; init; }
    public required decimal InsuranceCost { get; init; }
    public required string TrackingNumber { get; init; }
    public required bool IsReturnLabel { get; init; }
    public required string CarrierCode { get; init; }
    public required string ServiceCode { get; init; }
    public required string PackageCode { get; init; }
    public required string Confirmation { get; init; }
    public required long? WarehouseId { get; init; }
    public required Address ShipTo { get; init; }
    public required Weight Weight { get; init; }
    public required Dimensions? Dimensions { get; init; }
    public required Insurance Insurance { get; init; }
    public required string? UserId { get; init; }

    /// <summary>The lines inside with the quantity of each; empty for a label bought without items.</summary>
    public required IReadOnlyList<(OrderItem Item, int Quantity)> Items { get; init; }

    /// <summary>True when it counts as the whole order, whatever its items.</summary>
    public required bool CoversAll { get; init; }
    public required LabelDetails Details { get; init; }
    public DateTime? VoidDate { get; set; }

    /// <summary>On its way to the customer, or there.</summary>
    public bool IsOutbound => !IsReturnLabel && !Details.IsTest && VoidDate is null;
}
