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

    private static readonly string[] s_productTexts =
    [
        "internalNotes", "fulfillmentSku", "warehouseLocation", "defaultCarrierCode", "defaultServiceCode", "defaultPackageCode", "defaultIntlCarrierCode", "defaultIntlServiceCode", "defaultIntlPackageCode",
        "defaultConfirmation", "defaultIntlConfirmation", "customsDescription", "customsTariffNo", "customsCountryCode", "upc"
    ];

    private static readonly string[] s_productNumbers = ["defaultCost", "length", "width", "height", "customsValue"];

    /// <summary>PUT /products/{id}: the whole product; what is left out is wiped. Its SKU cannot be changed.</summary>
    public static Response PutProduct(ApiCall call)
    {
        var errors = new BindingErrors();
        var body = call.BodyObject("request", errors);
        var (id, sku, name, price, ounces) = (body.Integer("productId"), body.Text("sku"), body.Text("name"), body.Number("price"), body.Number("weightOz"));
        var texts = s_productTexts.Select(member => (member, Value: body.Text(member))).Where(static one => one.Value is not null).ToDictionary(static one => one.member, static one => one.Value!, StringComparer.Ordinal);
        var numbers = s_productNumbers.Select(member => (member, Value: body.Number(member))).Where(static one => one.Value is not null).ToDictionary(static one => one.member, static one => one.Value!.Value, StringComparer.Ordinal);
        var (active, noCustoms) = (body.Flag("active") ?? true, body.Flag("noCustoms") ?? false);
        if (errors.Any) return Refusals.NotBound(errors);
        if (call.Account.Products.Find(call.Id) is not { } product) return Refusals.NotFound();
        if (id is not null && id != call.Id) return Refusals.BadRequest("productId is another than that of the path.");
        if (sku != product.Sku) return Refusals.BadRequest("The SKU of a product cannot be changed.");
        if (texts.TryGetValue("customsCountryCode", out var country) && country.Length != 2) return Refusals.BadRequest("A two-character country code is required.");
        call.Account.Products.Change(product with
        {
            Name = name, Price = price, WeightOunces = ounces, Active = active, NoCustoms = noCustoms, Texts = texts, Numbers = numbers, ModifyDate = call.Account.Now
        });
        return OrderActions.Done("The requested product has been updated");
    }

    private static void WriteProduct(Utf8JsonWriter writer, ProductRecord product)
    {
        writer.WriteStartObject();
        writer.WriteNumber("productId", product.ProductId);
        writer.WriteString("sku", product.Sku);
        writer.WriteString("name", product.Name);
        writer.WriteNumber("price", product.Price ?? 0m);
        writer.WriteOptional("weightOz", product.WeightOunces);
        writer.WriteShort("createDate", product.CreateDate);
        writer.WriteShort("modifyDate", product.ModifyDate);
        writer.WriteBoolean("active", product.Active);
        writer.WriteBoolean("noCustoms", product.NoCustoms);
        writer.WriteNull("productCategory");
        writer.WriteNull("productType");
        foreach (var name in s_productTexts) writer.WriteString(name, product.Texts.GetValueOrDefault(name));
        foreach (var name in s_productNumbers) writer.WriteOptional(name, product.Numbers.TryGetValue(name, out var number) ? number : name == "defaultCost" ? 0m : null);
        writer.WriteNull("tags");
        writer.WriteNull("aliases");
        writer.WriteEndObject();
    }

    private static bool Is(string? text, string word) => string.Equals(text, word, StringComparison.OrdinalIgnoreCase);
}
