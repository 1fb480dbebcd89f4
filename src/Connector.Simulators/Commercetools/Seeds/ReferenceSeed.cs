using System.Text.Json.Nodes;
using Connector.Simulators.Commercetools.Resources;
using Connector.Simulators.Commercetools.Storage;

namespace Connector.Simulators.Commercetools.Seeds;

/// <summary>What the simulated project holds besides orders, from the start and with the same ids always.</summary>
public static class ReferenceSeed
{
    /// <summary>Channel with the role OrderExport that a connector marks exported orders with.</summary>
    public const string ExportChannelKey = "shipstation";

    /// <summary>The connector's own Type for orders.</summary>
    public const string ConnectorTypeKey = "shipstation-order";

    /// <summary>A Type of the merchant's own, without any of the connector's fields.</summary>
    public const string MerchantTypeKey = "merchant-order";

    /// <summary>Supply channels: the warehouses.</summary>
    public static IReadOnlyList<string> Warehouses { get; } = ["east", "west", "berlin"];

    public static string ChannelId(string key) => SeedIds.Fixed("channel/" + key);
    public static string StateId(string key) => SeedIds.Fixed("state/" + key);
    public static string TypeId(string key) => SeedIds.Fixed("type/" + key);
    public static string ProductId(string key) => SeedIds.Fixed("product/" + key);
    public static string ShippingMethodId(string key) => SeedIds.Fixed("shipping-method/" + key);

    internal static void Fill(Project project, CommercetoolsSimulatorOptions options)
    {
        Channel(project, "east", "Warehouse East", "InventorySupply", Address("US", "Newark", "NJ", "07102", "12 Dock Street"));
        Channel(project, "west", "Warehouse West", "InventorySupply", Address("US", "Reno", "NV", "89501", "800 Sierra Street"));
        Channel(project, "berlin", "Lager Berlin", "InventorySupply", Address("DE", "Berlin", null, "12099", "Industriestraße 20"));
        Channel(project, "web", "Web shop", "ProductDistribution", null);
        if (options.WithConnectorResources) Channel(project, ExportChannelKey, "ShipStation", "OrderExport", null);
        States(project);
        Types(project, options);
        foreach (var (key, name) in (ReadOnlySpan<(string, string)>)[("standard", "Standard"), ("express", "Express"), ("economy", "Economy"), ("bike-courier", "Bike courier"), ("overnight", "Overnight"), ("freight", "Freight"), ("international-standard", "International standard"), ("international-express", "International express")])
        {
            Put(project, "shipping-method", ShippingMethodId(key), new JsonObject
            {
                ["key"] = key, ["name"] = name, ["taxCategory"] = new JsonObject { ["typeId"] = "tax-category", ["id"] = SeedIds.Fixed("tax-category/standard") },
                ["isDefault"] = key == "standard",
            });
        }
        foreach (var country in SeedCountry.All.DistinctBy(c => c.Store))
        {
            Put(project, "store", SeedIds.Fixed("store/" + country.Store), new JsonObject
            {
                ["key"] = country.Store, ["name"] = Text(country.Store), ["languages"] = new JsonArray(country.Locale),
                ["distributionChannels"] = new JsonArray(new JsonObject { ["typeId"] = "channel", ["key"] = "web" }),
            });
        }
        foreach (var type in SeedCatalog.All.Select(p => p.Type).Distinct()) Put(project, "product-type", SeedIds.Fixed("product-type/" + type), SeedCatalog.ProductType(type));
        foreach (var product in SeedCatalog.All) Products(project, product);
    }

    private static void States(Project project)
    {
        State(project, "Initial", "LineItemState", initial: true, null, builtIn: true);
        foreach (var key in (ReadOnlySpan<string>)["picked", "packed", "shipped"]) State(project, key, "LineItemState", initial: false, null);
        State(project, "returned", "LineItemState", initial: false, null);
        State(project, "order-shipped", "OrderState", initial: false, []);
        State(project, "order-on-hold", "OrderState", initial: false, ["order-shipped"]);
        State(project, "sent-to-warehouse", "OrderState", initial: false, ["order-shipped", "order-on-hold"]);
        State(project, "order-received", "OrderState", initial: true, ["sent-to-warehouse", "order-on-hold"]);
    }

    private static void State(Project project, string key, string type, bool initial, string[]? next, bool builtIn = false)
    {
        var draft = new JsonObject { ["key"] = key, ["type"] = type, ["initial"] = initial, ["name"] = Text(key) };
        if (key == "returned") draft["roles"] = new JsonArray("Return");
        if (next is not null) draft["transitions"] = new JsonArray([.. next.Select(n => new JsonObject { ["typeId"] = "state", ["key"] = n })]);
        Put(project, "state", StateId(key), draft, builtIn);
    }

    private static void Types(Project project, CommercetoolsSimulatorOptions options)
    {
        Put(project, "type", TypeId(MerchantTypeKey), new JsonObject
        {
            ["key"] = MerchantTypeKey, ["name"] = Text("Order notes"), ["resourceTypeIds"] = new JsonArray("order"),
            ["fieldDefinitions"] = new JsonArray(Field("giftMessage", "String"), Field("deliveryNote", "String")),
        });
        if (!options.WithConnectorResources) return;
        Put(project, "type", TypeId(ConnectorTypeKey), new JsonObject
        {
            ["key"] = ConnectorTypeKey, ["name"] = Text("ShipStation"), ["resourceTypeIds"] = new JsonArray("order"),
            ["fieldDefinitions"] = new JsonArray([.. options.ConnectorTypeFields.Select(f => Field(f.Name, f.Type))]),
        });
    }

    private static JsonObject Field(string name, string type)
    {
        const string SetOf = "Set of ";
        var fieldType = type.StartsWith(SetOf, StringComparison.Ordinal)
            ? new JsonObject { ["name"] = "Set", ["elementType"] = new JsonObject { ["name"] = type[SetOf.Length..] } }
            : new JsonObject { ["name"] = type };
        return new JsonObject { ["name"] = name, ["label"] = Text(name), ["required"] = false, ["type"] = fieldType };
    }

    private static void Channel(Project project, string key, string name, string role, JsonObject? address)
    {
        var draft = new JsonObject { ["key"] = key, ["name"] = Text(name), ["roles"] = new JsonArray(role) };
        if (address is not null) draft["address"] = address;
        Put(project, "channel", ChannelId(key), draft);
    }

    private static void Products(Project project, SeedProduct product)
    {
        var variant = new JsonObject
        {
            ["id"] = 1, ["sku"] = product.Sku, ["prices"] = new JsonArray(), ["images"] = new JsonArray(), ["attributes"] = SeedCatalog.Attributes(product),
        };
        Put(project, "product", SeedCatalog.ProductId(product), new JsonObject
        {
            ["key"] = product.Key, ["name"] = SeedCatalog.Names(product), ["slug"] = new JsonObject { ["en-US"] = product.Key },
            ["productType"] = new JsonObject { ["typeId"] = "product-type", ["id"] = SeedCatalog.ProductTypeId(product) },
            ["attributes"] = new JsonArray(), ["masterVariant"] = variant, ["variants"] = new JsonArray(), ["published"] = true,
        });
        if (product.Type == SeedCatalog.Digital) return;
        foreach (var warehouse in Warehouses)
        {
            Put(project, "inventory-entry", SeedIds.Fixed($"inventory/{product.Sku}/{warehouse}"), new JsonObject
            {
                ["sku"] = product.Sku, ["supplyChannel"] = new JsonObject { ["typeId"] = "channel", ["key"] = warehouse }, ["quantityOnStock"] = 5000,
            });
        }
    }

    private static void Put(Project project, string typeId, string id, JsonObject draft, bool builtIn = false)
    {
        var kind = ResourceKind.All.First(k => k.TypeId == typeId);
        var document = typeId == "product" ? draft : kind.Create(draft, project);
        if (builtIn) document["builtIn"] = true;
        document.Insert(0, "id", id);
        document.Insert(1, "version", 1L);
        document.Insert(2, "createdAt", "2026-01-05T09:00:00.000Z");
        document.Insert(3, "lastModifiedAt", "2026-01-05T09:00:00.000Z");
        project.Resources(typeId).TryPut(StoredResource.From(document), expected: null);
    }

    private static JsonObject Text(string text) => new() { ["en"] = text };

    private static JsonObject Address(string country, string city, string? state, string postalCode, string street)
    {
        var address = new JsonObject { ["country"] = country, ["city"] = city, ["postalCode"] = postalCode, ["streetName"] = street };
        if (state is not null) address["state"] = state;
        return address;
    }
}
