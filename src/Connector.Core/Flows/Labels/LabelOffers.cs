using Connector.Core.Model.Labels;
using Connector.Core.Ports.Labels;
using Connector.Core.Rules.Labels;

namespace Connector.Core.Flows.Labels;

/// <summary>Asks for the offers for one parcel: by V2, where the account has a key, in one call for all carriers; else by V1.</summary>
internal sealed class LabelOffers(ILabelAccounts accounts, LabelQuotes quotes, LabelOrigins origins, SeveralPackages several, LabelRules rules)
{
    public bool HasV2(string account) => accounts.Get(account).HasV2;

    /// <param name="byRate">The offer itself is bought: one that was made for another order will not do.</param>
    public async Task<LabelOffer> GetAsync(LabelWork work, LabelPolicy policy, DateOnly shipDate, bool byRate, CancellationToken cancellationToken)
    {
        var (content, account, services) = (work.Remote!.Content, work.Row.Account, policy.Services);
        var isMapped = services.By == ServicePick.Mapped;
        var request = new RateRequest
        {
            Api = LabelWays.QuoteBy(content, rules, HasV2(account)), ShippingOrderId = work.Row.ShippingOrderId, OrderKey = work.Row.OrderKey,
            Carriers = LabelWays.ListCarriers(content, services, rules.Route),
            ServiceCodes = isMapped ? [content.ServiceCode!] : [.. services.Allowed.Select(static a => a.Service).Distinct(StringComparer.OrdinalIgnoreCase)],
            PackageCode = string.IsNullOrEmpty(content.PackageCode) ? rules.Purchase.Package : content.PackageCode, Weight = content.Weight, Dimensions = content.Dimensions, To = content.ShipTo,
            Confirmation = LabelWays.FindConfirmation(content, rules)
        };
        if (request.Api == LabelApi.V2)
        {
            request = request with { Carriers = LabelWays.Resolve(request.Carriers, await accounts.Get(account).Carriers.ListAsync(cancellationToken), rules.Route, services.By) };
            if (request.Carriers.Count == 0) return Unknown("no carrier account that may be used is connected");
            if (LabelWays.IsSeveral(content, rules))
            {
                var (prepared, problem) = await several.PrepareAsync(request, account, content, shipDate, cancellationToken);
                if (prepared is null) return new LabelOffer(null, false, problem);
                request = prepared;
            }
        }
        else
        {
            if (string.IsNullOrWhiteSpace(content.ShipTo.PostalCode)) return Unknown("the address has no postal code, so that nothing can be quoted");
            request = request with { From = await origins.FindAsync(account, work.LocationKey, content.WarehouseId, cancellationToken) };
            if (request.From is null) return Unknown("neither the warehouse nor Mapping.Customs.ShipFromPostalCode says where the parcel leaves, so that nothing can be quoted");
        }
        var (quote, isKept) = await quotes.GetAsync(account, work.LocationKey, request, shipDate, byRate, cancellationToken);
        return new LabelOffer(quote, isKept);
    }

    private static LabelOffer Unknown(string text) => new(null, false, new LabelReason(LabelCodes.PriceUnknown, text));
}

/// <summary>The offers for a parcel.</summary>
/// <param name="IsKept">They were asked for before, perhaps for a parcel that costs the same.</param>
/// <param name="Problem">Why nothing was asked; null where there is a quote.</param>
internal sealed record LabelOffer(RateQuote? Quote, bool IsKept, LabelReason? Problem = null);
