using Connector.Core.Model.Labels;
using Connector.Core.Model.Shipping;
using Connector.Core.Ports.Labels;
using Connector.Core.Rules.Labels;
using Connector.Core.Rules.Labels.Purchases;

namespace Connector.Core.Flows.Labels;

/// <summary>Orders of several packages: V2 quotes and buys what is stored, so the packages are written to the shipment before it is quoted. Writing them twice does no harm.</summary>
internal sealed class SeveralPackages(ILabelAccounts accounts, LabelRules rules)
{
    /// <summary>The request for services that take several packages, once these are stored; else why not.</summary>
    /// <param name="request">By V2, with the numbers of the carriers' accounts.</param>
    public async Task<(RateRequest? Prepared, LabelReason? Problem)> PrepareAsync(
        RateRequest request, string account, ShippingOrder content, DateOnly shipDate, CancellationToken cancellationToken)
    {
        var own = accounts.Get(account);
        var services = new List<CarrierService>();
        foreach (var code in request.Carriers.Select(static c => c.Code).Distinct(StringComparer.OrdinalIgnoreCase))
            services.AddRange((await own.Carriers.ListServicesAsync(code, cancellationToken)).Where(s => s.TakesSeveralPackages == true && request.ServiceCodes.Contains(s.Code, StringComparer.OrdinalIgnoreCase)));
        if (services.Count == 0) return (null, new LabelReason(LabelCodes.NotBuyable, "the order has several packages, and no service that may be bought takes them together"));

        var carriers = request.Carriers.Where(c => services.Exists(s => Same(s.CarrierCode, c.Code))).ToList();
        var packages = PackagePlan.Compute(content, rules.Packages).Packages;
        // The first of them is stored; what is bought in the end is the offer.
        var first = services.Find(s => Same(s.CarrierCode, carriers[0].Code))!;
        var stored = await own.Shipments!.PrepareAsync(
            new ShipmentPreparation(request.ShippingOrderId, carriers[0].AccountId!.Value, first.Code, request.PackageCode!, request.Confirmation ?? "none", shipDate, packages), cancellationToken);
        if (stored is null) return (null, new LabelReason(LabelCodes.NotReadable, "V2 does not know the order yet"));
        if (!LabelWays.AreStored(packages, stored.Packages)) return (null, new LabelReason(LabelCodes.NotReadable, "ShipStation stored other packages than the rules ask for"));
        // Without a weight of its own it is quoted for itself alone: parcels of one weight may be packed differently.
        return (request with { Carriers = carriers, ServiceCodes = [.. services.Select(static s => s.Code).Distinct(StringComparer.OrdinalIgnoreCase)], Weight = null }, null);
    }

    private static bool Same(string a, string b) => a.Equals(b, StringComparison.OrdinalIgnoreCase);
}
