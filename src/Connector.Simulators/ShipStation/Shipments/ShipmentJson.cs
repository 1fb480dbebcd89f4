using System.Globalization;
using System.Text.Json;
using Connector.Simulators.ShipStation.Orders;
using Connector.Simulators.ShipStation.Time;

namespace Connector.Simulators.ShipStation.Shipments;

/// <summary>Writes labels as the service lists them.</summary>
internal static class ShipmentJson
{
    /// <param name="items">False leaves <c>shipmentItems</c> null, which is the service's default.</param>
    /// <param name="label">The document, base64; null in lists. So is the customs form.</param>
    public static void Write(Utf8JsonWriter writer, ShipmentRecord shipment, bool items, string? label = null, string? form = null)
    {
        var order = shipment.Order;
        writer.WriteStartObject();
        writer.WriteNumber("shipmentId", shipment.ShipmentId);
        writer.WriteNumber("orderId", order.OrderId);
        writer.WriteString("orderKey", order.OrderKey);
        writer.WriteString("userId", shipment.UserId);
        writer.WriteString("customerEmail", order.Sent.CustomerEmail);
        writer.WriteString("orderNumber", shipment.OrderNumber);
        writer.WriteFull("createDate", shipment.CreateDate);
        writer.WriteDay("shipDate", shipment.ShipDate);
        writer.WriteNumber("shipmentCost", shipment.ShipmentCost);
        writer.WriteNumber("insuranceCost", PartsJson.Fraction(shipment.InsuranceCost));
        writer.WriteString("trackingNumber", shipment.TrackingNumber);
        writer.WriteBoolean("isReturnLabel", shipment.IsReturnLabel);
        writer.WriteString("batchNumber", (shipment.BatchId % 1_000_000).ToString(CultureInfo.InvariantCulture));
        writer.WriteString("carrierCode", shipment.CarrierCode);
        writer.WriteString("serviceCode", shipment.ServiceCode);
        writer.WriteString("packageCode", shipment.PackageCode);
        writer.WriteString("confirmation", shipment.Confirmation);
        writer.WriteOptional("warehouseId", shipment.WarehouseId);
        writer.WriteBoolean("voided", shipment.VoidDate is not null);
        writer.WriteFull("voidDate", shipment.VoidDate);
        writer.WriteBoolean("marketplaceNotified", value: false);
        writer.WriteNull("notifyErrorMessage");
        writer.WriteAddress("shipTo", shipment.ShipTo, verified: null);
        writer.WriteWeight("weight", shipment.Weight);
        writer.WriteDimensions("dimensions", shipment.Dimensions);
        writer.WriteInsurance("insuranceOptions", shipment.Insurance);
        WriteAdvanced(writer, order);
        WriteItems(writer, shipment, items);
        writer.WriteString("labelData", label);
        writer.WriteString("formData", form);
        writer.WriteEndObject();
    }

    private static void WriteAdvanced(Utf8JsonWriter writer, OrderRecord order)
    {
        var advanced = order.Sent.Advanced;
        writer.WriteStartObject("advancedOptions");
        writer.WriteString("billToParty", advanced.BillToParty);
        writer.WriteString("billToAccount", advanced.BillToAccount);
        writer.WriteString("billToPostalCode", advanced.BillToPostalCode);
        writer.WriteString("billToCountryCode", advanced.BillToCountryCode);
        writer.WriteNumber("storeId", order.StoreId);
        writer.WriteEndObject();
    }

    private static void WriteItems(Utf8JsonWriter writer, ShipmentRecord shipment, bool items)
    {
        if (!items)
        {
            writer.WriteNull("shipmentItems");
            return;
        }
        writer.WriteStartArray("shipmentItems");
        foreach (var (item, quantity) in shipment.Items)
        {
            writer.WriteStartObject();
            writer.WriteItemHead(item);
            writer.WriteNumber("quantity", quantity);
            writer.WriteOptional("unitPrice", item.Draft.UnitPrice);
            writer.WriteItemTail(item);
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
    }
}
