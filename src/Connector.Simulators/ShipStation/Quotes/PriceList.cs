using Connector.Simulators.ShipStation.Orders;

namespace Connector.Simulators.ShipStation.Quotes;

/// <summary>Invented prices: the same carrier, service, package, zone, weight and size cost the same every time. Nothing here is a tariff of the carriers.</summary>
internal static class PriceList
{
    private const decimal FuelShare = 0.12m;
    private const decimal HomeSurcharge = 1.45m;
    private const decimal CubicInchesInPound = 139m;

    /// <summary>The first pound to the nearest zone, and each further pound, before the zone counts.</summary>
    private static readonly Dictionary<string, (decimal First, decimal Pound)> s_services = new(StringComparer.Ordinal)
    {
        ["usps_media_mail"] = (3.20m, 0.45m), ["usps_first_class_mail"] = (4.10m, 0.80m), ["usps_ground_advantage"] = (4.60m, 0.70m), ["usps_parcel_select"] = (5.10m, 0.70m),
        ["usps_priority_mail"] = (7.30m, 1.10m), ["usps_priority_mail_express"] = (24.50m, 2.40m), ["usps_first_class_mail_international"] = (13.80m, 5.20m),
        ["usps_priority_mail_international"] = (31.40m, 4.60m), ["usps_priority_mail_express_international"] = (49.90m, 6.10m),
        ["fedex_ground"] = (8.40m, 0.90m), ["fedex_home_delivery"] = (8.70m, 0.90m), ["fedex_2day"] = (17.20m, 1.90m), ["fedex_2day_am"] = (19.80m, 2.00m),
        ["fedex_express_saver"] = (14.60m, 1.60m), ["fedex_standard_overnight"] = (29.30m, 2.90m), ["fedex_priority_overnight"] = (33.10m, 3.20m),
        ["fedex_first_overnight"] = (61.00m, 3.60m), ["fedex_ground_international"] = (19.40m, 2.10m), ["fedex_international_economy"] = (44.70m, 5.20m),
        ["fedex_international_priority"] = (52.60m, 5.90m), ["fedex_international_first"] = (88.00m, 6.90m),
        ["ups_ground_saver"] = (5.60m, 0.75m), ["ups_ground"] = (8.10m, 0.85m), ["ups_3_day_select"] = (13.90m, 1.50m), ["ups_2nd_day_air"] = (16.90m, 1.85m),
        ["ups_next_day_air_saver"] = (28.40m, 2.80m), ["ups_next_day_air"] = (32.20m, 3.10m), ["ups_standard_international"] = (18.90m, 2.05m),
        ["ups_worldwide_saver"] = (53.20m, 6.00m), ["ups_worldwide_expedited"] = (47.80m, 5.60m),
        ["dhl_express_worldwide"] = (51.30m, 5.80m), ["dhl_express_envelope"] = (36.00m, 7.50m), ["dhl_express_1200"] = (63.70m, 6.20m)
    };

    private static readonly Dictionary<string, decimal> s_flatRates = new(StringComparer.Ordinal)
    {
        ["flat_rate_envelope"] = 9.65m, ["flat_rate_legal_envelope"] = 9.95m, ["flat_rate_padded_envelope"] = 10.40m, ["small_flat_rate_box"] = 10.20m,
        ["medium_flat_rate_box"] = 17.10m, ["large_flat_rate_box"] = 22.45m, ["regional_rate_box_a"] = 10.80m, ["regional_rate_box_b"] = 14.70m
    };

    public static bool IsFlatRate(string package) => s_flatRates.ContainsKey(package);

    /// <param name="parcels">All boxes; each is priced by itself.</param>
    /// <param name="isHome">A private address: UPS and FedEx take more.</param>
    public static Price Compute(string carrier, string service, string package, int zone, IEnumerable<Parcel> parcels, string confirmation, bool isHome)
    {
        decimal shipping = 0m, insurance = 0m;
        var boxes = 0;
        foreach (var parcel in parcels)
        {
            boxes++;
            shipping += Freight(carrier, service, package, zone, parcel);
            if (parcel.InsuredValue > 0) insurance += Math.Max(1.00m, decimal.Round(parcel.InsuredValue * 0.01m, 2));
        }
        var isCourier = carrier is not "stamps_com";
        var other = isCourier ? decimal.Round(shipping * FuelShare, 2) : 0m;
        if (isCourier && isHome) other += HomeSurcharge * boxes;
        return new(shipping, other, Confirmation(confirmation) * boxes, insurance);
    }

    /// <summary>2 to 8 within the country, 9 abroad.</summary>
    public static int Zone(string? fromPostalCode, string? toPostalCode, string? toCountry)
    {
        if (!string.Equals(toCountry, "US", StringComparison.OrdinalIgnoreCase)) return 9;
        return 2 + Math.Min(6, Math.Abs(First(fromPostalCode) - First(toPostalCode)));
    }

    private static int First(string? code) => code is { Length: > 0 } && char.IsAsciiDigit(code[0]) ? code[0] - '0' : 5;

    private static decimal Freight(string carrier, string service, string package, int zone, Parcel parcel)
    {
        if (s_flatRates.TryGetValue(package, out var flat)) return flat;
        var (first, pound) = s_services.GetValueOrDefault(service, (9.90m, 1.10m));
        var pounds = parcel.Weight.Ounces / 16m;
        if (carrier != "stamps_com" && parcel.Dimensions is { } box) pounds = Math.Max(pounds, Inches(box.Length, box) * Inches(box.Width, box) * Inches(box.Height, box) / CubicInchesInPound);
        return decimal.Round((first + pound * Math.Max(0m, pounds - 1m)) * (1m + 0.06m * (zone - 2)), 2);
    }

    private static decimal Inches(decimal length, Dimensions box) => box.Units == "centimeters" ? length / 2.54m : length;

    private static decimal Confirmation(string word) => word switch
    {
        "signature" => 3.20m,
        "adult_signature" => 6.40m,
        "direct_signature" => 4.10m,
        _ => 0m
    };
}
