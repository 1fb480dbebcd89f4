using Connector.Simulators.ShipStation.Account;
using Connector.Simulators.ShipStation.Orders;

namespace Connector.Simulators.ShipStation.Quotes;

/// <summary>Which services of a carrier go where, and in which packages.</summary>
internal static class ServiceOffer
{
    private static readonly string[] s_territories = ["PR", "VI", "GU", "AS", "MP", "UM", "FM", "MH", "PW"];
    private static readonly string[] s_military = ["AA", "AE", "AP"];

    /// <summary>Whether the service goes to the country. To USPS the territories are at home; to the others they are abroad.</summary>
    public static bool Goes(CarrierData carrier, ServiceData service, string? country) => service.Domestic == IsDomestic(carrier.Code, country);

    public static bool IsDomestic(string carrier, string? country) =>
        Is(country, "US") || carrier == "stamps_com" && s_territories.Contains(country, StringComparer.OrdinalIgnoreCase);

    public static bool IsMilitary(Address to) => Is(to.Country, "US") && (s_military.Contains(to.State, StringComparer.OrdinalIgnoreCase) || Begins(to.PostalCode, "09", "340", "962", "963", "964", "965", "966"));

    /// <summary>The territory where a shop says the United States: by state, then by ZIP code. Else the country.</summary>
    public static string? Place(Address to)
    {
        if (!Is(to.Country, "US")) return to.Country?.ToUpperInvariant();
        if (s_territories.Contains(to.State, StringComparer.OrdinalIgnoreCase)) return to.State!.ToUpperInvariant();
        if (Begins(to.PostalCode, "006", "007", "009")) return "PR";
        if (Begins(to.PostalCode, "008")) return "VI";
        if (Begins(to.PostalCode, "96799")) return "AS";
        return Begins(to.PostalCode, "969") ? "GU" : "US";
    }

    /// <summary>Flat-rate packages belong to Priority Mail; letters and flats to First Class and Priority.</summary>
    public static bool Fits(string service, string package)
    {
        if (PriceList.IsFlatRate(package)) return service.StartsWith("usps_priority", StringComparison.Ordinal);
        if (package is "letter" or "large_envelope_or_flat") return service.StartsWith("usps_first_class", StringComparison.Ordinal);
        return true;
    }

    /// <summary>The heaviest parcel, in ounces.</summary>
    public static decimal Heaviest(string carrier, string service)
    {
        if (service.StartsWith("usps_first_class_mail", StringComparison.Ordinal)) return service.EndsWith("international", StringComparison.Ordinal) ? 64m : 15.999m;
        return carrier == "stamps_com" ? 70m * 16m : 150m * 16m;
    }

    private static bool Begins(string? code, params ReadOnlySpan<string> prefixes)
    {
        foreach (var prefix in prefixes)
            if (code?.Trim().StartsWith(prefix, StringComparison.Ordinal) == true) return true;
        return false;
    }

    private static bool Is(string? text, string word) => string.Equals(text, word, StringComparison.OrdinalIgnoreCase);
}
