using Connector.Simulators.ShipStation.Orders;

namespace Connector.Simulators.ShipStation.Quotes;

/// <summary>What a carrier refuses in a parcel when its label is bought. The sentences are ours but where one is recorded.</summary>
internal static class LabelRules
{
    private const decimal LongestSide = 108m;
    private const decimal LargestGirth = 165m;

    /// <summary>Places without postal codes.</summary>
    private static readonly HashSet<string> s_noPostalCode = new(
        ("AE AG AO AW BI BJ BO BQ BS BW BZ CD CF CG CM CW DM ER FJ GA GD GM GQ GY HK JM KM LY ML MO MR NU QA RW SB SC SL SR ST SX TD TK TO TV UG VU YE ZW AQ BV TF"
        + " CI CK DJ KI MW NR PS SS SY TG TL BF GH IE KN LC MS NA PA TT WS BB BH IQ KE LA LR MD MU MV NE NG SA UZ VC").Split(' '), StringComparer.OrdinalIgnoreCase);

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
        var isHome = string.Equals(to.Country, "US", StringComparison.OrdinalIgnoreCase);
        if (isHome && string.IsNullOrWhiteSpace(to.State)) return Text(carrier, "the state code is missing.");
        if (string.IsNullOrWhiteSpace(to.PostalCode) && !s_noPostalCode.Contains(to.Country ?? "")) return Text(carrier, "the postal code is missing.");
        if (carrier == "stamps_com") return null;

        if (carrier == "ups_walleted" && to.Street2?.Length > 35) return "120203: ship-to address line 2 has more than 35 characters.";
        if (carrier == "ups_walleted" && to.Street1?.Length > 35) return "120202: ship-to address line 1 has more than 35 characters.";
        if (carrier is "ups_walleted" or "fedex" && to.Name?.Length > 35) return Text(carrier, "the recipient name has more than 35 characters.");
        if (ServiceOffer.IsMilitary(to)) return Text(carrier, "military addresses are not served.");
        if (IsBox(to.Street1) || IsBox(to.Street2)) return Text(carrier, "a PO box is not served.");
        return !isHome && string.IsNullOrWhiteSpace(to.Phone) ? Text(carrier, "the recipient phone is missing.") : null;
    }

    /// <summary>Null when nothing has to be declared, or everything is.</summary>
    public static string? Customs(string carrier, Address to, International declared)
    {
        if (!ServiceOffer.NeedsCustoms(carrier, to)) return null;
        if (declared.CustomsItems.Length == 0) return "Customs items are required for this destination.";
        if (declared.Contents is null || declared.NonDelivery is null) return "Customs contents and non-delivery are required for this destination.";
        foreach (var line in declared.CustomsItems)
        {
            if (string.IsNullOrWhiteSpace(line.Description) || line.Quantity < 1) return "A customs item needs a description and a quantity.";
            if (line.Value <= 0) return "The value of a customs item must be more than 0.";
            if (string.IsNullOrWhiteSpace(line.CountryOfOrigin)) return "A customs item needs a country of origin.";
        }
        return null;
    }

    private static string Text(string carrier, string what) => $"A shipping carrier error occurred ({carrier}): {what}";

    private static bool IsBox(string? line) =>
        line is not null && (line.StartsWith("PO Box", StringComparison.OrdinalIgnoreCase) || line.StartsWith("P.O. Box", StringComparison.OrdinalIgnoreCase));
}
