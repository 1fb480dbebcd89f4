using System.Text.Json;

namespace Connector.Simulators.ShipStation.Orders;

/// <summary>Writes the parts that orders, shipments and fulfillments have in common.</summary>
internal static class PartsJson
{
    public static void WriteOptional(this Utf8JsonWriter writer, string name, long? value)
    {
        if (value is { } number) writer.WriteNumber(name, number);
        else writer.WriteNull(name);
    }

    public static void WriteOptional(this Utf8JsonWriter writer, string name, decimal? value)
    {
        if (value is { } number) writer.WriteNumber(name, number);
        else writer.WriteNull(name);
    }

    public static void WriteIds(this Utf8JsonWriter writer, string name, long[] ids, bool nullWhenEmpty)
    {
        if (ids.Length == 0 && nullWhenEmpty)
        {
            writer.WriteNull(name);
            return;
        }
        writer.WriteStartArray(name);
        foreach (var id in ids) writer.WriteNumberValue(id);
        writer.WriteEndArray();
    }

    public static void WriteAddress(this Utf8JsonWriter writer, string name, Address address, string? verified)
    {
        writer.WriteStartObject(name);
        writer.WriteString("name", address.Name);
        writer.WriteString("company", address.Company);
        writer.WriteString("street1", address.Street1);
        writer.WriteString("street2", address.Street2);
        writer.WriteString("street3", address.Street3);
        writer.WriteString("city", address.City);
        writer.WriteString("state", address.State);
        writer.WriteString("postalCode", address.PostalCode);
        writer.WriteString("country", address.Country);
        writer.WriteString("phone", address.Phone);
        if (address.Residential is { } residential) writer.WriteBoolean("residential", residential);
        else writer.WriteNull("residential");
        writer.WriteString("addressVerified", verified);
        writer.WriteEndObject();
    }

    public static void WriteWeight(this Utf8JsonWriter writer, string name, Weight? weight)
    {
        if (weight is null)
        {
            writer.WriteNull(name);
            return;
        }
        writer.WriteStartObject(name);
        writer.WriteNumber("value", Fraction(weight.Value));
        writer.WriteString("units", weight.Units);
        writer.WriteNumber("WeightUnits", weight.Units switch { "pounds" => 0, "ounces" => 1, _ => 2 });
        writer.WriteEndObject();
    }

    public static void WriteDimensions(this Utf8JsonWriter writer, string name, Dimensions? dimensions)
    {
        if (dimensions is null)
        {
            writer.WriteNull(name);
            return;
        }
        writer.WriteStartObject(name);
        writer.WriteString("units", dimensions.Units);
        writer.WriteNumber("length", Fraction(dimensions.Length));
        writer.WriteNumber("width", Fraction(dimensions.Width));
        writer.WriteNumber("height", Fraction(dimensions.Height));
        writer.WriteEndObject();
    }

    public static void WriteInsurance(this Utf8JsonWriter writer, string name, Insurance insurance)
    {
        writer.WriteStartObject(name);
        writer.WriteString("provider", insurance.Provider);
        writer.WriteBoolean("insureShipment", insurance.InsureShipment);
        writer.WriteNumber("insuredValue", Fraction(insurance.InsuredValue));
        writer.WriteEndObject();
    }

    /// <summary>The members of a line that come before its quantity, on orders and on shipments.</summary>
    public static void WriteItemHead(this Utf8JsonWriter writer, OrderItem item)
    {
        writer.WriteNumber("orderItemId", item.OrderItemId);
        writer.WriteString("lineItemKey", item.Draft.LineItemKey);
        writer.WriteString("sku", item.Draft.Sku);
        writer.WriteString("name", item.Draft.Name);
        writer.WriteString("imageUrl", item.Draft.ImageUrl);
        writer.WriteWeight("weight", item.Draft.Weight);
    }

    /// <summary>The members that come after the amounts.</summary>
    public static void WriteItemTail(this Utf8JsonWriter writer, OrderItem item)
    {
        writer.WriteString("warehouseLocation", item.Draft.WarehouseLocation);
        writer.WriteStartArray("options");
        foreach (var option in item.Draft.Options)
        {
            writer.WriteStartObject();
            writer.WriteString("name", option.Name);
            writer.WriteString("value", option.Value);
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
        writer.WriteOptional("productId", item.ProductId);
        writer.WriteString("fulfillmentSku", item.Draft.FulfillmentSku);
    }

    /// <summary>12 comes back as 12.0.</summary>
    public static decimal Fraction(decimal value) => value.Scale == 0 ? value * 1.0m : value;
}
