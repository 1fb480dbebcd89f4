using Connector.Core.Model.Labels;
using Connector.Core.Model.Shipping;

namespace Connector.Core.Flows.Labels;

/// <summary>Pure: a shipment that was read as a label, and a label that we bought as a shipment.</summary>
internal static class LabelRecords
{
    public static LabelRecord From(Shipment shipment) => new()
    {
        Api = LabelApi.V1, ShipmentId = shipment.Id, LabelId = Name(shipment.Id), ShippingOrderId = shipment.ShippingOrderId, OrderKey = shipment.OrderKey,
        OrderNumber = shipment.OrderNumber, Status = shipment.Voided ? LabelStatus.Voided : LabelStatus.Completed, IsVoided = shipment.Voided, VoidedAt = shipment.VoidedAt,
        IsReturn = shipment.IsReturn, CreatedAt = shipment.CreatedAt, ShipDate = shipment.ShipDate, TrackingNumber = shipment.TrackingNumber, CarrierCode = shipment.CarrierCode,
        ServiceCode = shipment.ServiceCode, PackageCode = shipment.PackageCode, ShipmentCost = shipment.ShipmentCost, InsuranceCost = shipment.InsuranceCost, ObservedAt = shipment.ObservedAt
    };

    /// <summary>A label that we bought and that was not read (yet).</summary>
    public static LabelRecord From(LabelRow bought) => new()
    {
        Api = LabelApi.V1, ShipmentId = bought.Purchase!.ShipmentId, LabelId = bought.Purchase.LabelId ?? Name(bought.Purchase.ShipmentId), Status = LabelStatus.Completed,
        CreatedAt = bought.Purchase.BoughtAt, CarrierCode = bought.Intent?.CarrierCode
    };

    private static string Name(long? shipmentId) => FormattableString.Invariant($"se-{shipmentId}");

    /// <summary>What a reading of the label would say; null where the response did not name it.</summary>
    public static Shipment? From(PurchasedLabel label, PurchaseRequest request, LabelRow row, ShippingOrder content, DateTimeOffset boughtAt) => label.ShipmentId is not { } id ? null : new Shipment
    {
        Account = row.Account, Kind = ShipmentKind.Label, Id = id, OrderKey = row.OrderKey, ShippingOrderId = row.ShippingOrderId, OrderNumber = row.ShippingNumber,
        CreatedAt = label.CreatedAt ?? boughtAt, ShipDate = request.ShipDate, TrackingNumber = label.TrackingNumber, CarrierCode = request.CarrierCode, ServiceCode = request.ServiceCode,
        PackageCode = request.PackageCode, Confirmation = request.Confirmation, ShipmentCost = label.ShipmentCost, InsuranceCost = label.InsuranceCost, Weight = request.Weight,
        Dimensions = request.Dimensions, WarehouseId = content.WarehouseId, StoreId = content.StoreId, ObservedAt = boughtAt,
        Items = Items(content)
    };

    /// <summary>A label that a list of V2 shows, as a reading of V1 will show it.</summary>
    public static Shipment? From(LabelRecord label, LabelRow row, ShippingOrder content) => label.ShipmentId is not { } id ? null : new Shipment
    {
        Account = row.Account, Kind = ShipmentKind.Label, Id = id, OrderKey = row.OrderKey, ShippingOrderId = row.ShippingOrderId, OrderNumber = row.ShippingNumber,
        CreatedAt = label.CreatedAt ?? label.ObservedAt, ShipDate = label.ShipDate ?? row.Intent?.ShipDate, TrackingNumber = label.TrackingNumber,
        CarrierCode = label.CarrierCode ?? row.Intent?.CarrierCode, ServiceCode = label.ServiceCode ?? row.Intent?.ServiceCode, PackageCode = label.PackageCode ?? row.Intent?.PackageCode,
        Confirmation = row.Intent?.Confirmation, ShipmentCost = label.ShipmentCost, InsuranceCost = label.InsuranceCost, Weight = content.Weight, Dimensions = content.Dimensions,
        WarehouseId = content.WarehouseId, StoreId = content.StoreId, ObservedAt = label.ObservedAt, Items = Items(content)
    };

    private static IReadOnlyList<ShipmentItem> Items(ShippingOrder content) =>
        [.. content.Items.Where(static item => !item.Adjustment).Select(static item => new ShipmentItem(item.LineItemKey, item.Sku, item.Name, item.Quantity))];
}
