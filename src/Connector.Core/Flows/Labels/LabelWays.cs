using Connector.Core.Model.Labels;
using Connector.Core.Model.Shipping;
using Connector.Core.Rules.Labels;
using Connector.Core.Rules.Labels.Purchases;
using Connector.Core.Rules.Mapping.Units;

namespace Connector.Core.Flows.Labels;

/// <summary>Pure: by which interface a label is quoted and bought, and what a way cannot do. V1 says everything in its call; V2 quotes and buys the order as it is stored.</summary>
internal static class LabelWays
{
    /// <summary>Why the configured route cannot buy it; null when it can.</summary>
    public static LabelReason? FindProblem(ShippingOrder content, LabelRules rules, bool hasV2)
    {
        var isV2 = rules.Route == LabelApi.V2;
        if (isV2 && !hasV2) return No("labels are bought by V2, and the account has no key for it");
        if (!isV2 && IsSeveral(content, rules)) return No("V1 buys one package, and the order has several");
        if (isV2 && !HasConfirmation(content, rules)) return No($"V2 buys the confirmation that the order has, which is not {rules.Purchase.Confirmation}");
        if (isV2 && !HasInsurance(content, rules)) return No("V2 buys the insurance that the order has, and Purchase.Insurance is false");
        return null;
    }

    /// <summary>V2 asks all carriers in one call and knows days; where the order is stored otherwise than it is bought, V1 must be asked.</summary>
    public static LabelApi QuoteBy(ShippingOrder content, LabelRules rules, bool hasV2) =>
        rules.Route == LabelApi.V2 || (hasV2 && HasConfirmation(content, rules) && HasInsurance(content, rules)) ? LabelApi.V2 : LabelApi.V1;

    /// <summary>How the order can be bought together with others. All of a batch leave from one warehouse, and have one package each.</summary>
    public static BatchWay FindBatchWay(ShippingOrder content, LabelPolicy policy, LabelRules rules, DateOnly today)
    {
        if (rules.Route != LabelApi.V2 || content.WarehouseId is null || IsSeveral(content, rules)) return BatchWay.None;
        if (policy.Services.By != ServicePick.Mapped) return BatchWay.ByRate;
        if (content is not { CarrierCode.Length: > 0, ServiceCode.Length: > 0 }) return BatchWay.None;
        var saysAll = !(content.ShipDate < today) && (content.PackageCode is { Length: > 0 } || rules.Purchase.Package == DefaultPackage);
        return saysAll && !policy.Services.Allowed.Any(allowed => allowed.CarrierAccount is not null && IsService(allowed, content)) ? BatchWay.AsStored : BatchWay.ByRate;
    }

    /// <summary>Several packages are stored in ShipStation before they are quoted.</summary>
    public static bool IsSeveral(ShippingOrder content, LabelRules rules) => PackagePlan.Compute(content, rules.Packages).Packages.Count > 1;

    /// <summary>The carriers to ask, as far as the rules name them.</summary>
    public static IReadOnlyList<CarrierReference> ListCarriers(ShippingOrder content, ServiceSelectionRules rules, LabelApi route)
    {
        if (rules.By != ServicePick.Mapped) return [.. rules.Allowed.Select(static a => new CarrierReference(a.Carrier, a.CarrierAccount)).Distinct()];
        var named = route == LabelApi.V1 ? [] : rules.Allowed.Where(a => a.CarrierAccount is not null && IsService(a, content)).Select(static a => new CarrierReference(a.Carrier, a.CarrierAccount)).ToList();
        return named.Count > 0 ? named : [new CarrierReference(content.CarrierCode!)];
    }

    /// <summary>With the numbers of their accounts, which V2 needs. V1 buys from the primary account of a code only, and so does an order that names no account.</summary>
    public static IReadOnlyList<CarrierReference> Resolve(IReadOnlyList<CarrierReference> carriers, IReadOnlyList<CarrierAccount> accounts, LabelApi route, ServicePick by)
    {
        var found = new List<CarrierReference>();
        foreach (var wanted in carriers)
        {
            var own = accounts.Where(a => a is { IsDisabled: false, AccountId: not null } && a.Code.Equals(wanted.Code, StringComparison.OrdinalIgnoreCase)).OrderByDescending(static a => a.IsPrimary).ToList();
            var usable = route == LabelApi.V1 || (by == ServicePick.Mapped && wanted.AccountId is null) ? own.Take(1) : own;
            found.AddRange(usable.Where(a => wanted.AccountId is null || a.AccountId == wanted.AccountId).Select(a => new CarrierReference(wanted.Code, a.AccountId)));
        }
        return [.. found.Distinct()];
    }

    /// <summary>Whether these packages are stored; the order in which V2 lists them says nothing.</summary>
    public static bool AreStored(IReadOnlyList<PackageRequest> packages, IReadOnlyList<StoredPackage> stored)
    {
        var grams = packages.Select(static p => WeightReader.Grams(p.Weight)).Order();
        return stored.All(static p => p.Weight is not null) && stored.Select(static p => WeightReader.Grams(p.Weight!)).Order().SequenceEqual(grams);
    }

    /// <summary>What is bought besides the service: by the rules, else as the order says.</summary>
    public static string FindConfirmation(ShippingOrder content, LabelRules rules) => rules.Purchase.Confirmation ?? StoredConfirmation(content);

    /// <summary>What V2 takes an order without a package for.</summary>
    private const string DefaultPackage = "package";

    private static string StoredConfirmation(ShippingOrder content) => string.IsNullOrEmpty(content.Confirmation) ? "none" : content.Confirmation;

    private static bool HasConfirmation(ShippingOrder content, LabelRules rules) => FindConfirmation(content, rules) == StoredConfirmation(content);

    private static bool HasInsurance(ShippingOrder content, LabelRules rules) => rules.Purchase.Insurance || content.Insurance is not { Insure: true };

    private static bool IsService(AllowedService allowed, ShippingOrder content) =>
        allowed.Carrier.Equals(content.CarrierCode, StringComparison.OrdinalIgnoreCase) && allowed.Service.Equals(content.ServiceCode, StringComparison.OrdinalIgnoreCase);

    private static LabelReason No(string text) => new(LabelCodes.NotBuyable, text);
}

/// <summary>See <see cref="LabelWays.FindBatchWay"/>.</summary>
internal enum BatchWay
{
    /// <summary>It cannot.</summary>
    None,

    /// <summary>It says itself with which service, package and day it goes: a kept quote tells the price.</summary>
    AsStored,

    /// <summary>By an offer of its own, which brings the choice with it.</summary>
    ByRate
}
