using Connector.Commercetools;
using Connector.Core.Flows.Reconcile;
using Connector.Core.Ports;
using Connector.Local.Doctor;
using Connector.ShipStation;
using Connector.ShipStation.Wire;

namespace Connector.Local.Init;

/// <summary>What both accounts offer that rules can name: keys, numbers and names of things, never of people.</summary>
internal sealed record AccountOffers
{
    private const int SampleSize = 200;
    private const int SampleDays = 90;

    public IReadOnlyList<ShippingOffers> Shipping { get; init; } = [];
    public IReadOnlyList<CommerceShippingMethod> Methods { get; init; } = [];

    /// <summary>Keys.</summary>
    public IReadOnlyList<string> Channels { get; init; } = [];

    /// <summary>Names, over all product types.</summary>
    public IReadOnlyList<string> Attributes { get; init; } = [];

    /// <summary>Keys of stores, ship-to countries and custom fields of recent orders.</summary>
    public IReadOnlyList<string> Stores { get; init; } = [];
    public IReadOnlyList<string> Countries { get; init; } = [];
    public IReadOnlyList<string> CustomFields { get; init; } = [];

    /// <summary>What could not be read, with the reason, is in the findings.</summary>
    public static async Task<AccountOffers> ReadAsync(ShipStationAccounts accounts, ICommerceReferences references, ICommerceProducts products, ICommerceOrders orders, Findings findings, DateTimeOffset now, CancellationToken cancellationToken)
    {
        const string shop = "commercetools";
        var shipping = new List<ShippingOffers>();
        foreach (var name in accounts.Names) shipping.Add(await ShippingOffers.ReadAsync(name, accounts.Directory(name), findings, cancellationToken));
        var methods = await findings.AskAsync(shop, "shipping methods", () => references.ListShippingMethodsAsync(cancellationToken), "The API client lacks the scope view_shipping_methods.");
        var channels = await findings.AskAsync(shop, "channels", () => references.ListChannelsAsync(cancellationToken), "The API client lacks the scope view_channels.");
        var attributes = await findings.AskAsync(shop, "product attributes", () => products.ListAttributesAsync(cancellationToken), "The API client lacks the scope view_product_types.");
        var recent = await findings.AskAsync(
            shop, "recent orders", () => orders.ListChangedAsync(new OrderQuery(now.AddDays(-SampleDays), null, null, SampleSize), cancellationToken), "The API client lacks the scope view_orders.");
        var sample = recent?.Orders ?? [];
        return new AccountOffers
        {
            Shipping = shipping,
            Methods = [.. (methods ?? []).OrderBy(static m => m.Key ?? m.Name, StringComparer.Ordinal)],
            Channels = Sort((channels ?? []).Where(static c => !c.Roles.Contains("OrderExport")).Select(static c => c.Key)),
            Attributes = Sort((attributes ?? []).Select(static a => a.Name)),
            Stores = Sort(sample.Select(static o => o.StoreKey)),
            Countries = Sort(sample.Select(static o => o.ShippingAddress?.Country)),
            CustomFields = Sort(sample.SelectMany(static o => o.CustomFields.Keys.Concat(o.Lines.SelectMany(static l => l.CustomFields.Keys))))
        };
    }

    private static IReadOnlyList<string> Sort(IEnumerable<string?> names) => [.. names.OfType<string>().Where(static n => n.Length > 0).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
}

/// <param name="Account">Its name in the settings.</param>
/// <param name="Services">By carrier.</param>
/// <param name="Packages">By carrier.</param>
internal sealed record ShippingOffers(
    string Account, IReadOnlyList<StoreEntry> Stores, IReadOnlyList<WarehouseEntry> Warehouses, IReadOnlyList<CarrierEntry> Carriers,
    IReadOnlyDictionary<string, IReadOnlyList<ServiceEntry>> Services, IReadOnlyDictionary<string, IReadOnlyList<ServiceEntry>> Packages, IReadOnlyList<TagEntry> Tags)
{
    private const string KeyFix = "Check ApiKey and ApiSecret of this account.";

    public static async Task<ShippingOffers> ReadAsync(string account, ShipStationDirectory directory, Findings findings, CancellationToken cancellationToken)
    {
        var area = $"ShipStation {account}";
        var (services, packages) = (new Dictionary<string, IReadOnlyList<ServiceEntry>>(StringComparer.OrdinalIgnoreCase), new Dictionary<string, IReadOnlyList<ServiceEntry>>(StringComparer.OrdinalIgnoreCase));
        if (await findings.AskAsync(area, "stores", () => directory.ListStoresAsync(cancellationToken), KeyFix) is not { } stores) return new ShippingOffers(account, [], [], [], services, packages, []);
        var warehouses = await findings.AskAsync(area, "warehouses", () => directory.ListWarehousesAsync(cancellationToken), KeyFix) ?? [];
        var carriers = await findings.AskAsync(area, "carriers", () => directory.ListCarriersAsync(cancellationToken), KeyFix) ?? [];
        foreach (var carrier in carriers.Select(static c => c.Code).OfType<string>().Distinct(StringComparer.OrdinalIgnoreCase))
        {
            services[carrier] = await findings.AskAsync(area, "services", () => directory.ListServicesAsync(carrier, cancellationToken), KeyFix) ?? [];
            packages[carrier] = await findings.AskAsync(area, "packages", () => directory.ListPackagesAsync(carrier, cancellationToken), KeyFix) ?? [];
        }
        var tags = await findings.AskAsync(area, "tags", () => directory.ListTagsAsync(cancellationToken), KeyFix) ?? [];
        return new ShippingOffers(account, [.. stores.Where(static s => s is { StoreId: > 0, Active: not false })], [.. warehouses.Where(static w => w.WarehouseId > 0)], carriers, services, packages, tags);
    }

    /// <summary>Stores whose orders no marketplace imports.</summary>
    public IReadOnlyList<StoreEntry> ManualStores => [.. Stores.Where(static s => s.MarketplaceId is null or 0)];
}
