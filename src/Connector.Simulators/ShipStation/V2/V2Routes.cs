using System.Globalization;
using Connector.Simulators.ShipStation.Http;

namespace Connector.Simulators.ShipStation.V2;

/// <summary>Which verb on which V2 path is answered by what. Paths do not ignore case. What is not here answers 404.</summary>
internal static class V2Routes
{
    private static readonly List<(string Verb, string Path, string[] Parts, Handle Handle)> s_routes =
    [
        .. from route in new (string Verb, string Path, Handle Handle)[]
        {
            ("GET", "/v2/environment/webhooks", SignedHooks.List),
            ("POST", "/v2/environment/webhooks", SignedHooks.Create),
            ("DELETE", "/v2/environment/webhooks/{id}", SignedHooks.Delete),
            ("GET", "/v2/carriers", V2CarrierRoutes.List),
            ("GET", "/v2/carriers/{id}", V2CarrierRoutes.Get),
            ("GET", "/v2/carriers/{id}/services", V2CarrierRoutes.Services),
            ("GET", "/v2/carriers/{id}/packages", V2CarrierRoutes.Packages),
            ("GET", "/v2/carriers/{id}/options", V2CarrierRoutes.Options),
            ("PUT", "/v2/carriers/{id}/add_funds", V2CarrierRoutes.AddFunds),
            ("GET", "/v2/warehouses", V2WarehouseRoutes.List),
            ("GET", "/v2/warehouses/{id}", V2WarehouseRoutes.Get),
            ("GET", "/v2/shipments", V2ShipmentRoutes.List),
            ("GET", "/v2/shipments/external_shipment_id/{text}", V2ShipmentRoutes.GetByExternalId),
            ("GET", "/v2/shipments/{id}", V2ShipmentRoutes.Get),
            ("PUT", "/v2/shipments/{id}", V2ShipmentWrites.Put),
            ("PUT", "/v2/shipments/{id}/cancel", V2ShipmentRoutes.Cancel),
            ("GET", "/v2/shipments/{id}/rates", V2RateRoutes.ForShipment),
            ("GET", "/v2/shipments/{id}/labels", V2LabelRoutes.ForShipment),
            ("POST", "/v2/rates", V2RateRoutes.Create),
            ("POST", "/v2/rates/estimate", V2RateRoutes.Estimate),
            ("GET", "/v2/rates/{id}", V2RateRoutes.Get),
            ("GET", "/v2/labels", V2LabelRoutes.List),
            ("POST", "/v2/labels", V2PurchaseRoutes.Inline),
            ("POST", "/v2/labels/rates/{id}", V2PurchaseRoutes.ByRate),
            ("POST", "/v2/labels/shipment/{id}", V2PurchaseRoutes.ByShipment),
            ("GET", "/v2/labels/external_shipment_id/{text}", V2LabelRoutes.GetByExternalId),
            ("GET", "/v2/labels/{id}", V2LabelRoutes.Get),
            ("GET", "/v2/labels/{id}/track", TrackRoutes.Get),
            ("PUT", "/v2/labels/{id}/void", V2LabelRoutes.Void),
            ("POST", "/v2/labels/{id}/return", V2PurchaseRoutes.Return),
            ("GET", "/v2/batches", V2BatchRoutes.List),
            ("POST", "/v2/batches", V2BatchRoutes.Create),
            ("GET", "/v2/batches/external_batch_id/{text}", V2BatchRoutes.GetByExternalId),
            ("GET", "/v2/batches/{id}", V2BatchRoutes.Get),
            ("PUT", "/v2/batches/{id}", V2BatchRoutes.Archive),
            ("DELETE", "/v2/batches/{id}", V2BatchRoutes.Archive),
            ("POST", "/v2/batches/{id}/add", V2BatchRoutes.Add),
            ("POST", "/v2/batches/{id}/remove", V2BatchRoutes.Remove),
            ("POST", "/v2/batches/{id}/process/labels", V2BatchRoutes.Process),
            ("GET", "/v2/batches/{id}/errors", V2BatchRoutes.Errors),
            ("GET", "/v2/downloads/{text}/{text}/{text}", static call => call.Account.Downloads.Fetch(call.Texts![1], call.Texts[2])),
            ("GET", "/jwks", static call => call.Account.Webhooks.Keys.Show())
        }
        select (route.Verb, route.Path, route.Path.Split('/'), route.Handle)
    ];

    public static bool IsOne(string path) => path == "/jwks" || path.StartsWith("/v2/", StringComparison.Ordinal);

    /// <summary>What needs no key and costs no rate: the public keys, and links to documents.</summary>
    public static bool IsPublic(string path) => path == "/jwks" || path.StartsWith("/v2/downloads/", StringComparison.Ordinal);

    public static RouteTable.Match Find(string verb, string path)
    {
        var parts = path.TrimEnd('/').Split('/');
        foreach (var (wanted, template, names, handle) in s_routes)
        {
            if (wanted != verb || names.Length != parts.Length || !Fits(names, parts)) continue;
            var at = Array.IndexOf(names, "{id}");
            var texts = names.Zip(parts).Where(static pair => pair.First == "{text}").Select(static pair => Uri.UnescapeDataString(pair.Second)).ToList();
            var route = $"{verb} {template}";
            if (at < 0) return new(route, handle, 0, IsPath: true, texts);
            return ReadId(parts[at]) is { } id ? new(route, handle, id, IsPath: true, texts) : new(route, static _ => V2Refusals.BadId(), 0, IsPath: true);
        }
        return new($"{verb} (unknown)", static _ => V2Refusals.NotFound(), 0, IsPath: true);
    }

    /// <summary>The number of an id; null for what is no id of this account's.</summary>
    public static long? ReadId(string? text)
    {
        if (text is null || !text.StartsWith("se-", StringComparison.Ordinal)) return null;
        var number = text.AsSpan(text.StartsWith("se-test-", StringComparison.Ordinal) ? 8 : 3);
        return long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : null;
    }

    private static bool Fits(string[] names, string[] parts)
    {
        for (var i = 0; i < names.Length; i++)
            if (names[i] is not ("{id}" or "{text}") && names[i] != parts[i]) return false;
        return true;
    }
}
