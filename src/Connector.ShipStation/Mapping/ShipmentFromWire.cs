using System.Globalization;
using Connector.Core.Model.Shipping;
using Connector.ShipStation.Wire;
using static Connector.ShipStation.Mapping.WireReader;

namespace Connector.ShipStation.Mapping;

/// <summary>Labels and fulfillments as shipments. Both throw <see cref="UnreadableRowException"/> for a row without an id or with a field that makes no sense.</summary>
internal static class ShipmentFromWire
{
    public static Shipment Map(WireShipment shipment, string account, DateTimeOffset observedAt) => new()
    {
        Account = account,
        Kind = ShipmentKind.Label,
        Id = RequiredId(shipment.ShipmentId, "shipmentId"),
        OrderKey = Text(shipment.OrderKey),
        ShippingOrderId = Id(shipment.OrderId),
        OrderNumber = shipment.OrderNumber ?? "",
        CreatedAt = Instant(shipment.CreateDate, "createDate") ?? observedAt,
        ShipDate = Day(shipment.ShipDate, "shipDate"),
        TrackingNumber = Text(shipment.TrackingNumber),
        CarrierCode = Text(shipment.CarrierCode),
        ServiceCode = Text(shipment.ServiceCode),
        PackageCode = Text(shipment.PackageCode),
        Confirmation = Text(shipment.Confirmation),
        ShipmentCost = shipment.ShipmentCost,
        InsuranceCost = shipment.InsuranceCost,
        Weight = Weight(shipment.Weight),
        Dimensions = Dimensions(shipment.Dimensions),
        WarehouseId = Id(shipment.WarehouseId),
        StoreId = Id(shipment.AdvancedOptions?.StoreId),
        IsReturn = shipment.IsReturnLabel ?? false,
        Voided = shipment.Voided ?? false,
        VoidedAt = Instant(shipment.VoidDate, "voidDate"),
        Items = Items(shipment.ShipmentItems),
        ObservedAt = observedAt
    };

    public static Shipment Map(WireFulfillment fulfillment, string account, DateTimeOffset observedAt) => new()
    {
        Account = account,
        Kind = ShipmentKind.Fulfillment,
        Id = RequiredId(fulfillment.FulfillmentId, "fulfillmentId"),
        ShippingOrderId = Id(fulfillment.OrderId),
        OrderNumber = fulfillment.OrderNumber ?? "",
        CreatedAt = Instant(fulfillment.CreateDate, "createDate") ?? observedAt,
        ShipDate = Day(fulfillment.ShipDate, "shipDate"),
        TrackingNumber = Text(fulfillment.TrackingNumber),
        CarrierCode = Text(fulfillment.CarrierCode),
        ServiceCode = Text(fulfillment.FulfillmentServiceCode),
        Voided = fulfillment.Voided ?? false,
        VoidedAt = Instant(fulfillment.VoidDate, "voidDate"),
        ObservedAt = observedAt
    };

    // An empty list says as little as none: people void and re-label in an order that leaves a label without items, and yet goods leave.
    private static List<ShipmentItem>? Items(IReadOnlyList<WireShipmentItem?>? items)
    {
        if (items is null) return null;
        var read = new List<ShipmentItem>(items.Count);
        for (var i = 0; i < items.Count; i++)
        {
            if (items[i] is not { } item) continue;
            // Without its quantity an item would count as none, and its order would never be complete.
            var quantity = item.Quantity ?? throw new UnreadableRowException(string.Create(CultureInfo.InvariantCulture, $"shipmentItems[{i}].quantity"));
            read.Add(new ShipmentItem(Text(item.LineItemKey), Text(item.Sku), Text(item.Name), quantity));
        }
        return read.Count == 0 ? null : read;
    }
}
