using Connector.Core.Model.Shipping;

namespace Connector.Core.Ports;

/// <summary>What the shipping side was last seen to say: orders and shipments. Older readings never replace newer ones.</summary>
public interface IShippingStore
{
    /// <summary>Keeps the readings; returns those that differ from what was kept before (first ones included).</summary>
    Task<IReadOnlyList<ShippingOrderSnapshot>> PutOrdersAsync(IReadOnlyList<ShippingOrderSnapshot> orders, CancellationToken cancellationToken);

    /// <summary>The last reading of each of these keys; several where an order was split on the shipping side.</summary>
    Task<IReadOnlyList<ShippingOrderSnapshot>> GetOrdersAsync(IReadOnlyCollection<string> orderKeys, CancellationToken cancellationToken);

    /// <summary>By the shipping side's id; null when never read.</summary>
    Task<ShippingOrderSnapshot?> FindOrderAsync(string account, long shippingOrderId, CancellationToken cancellationToken);

    /// <summary>
    /// Keeps the readings with the shop order each belongs to (null: not ours). A label once seen voided stays voided; items once seen are not forgotten by a
    /// reading without items. Returns the rows that are still outstanding.
    /// </summary>
    Task<IReadOnlyList<ShipmentRow>> PutShipmentsAsync(IReadOnlyList<(Shipment Shipment, string? OrderId)> shipments, CancellationToken cancellationToken);

    /// <summary>All shipments of these shop orders, recorded or not.</summary>
    Task<IReadOnlyList<ShipmentRow>> GetShipmentsAsync(IReadOnlyCollection<string> orderIds, CancellationToken cancellationToken);

    /// <summary>Notes that the shop order now shows these. Safe to repeat.</summary>
    Task MarkRecordedAsync(IReadOnlyList<(string Account, string ShipmentKey, RecordedState State)> recorded, CancellationToken cancellationToken);

    /// <summary>Shipments with this tracking number.</summary>
    Task<IReadOnlyList<ShipmentRow>> FindByTrackingAsync(string trackingNumber, CancellationToken cancellationToken);
}
