using System.Text.Json;
using Connector.Simulators.ShipStation.Time;

namespace Connector.Simulators.ShipStation.Orders;

/// <summary>Writes orders as the service answers them: every field, nulls included.</summary>
internal static class OrderJson
{
    public static void Write(Utf8JsonWriter writer, OrderRecord order)
    {
        var sent = order.Sent;
        writer.WriteStartObject();
        writer.WriteNumber("orderId", order.OrderId);
        writer.WriteString("orderNumber", order.OrderNumber);
        writer.WriteString("orderKey", order.OrderKey);
        writer.WriteFull("orderDate", sent.OrderDate);
        writer.WriteFull("createDate", order.CreateDate);
        writer.WriteFull("modifyDate", order.ModifyDate);
        writer.WriteFull("paymentDate", sent.PaymentDate);
        writer.WriteFull("shipByDate", sent.ShipByDate);
        writer.WriteString("orderStatus", order.Status);
        writer.WriteOptional("customerId", order.CustomerId);
        writer.WriteString("customerUsername", sent.CustomerUsername);
        writer.WriteString("customerEmail", sent.CustomerEmail);
        writer.WriteAddress("billTo", sent.BillTo!, verified: null);
        writer.WriteAddress("shipTo", order.ShipTo, order.AddressVerified);
        writer.WriteStartArray("items");
        foreach (var item in order.Items) WriteItem(writer, item);
        writer.WriteEndArray();
        writer.WriteNumber("orderTotal", order.Total);
        writer.WriteNumber("amountPaid", sent.AmountPaid);
        writer.WriteNumber("taxAmount", sent.TaxAmount);
        writer.WriteNumber("shippingAmount", sent.ShippingAmount);
        writer.WriteString("customerNotes", sent.CustomerNotes);
        writer.WriteString("internalNotes", sent.InternalNotes);
        writer.WriteBoolean("gift", sent.Gift);
        writer.WriteString("giftMessage", sent.GiftMessage);
        writer.WriteString("paymentMethod", sent.PaymentMethod);
        writer.WriteString("requestedShippingService", sent.RequestedShippingService);
        writer.WriteString("carrierCode", sent.CarrierCode);
        writer.WriteString("serviceCode", sent.ServiceCode);
        writer.WriteString("packageCode", sent.PackageCode);
        writer.WriteString("confirmation", sent.Confirmation);
        writer.WriteDay("shipDate", sent.ShipDate);
        writer.WriteDay("holdUntilDate", order.HoldUntilDate);
        writer.WriteWeight("weight", order.Weight);
        writer.WriteDimensions("dimensions", sent.Dimensions);
        writer.WriteInsurance("insuranceOptions", sent.Insurance);
        WriteInternational(writer, sent.International);
        WriteAdvanced(writer, order);
        writer.WriteIds("tagIds", order.TagIds, nullWhenEmpty: true);
        writer.WriteString("userId", order.UserId);
        writer.WriteBoolean("externallyFulfilled", order.ExternallyFulfilled);
        writer.WriteString("externallyFulfilledBy", order.ExternallyFulfilledBy);
        writer.WriteNull("externallyFulfilledById");
        writer.WriteNull("externallyFulfilledByName");
        writer.WriteNull("labelMessages");
        writer.WriteEndObject();
    }

    private static void WriteItem(Utf8JsonWriter writer, OrderItem item)
    {
        writer.WriteStartObject();
        writer.WriteItemHead(item);
        writer.WriteNumber("quantity", item.Draft.Quantity);
        writer.WriteOptional("unitPrice", item.Draft.UnitPrice);
        writer.WriteOptional("taxAmount", item.Draft.TaxAmount);
        writer.WriteOptional("shippingAmount", item.Draft.ShippingAmount);
        writer.WriteItemTail(item);
        writer.WriteBoolean("adjustment", item.Draft.Adjustment);
        writer.WriteString("upc", item.Draft.Upc);
        writer.WriteShort("createDate", item.CreateDate);
        writer.WriteShort("modifyDate", item.ModifyDate);
        writer.WriteEndObject();
    }

    private static void WriteInternational(Utf8JsonWriter writer, International abroad)
    {
        writer.WriteStartObject("internationalOptions");
        writer.WriteString("contents", abroad.Contents);
        if (abroad.CustomsItems.Length == 0)
        {
            writer.WriteNull("customsItems");
        }
        else
        {
            writer.WriteStartArray("customsItems");
            foreach (var item in abroad.CustomsItems)
            {
                writer.WriteStartObject();
                writer.WriteString("customsItemId", item.Id);
                writer.WriteString("description", item.Description);
                writer.WriteNumber("quantity", item.Quantity);
                writer.WriteNumber("value", item.Value);
                writer.WriteString("harmonizedTariffCode", item.HarmonizedTariffCode);
                writer.WriteString("countryOfOrigin", item.CountryOfOrigin);
                writer.WriteEndObject();
            }
            writer.WriteEndArray();
        }
        writer.WriteString("nonDelivery", abroad.NonDelivery);
        writer.WriteEndObject();
    }

    private static void WriteAdvanced(Utf8JsonWriter writer, OrderRecord order)
    {
        var advanced = order.Sent.Advanced;
        writer.WriteStartObject("advancedOptions");
        writer.WriteOptional("warehouseId", order.WarehouseId);
        writer.WriteBoolean("nonMachinable", advanced.NonMachinable);
        writer.WriteBoolean("saturdayDelivery", advanced.SaturdayDelivery);
        writer.WriteBoolean("containsAlcohol", advanced.ContainsAlcohol);
        writer.WriteBoolean("mergedOrSplit", order.MergedOrSplit);
        writer.WriteIds("mergedIds", order.MergedIds, nullWhenEmpty: false);
        writer.WriteOptional("parentId", order.ParentId);
        writer.WriteNumber("storeId", order.StoreId);
        writer.WriteString("customField1", advanced.CustomField1);
        writer.WriteString("customField2", advanced.CustomField2);
        writer.WriteString("customField3", advanced.CustomField3);
        writer.WriteString("source", advanced.Source);
        writer.WriteString("billToParty", advanced.BillToParty);
        writer.WriteString("billToAccount", advanced.BillToAccount);
        writer.WriteString("billToPostalCode", advanced.BillToPostalCode);
        writer.WriteString("billToCountryCode", advanced.BillToCountryCode);
        writer.WriteString("billToMyOtherAccount", advanced.BillToMyOtherAccount);
        writer.WriteEndObject();
    }
}
