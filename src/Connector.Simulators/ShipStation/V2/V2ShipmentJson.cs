using System.Text.Json;
using Connector.Simulators.ShipStation.Account;
using Connector.Simulators.ShipStation.Orders;
using Connector.Simulators.ShipStation.Quotes;
using Connector.Simulators.ShipStation.Time;

namespace Connector.Simulators.ShipStation.V2;

/// <summary>Writes an order as V2 shows it: a shipment. It is the same record under another name.</summary>
internal static class V2ShipmentJson
{
    public static string Status(OrderRecord order) => order.Status switch
    {
        OrderStatus.Shipped => "label_purchased",
        OrderStatus.Cancelled => "cancelled",
        OrderStatus.OnHold => "on_hold",
        OrderStatus.PendingFulfillment => "processing",
        _ => "pending"
    };

    public static string ExternalId(OrderRecord order) => order.ExternalShipmentId ?? order.OrderKey;

    public static void Write(ShipStationAccount account, Utf8JsonWriter writer, OrderRecord order)
    {
        writer.WriteStartObject();
        WriteMembers(account, writer, order);
        writer.WriteEndObject();
    }

    /// <summary>Without the braces: a rate response carries the same members.</summary>
    public static void WriteMembers(ShipStationAccount account, Utf8JsonWriter writer, OrderRecord order)
    {
        var sent = order.Sent;
        var carrier = AccountData.Carrier(sent.CarrierCode);
        writer.WriteId("shipment_id", order.OrderId);
        writer.WriteId("carrier_id", carrier?.ProviderId);
        writer.WriteString("service_code", sent.ServiceCode);
        writer.WriteString("requested_shipment_service", sent.RequestedShippingService);
        writer.WriteString("external_shipment_id", ExternalId(order));
        writer.WriteString("external_order_id", order.OrderNumber);
        writer.WriteString("shipment_number", order.OrderNumber);
        writer.WriteString("shipment_status", Status(order));
        writer.WriteShipDay("ship_date", sent.ShipDate ?? account.Today);
        writer.WriteShipDay("hold_until_date", order.HoldUntilDate);
        writer.WriteInstant("created_at", PacificTime.ToUtc(order.CreateDate));
        writer.WriteInstant("modified_at", PacificTime.ToUtc(order.ModifyDate));
        writer.WriteId("store_id", order.StoreId);
        writer.WriteId("warehouse_id", order.ShipFrom is null ? order.WarehouseId : null);
        writer.WritePlace("ship_to", order.ShipTo);
        writer.WritePlace("ship_from", From(order));
        writer.WritePlace("return_to", From(order));
        writer.WriteBoolean("is_return", value: false);
        writer.WriteString("confirmation", sent.Confirmation);
        writer.WriteString("insurance_provider", sent.Insurance.InsureShipment ? sent.Insurance.Provider ?? "carrier" : "none");
        writer.WriteMoney("amount_paid", sent.AmountPaid);
        writer.WriteMoney("shipping_paid", sent.ShippingAmount);
        writer.WriteMoney("tax_paid", sent.TaxAmount);
        WriteCustoms(writer, sent.International);
        WriteItems(writer, order);
        WritePackages(writer, order);
        writer.WriteMeasuredWeight("total_weight", order.Weight);
        writer.WriteStartArray("tags");
        foreach (var tag in AccountData.Tags.Where(tag => order.TagIds.Contains(tag.TagId)))
        {
            writer.WriteStartObject();
            writer.WriteString("name", tag.Name);
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
    }

    public static Address? From(OrderRecord order) =>
        order.ShipFrom ?? (Array.Find(AccountData.Warehouses, warehouse => warehouse.WarehouseId == order.WarehouseId) is { } warehouse ? V2WarehouseRoutes.Place(warehouse) : null);

    private static void WriteCustoms(Utf8JsonWriter writer, International abroad)
    {
        if (abroad.CustomsItems.Length == 0)
        {
            writer.WriteNull("customs");
            return;
        }
        writer.WriteStartObject("customs");
        writer.WriteString("contents", abroad.Contents);
        writer.WriteString("non_delivery", abroad.NonDelivery);
        writer.WriteStartArray("customs_items");
        foreach (var item in abroad.CustomsItems)
        {
            writer.WriteStartObject();
            writer.WriteString("customs_item_id", item.Id);
            writer.WriteString("description", item.Description);
            writer.WriteNumber("quantity", item.Quantity);
            writer.WriteNumber("value", item.Value);
            writer.WriteString("value_currency", "usd");
            writer.WriteString("harmonized_tariff_code", item.HarmonizedTariffCode);
            writer.WriteString("country_of_origin", item.CountryOfOrigin);
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void WriteItems(Utf8JsonWriter writer, OrderRecord order)
    {
        writer.WriteStartArray("items");
        foreach (var item in order.Items.Where(static item => !item.Draft.Adjustment))
        {
            writer.WriteStartObject();
            writer.WriteString("name", item.Draft.Name);
            writer.WriteId("sales_order_id", order.OrderId);
            writer.WriteId("sales_order_item_id", item.OrderItemId);
            writer.WriteNumber("quantity", item.Draft.Quantity);
            writer.WriteString("sku", item.Draft.Sku);
            writer.WriteString("external_order_id", order.OrderNumber);
            writer.WriteString("external_order_item_id", item.Draft.LineItemKey);
            writer.WriteString("image_url", item.Draft.ImageUrl);
            if (item.Draft.Weight is { } weight) writer.WriteMeasuredWeight("weight", weight);
            else writer.WriteNull("weight");
            writer.WriteNumber("unit_price", Math.Max(0m, item.Draft.UnitPrice ?? 0m));
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
    }

    private static void WritePackages(Utf8JsonWriter writer, OrderRecord order)
    {
        writer.WriteStartArray("packages");
        foreach (var parcel in ShipmentContent.From(order).Parcels)
        {
            writer.WriteStartObject();
            writer.WriteString("package_code", order.Sent.PackageCode ?? "package");
            writer.WriteMeasuredWeight("weight", parcel.Weight);
            writer.WriteBox("dimensions", parcel.Dimensions);
            writer.WriteMoney("insured_value", parcel.InsuredValue);
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
    }
}
