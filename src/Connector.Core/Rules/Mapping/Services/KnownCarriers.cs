using System.Collections.Frozen;

namespace Connector.Core.Rules.Mapping.Services;

/// <summary>Carriers that need no rule. Accounts know one carrier under several codes; shipments carry codes, fulfillments carry names.</summary>
internal static class KnownCarriers
{
    private const string Usps = "https://tools.usps.com/go/TrackConfirmAction?tLabels={number}";
    private const string Ups = "https://www.ups.com/track?tracknum={number}";
    private const string FedEx = "https://www.fedex.com/fedextrack/?trknbr={number}";
    private const string Dhl = "https://www.dhl.com/en/express/tracking.html?AWB={number}";

    public static readonly FrozenDictionary<string, KnownCarrier> ByCode = new Dictionary<string, KnownCarrier>
    {
        ["stamps_com"] = new("USPS", Usps),
        ["usps"] = new("USPS", Usps),
        ["endicia"] = new("USPS", Usps),
        ["express_1"] = new("USPS", Usps),
        ["ups"] = new("UPS", Ups),
        ["ups_walleted"] = new("UPS", Ups),
        ["fedex"] = new("FedEx", FedEx),
        ["fedex_walleted"] = new("FedEx", FedEx),
        ["dhl"] = new("DHL", Dhl),
        ["dhl_express"] = new("DHL Express", Dhl),
        ["dhl_express_worldwide"] = new("DHL Express", Dhl),
        ["dhl_express_walleted"] = new("DHL Express", Dhl)
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);
}

internal sealed record KnownCarrier(string Name, string TrackingUrl);
