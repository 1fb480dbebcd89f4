using System.Text.RegularExpressions;
using Connector.Simulators.ShipStation.Orders;

namespace Connector.Simulators.ShipStation.Quotes;

/// <summary>What a carrier refuses in a parcel when its label is bought. The sentences are ours but where one is recorded.</summary>
internal static partial class LabelRules
{
    private const decimal LongestSide = 108m;
    private const decimal LargestGirth = 165m;

    /// <summary>Places without postal codes.</summary>
    private static readonly HashSet<string> s_noPostalCode = new(
        ("AE AG AO AW BI BJ BO BQ BS BW BZ CD CF CG CM CW DM ER FJ GA GD GM GQ GY HK JM KM LY ML MO MR NU QA RW SB SC SL SR ST SX TD TK TO TV UG VU YE ZW AQ BV TF"
        + " CI CK DJ KI MW NR PS SS SY TG TL BF GH IE KN LC MS NA PA TT WS BB BH IQ KE LA LR MD MU MV NE NG SA UZ VC").Split(' '), StringComparer.OrdinalIgnoreCase);

    private static readonly HashSet<string> s_withSubdivision = new(["US", "CA", "AU"], StringComparer.OrdinalIgnoreCase);

    /// <summary>Codes that shops send and no carrier knows.</summary>
    private static readonly HashSet<string> s_noCountries = new(["UK", "EL", "IC", "EA", "AN", "XI", "KO"], StringComparer.OrdinalIgnoreCase);

    private static readonly HashSet<string> s_militaryPlaces = new(["APO", "FPO", "DPO"], StringComparer.OrdinalIgnoreCase);

    /// <summary>The codes of the postal service: states, territories, the military.</summary>
    private static readonly HashSet<string> s_states = new(
        ("AL AK AZ AR CA CO CT DE DC FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC ND OH OK OR PA RI SC SD TN TX UT VT VA WA WV WI WY"
        + " AS GU MP PR VI FM MH PW UM AA AE AP").Split(' '), StringComparer.OrdinalIgnoreCase);

    /// <summary>Descriptions that USPS refuses.</summary>
    private static readonly HashSet<string> s_saysNothing = new(["None", "Not Applicable", "N/A", "Null", "Gift", "Merchandise"], StringComparer.OrdinalIgnoreCase);

    /// <summary>Null when the carrier takes the weights and sizes.</summary>
    public static string? Measures(string carrier, string service, IEnumerable<Parcel> parcels)
    {
        foreach (var (weight, box, _) in parcels)
        {
            if (weight.Value <= 0) return "A shipping carrier error occurred: the weight must be more than 0.";
            if (weight.Ounces > ServiceOffer.Heaviest(carrier, service)) return "A shipping carrier error occurred: the weight is over the limit of the service.";
            if (box is null || carrier != "ups_walleted") continue;
            var factor = box.Units == "centimeters" ? 1m / 2.54m : 1m;
            decimal[] sides = [box.Length * factor, box.Width * factor, box.Height * factor];
            Array.Sort(sides);
            if (sides[2] > LongestSide || sides[2] + 2 * (sides[0] + sides[1]) > LargestGirth) return "A shipping carrier error occurred: the package exceeds the maximum size.";
        }
        return null;
    }

    /// <summary>Null when the carrier takes the address.</summary>
    public static string? Address(string carrier, Address to)
    {
        if (string.IsNullOrWhiteSpace(to.Name) && string.IsNullOrWhiteSpace(to.Company)) return Text(carrier, "the recipient name is missing.");
        if (string.IsNullOrWhiteSpace(to.Street1)) return Text(carrier, "the street is missing.");
        if (string.IsNullOrWhiteSpace(to.City)) return Text(carrier, "the city is missing.");
        if (s_noCountries.Contains(to.Country ?? "")) return Text(carrier, $"the country code {to.Country} is not known.");
        var isHome = string.Equals(to.Country, "US", StringComparison.OrdinalIgnoreCase);
        if (s_withSubdivision.Contains(to.Country ?? "") && string.IsNullOrWhiteSpace(to.State)) return Text(carrier, "the state code is missing.");
        if (isHome && !s_states.Contains(to.State!.Trim())) return Text(carrier, $"the state code {to.State} is not known.");
        if (string.IsNullOrWhiteSpace(to.PostalCode) && !s_noPostalCode.Contains(to.Country ?? "")) return Text(carrier, "the postal code is missing.");
        if (isHome && !UnitedStates().IsMatch(to.PostalCode!.Trim())) return Text(carrier, "the postal code is not one of the United States.");
        if (string.Equals(to.Country, "CA", StringComparison.OrdinalIgnoreCase) && !Canada().IsMatch(to.PostalCode!.Trim())) return Text(carrier, "the postal code is not one of Canada.");
        if (ServiceOffer.IsMilitary(to) && !s_militaryPlaces.Contains(to.City.Trim())) return Text(carrier, "a military address needs APO, FPO or DPO as its city.");
        if (TooLong(carrier, to) is { } tooLong) return Text(carrier, tooLong);
        if (carrier == "stamps_com") return null;

        if (carrier == "ups_walleted" && to.Street2?.Length > 35) return "120203: ship-to address line 2 has more than 35 characters.";
        if (carrier == "ups_walleted" && to.Street1?.Length > 35) return "120202: ship-to address line 1 has more than 35 characters.";
        if (ServiceOffer.IsMilitary(to)) return Text(carrier, "military addresses are not served.");
        if (IsBox(to.Street1) || IsBox(to.Street2)) return Text(carrier, "a PO box is not served.");
        return !isHome && string.IsNullOrWhiteSpace(to.Phone) ? Text(carrier, "the recipient phone is missing.") : null;
    }

    /// <summary>Null when nothing has to be declared, or everything is.</summary>
    public static string? Customs(string carrier, Address from, Address to, International declared)
    {
        if (!CustomsZones.Declares(carrier, from, to)) return null;
        if (declared.CustomsItems.Length == 0) return "Customs items are required for this destination.";
        if (declared.Contents is null || declared.NonDelivery is null) return "Customs contents and non-delivery are required for this destination.";
        foreach (var line in declared.CustomsItems)
        {
            if (string.IsNullOrWhiteSpace(line.Description) || line.Quantity < 1) return "A customs item needs a description and a quantity.";
            if (carrier == "stamps_com" && s_saysNothing.Contains(line.Description.Trim())) return Text(carrier, $"'{line.Description.Trim()}' describes no goods.");
            if (line.Value <= 0) return "The value of a customs item must be more than 0.";
            if (string.IsNullOrWhiteSpace(line.CountryOfOrigin)) return "A customs item needs a country of origin.";
        }
        return null;
    }

    /// <summary>What the carriers' documents say of lengths, where they say it. The second line of UPS has a number of its own.</summary>
    private static string? TooLong(string carrier, Address to)
    {
        var (name, company, street, city) = carrier switch
        {
            "stamps_com" => (100, 50, 50, 28),
            "dhl_express_worldwide" => (255, 100, 45, 45),
            "ups_walleted" => (35, 35, 35, 30),
            _ => (35, 35, 35, 35)
        };
        if (to.Name?.Length > name) return $"the recipient name has more than {name} characters.";
        if (to.Company?.Length > company) return $"the company has more than {company} characters.";
        if (to.City?.Length > city) return $"the city has more than {city} characters.";
        if (to.Street3?.Length > street || (carrier != "ups_walleted" && (to.Street1?.Length > street || to.Street2?.Length > street))) return $"an address line has more than {street} characters.";
        return null;
    }

    private static string Text(string carrier, string what) => $"A shipping carrier error occurred ({carrier}): {what}";

    private static bool IsBox(string? line) =>
        line is not null && (line.StartsWith("PO Box", StringComparison.OrdinalIgnoreCase) || line.StartsWith("P.O. Box", StringComparison.OrdinalIgnoreCase));

    [GeneratedRegex("^[0-9]{5}(-[0-9]{4})?$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex UnitedStates();

    [GeneratedRegex("^[ABCEGHJ-NPRSTVXY][0-9][ABCEGHJ-NPRSTV-Z] ?[0-9][ABCEGHJ-NPRSTV-Z][0-9]$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Canada();
}
