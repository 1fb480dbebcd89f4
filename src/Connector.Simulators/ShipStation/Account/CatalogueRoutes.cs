using System.Text.Json;
using Connector.Simulators.ShipStation.Http;
using Connector.Simulators.ShipStation.Orders;
using Connector.Simulators.ShipStation.Time;

namespace Connector.Simulators.ShipStation.Account;

/// <summary>Customers and products, with the filters that are most used.</summary>
internal static class CatalogueRoutes
{
    public static Response Customers(ApiCall call)
    {
        var query = call.Query;
        var (state, country) = (query.Text("stateCode"), query.Text("countryCode"));
        var paging = Paging.From(query);
        if (query.Errors.Any) return Refusals.NotBound(query.Errors);
        var rows = call.Account.Customers.All.Where(customer =>
            (state is null || Is(customer.Address.State, state)) && (country is null || Is(customer.Address.Country, country)));
        return paging.Cut(rows).ToResponse("customers", call.Account.Options.PagesAsZero, WriteCustomer);
    }

    public static Response Customer(ApiCall call) =>
        call.Account.Customers.All.FirstOrDefault(customer => customer.CustomerId == call.Id) is { } found ? Response.Json(writer => WriteCustomer(writer, found)) : Refusals.NotFound();

    public static Response Products(ApiCall call)
    {
        var query = call.Query;
        var (sku, name) = (query.Text("sku"), query.Text("name"));
        var paging = Paging.From(query);
        if (query.Errors.Any) return Refusals.NotBound(query.Errors);
        var rows = call.Account.Products.All.Where(product =>
            (sku is null || Is(product.Sku, sku)) && (name is null || product.Name?.Contains(name, StringComparison.OrdinalIgnoreCase) == true));
        return paging.Cut(rows).ToResponse("products", call.Account.Options.PagesAsZero, WriteProduct);
    }

    public static Response Product(ApiCall call) =>
        call.Account.Products.All.FirstOrDefault(product => product.ProductId == call.Id) is { } found ? Response.Json(writer => WriteProduct(writer, found)) : Refusals.NotFound();

    private static void WriteCustomer(Utf8JsonWriter writer, CustomerRecord customer)
    {
        var address = customer.Address;
        writer.WriteStartObject();
        writer.WriteNumber("customerId", customer.CustomerId);
        writer.WriteFull("createDate", customer.CreateDate);
        writer.WriteFull("modifyDate", customer.ModifyDate);
        writer.WriteString("name", address.Name);
        writer.WriteString("company", address.Company);
        writer.WriteString("street1", address.Street1);
        writer.WriteString("street2", address.Street2);
        writer.WriteString("city", address.City);
        writer.WriteString("state", address.State);
        writer.WriteString("postalCode", address.PostalCode);
        writer.WriteString("countryCode", address.Country);
        writer.WriteString("phone", address.Phone);
        writer.WriteString("email", customer.Email);
        writer.WriteString("addressVerified", "Unverified");
        writer.WriteStartArray("marketplaceUsernames");
        writer.WriteStartObject();
        writer.WriteNumber("customerUserId", customer.CustomerId);
        writer.WriteNumber("customerId", customer.CustomerId);
        writer.WriteFull("createDate", customer.CreateDate);
        writer.WriteFull("modifyDate", customer.ModifyDate);
        writer.WriteNumber("marketplaceId", 0);
        writer.WriteString("marketplace", "ShipStation");
        writer.WriteString("username", customer.Username);
        writer.WriteEndObject();
        writer.WriteEndArray();
        writer.WriteNull("tags");
        writer.WriteEndObject();
    }

    private static void WriteProduct(Utf8JsonWriter writer, ProductRecord product)
    {
        writer.WriteStartObject();
        writer.WriteNumber("productId", product.ProductId);
        writer.WriteString("sku", product.Sku);
        writer.WriteString("name", product.Name);
        writer.WriteNumber("price", product.Price ?? 0m);
        writer.WriteNumber("defaultCost", 0m);
        writer.WriteNull("length");
        writer.WriteNull("width");
        writer.WriteNull("height");
        writer.WriteOptional("weightOz", product.WeightOunces);
        writer.WriteShort("createDate", product.CreateDate);
        writer.WriteNull("modifyDate");
        writer.WriteBoolean("active", value: true);
        writer.WriteNull("warehouseLocation");
        writer.WriteNull("defaultCarrierCode");
        writer.WriteNull("defaultServiceCode");
        writer.WriteNull("defaultPackageCode");
        writer.WriteNull("customsDescription");
        writer.WriteNull("customsValue");
        writer.WriteNull("customsTariffNo");
        writer.WriteNull("customsCountryCode");
        writer.WriteNull("tags");
        writer.WriteNull("aliases");
        writer.WriteEndObject();
    }

    private static bool Is(string? text, string word) => string.Equals(text, word, StringComparison.OrdinalIgnoreCase);
}
