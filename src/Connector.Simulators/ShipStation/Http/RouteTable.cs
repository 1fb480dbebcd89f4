using System.Globalization;
using Connector.Simulators.ShipStation.Account;
using Connector.Simulators.ShipStation.Labels;
using Connector.Simulators.ShipStation.Orders;
using Connector.Simulators.ShipStation.Quotes;
using Connector.Simulators.ShipStation.Shipments;
using Connector.Simulators.ShipStation.Webhooks;

namespace Connector.Simulators.ShipStation.Http;

/// <summary>Which verb on which path is answered by what. Paths ignore case.</summary>
internal static class RouteTable
{
    private static readonly Dictionary<string, Dictionary<string, Handle>> Paths = Build();

    /// <summary>As they are counted.</summary>
    public static IEnumerable<string> All => Paths.SelectMany(static path => path.Value.Keys.Select(verb => $"{verb} {path.Key}"));

    /// <summary>Finds the route of a request.</summary>
    /// <param name="path">As sent.</param>
    public static Match Find(string verb, string path)
    {
        var template = Template(path, out var id);
        if (!Paths.TryGetValue(template, out var verbs)) return new Match($"{verb} (unknown)", null, 0, IsPath: false);
        return new Match($"{verb} {template}", verbs.GetValueOrDefault(verb), id, IsPath: true);
    }

    private static Dictionary<string, Dictionary<string, Handle>> Build()
    {
        var paths = new Dictionary<string, Dictionary<string, Handle>>(StringComparer.Ordinal);
        (string Route, Handle Handle)[] routes =
        [
            ("GET /orders", OrderList.List),
            ("GET /orders/{id}", OrderRoutes.Get),
            ("DELETE /orders/{id}", OrderRoutes.Delete),
            ("GET /orders/listbytag", OrderList.ListByTag),
            ("POST /orders/createorder", OrderRoutes.CreateOne),
            ("POST /orders/createorders", OrderRoutes.CreateMany),
            ("POST /orders/holduntil", OrderActions.HoldUntil),
            ("POST /orders/restorefromhold", OrderActions.RestoreFromHold),
            ("POST /orders/assignuser", OrderActions.AssignUser),
            ("POST /orders/unassignuser", OrderActions.UnassignUser),
            ("POST /orders/addtag", OrderActions.AddTag),
            ("POST /orders/removetag", OrderActions.RemoveTag),
            ("POST /orders/markasshipped", OrderActions.MarkAsShipped),
            ("POST /orders/createlabelfororder", V1LabelRoutes.CreateForOrder),
            ("GET /shipments", ShipmentRoutes.List),
            ("POST /shipments/createlabel", V1LabelRoutes.CreateLabel),
            ("POST /shipments/voidlabel", V1LabelRoutes.VoidLabel),
            ("POST /shipments/getrates", RateRoutes.GetRates),
            ("GET /fulfillments", FulfillmentRoutes.List),
            ("GET /stores", StoreRoutes.List),
            ("GET /stores/{id}", StoreRoutes.Get),
            ("PUT /stores/{id}", StoreRoutes.Put),
            ("POST /stores/deactivate", StoreRoutes.Deactivate),
            ("POST /stores/reactivate", StoreRoutes.Reactivate),
            ("GET /stores/marketplaces", StoreRoutes.Marketplaces),
            ("POST /stores/refreshstore", StoreRoutes.Refresh),
            ("GET /stores/getrefreshstatus", StoreRoutes.RefreshStatus),
            ("GET /warehouses", WarehouseRoutes.List),
            ("GET /warehouses/{id}", WarehouseRoutes.Get),
            ("POST /warehouses/createwarehouse", WarehouseRoutes.Create),
            ("PUT /warehouses/{id}", WarehouseRoutes.Put),
            ("DELETE /warehouses/{id}", WarehouseRoutes.Delete),
            ("GET /carriers", CarrierRoutes.Carriers),
            ("GET /carriers/getcarrier", CarrierRoutes.Carrier),
            ("GET /carriers/listservices", CarrierRoutes.Services),
            ("GET /carriers/listpackages", CarrierRoutes.Packages),
            ("POST /carriers/addfunds", CarrierRoutes.AddFunds),
            ("GET /customers", CatalogueRoutes.Customers),
            ("GET /customers/{id}", CatalogueRoutes.Customer),
            ("GET /products", CatalogueRoutes.Products),
            ("GET /products/{id}", CatalogueRoutes.Product),
            ("PUT /products/{id}", CatalogueRoutes.PutProduct),
            ("GET /accounts/listtags", AccountRoutes.Tags),
            ("POST /accounts/registeraccount", AccountRoutes.Register),
            ("GET /users", AccountRoutes.Users),
            ("GET /webhooks", WebhookRoutes.List),
            ("POST /webhooks/subscribe", WebhookRoutes.Subscribe),
            ("DELETE /webhooks/{id}", WebhookRoutes.Delete),
        ];
        foreach (var (route, handle) in routes)
        {
            var blank = route.IndexOf(' ', StringComparison.Ordinal);
            var (verb, path) = (route[..blank], route[(blank + 1)..]);
            if (!paths.TryGetValue(path, out var verbs)) paths.Add(path, verbs = new Dictionary<string, Handle>(StringComparer.Ordinal));
            verbs.Add(verb, handle);
        }
        return paths;
    }

    /// <summary>The path in lower case with its number, if it ends in one, as {id}.</summary>
    private static string Template(string path, out long id)
    {
        var lower = path.TrimEnd('/').ToLowerInvariant();
        var last = lower.LastIndexOf('/');
        if (last > 0 && long.TryParse(lower.AsSpan(last + 1), NumberStyles.None, CultureInfo.InvariantCulture, out id)) return lower[..last] + "/{id}";
        id = 0;
        return lower;
    }

    /// <param name="Route">As counted ("GET /orders/{id}").</param>
    /// <param name="Handle">Null when the path is unknown or does not take the verb.</param>
    /// <param name="IsPath">Whether the path is known.</param>
    /// <param name="Texts">The other parts of the path that vary, in their order.</param>
    internal readonly record struct Match(string Route, Handle? Handle, long Id, bool IsPath, IReadOnlyList<string>? Texts = null);
}
