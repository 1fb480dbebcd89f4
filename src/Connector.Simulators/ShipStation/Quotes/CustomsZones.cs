using Connector.Simulators.ShipStation.Orders;

namespace Connector.Simulators.ShipStation.Quotes;

/// <summary>
/// Between which places goods are declared. Customs and tax areas follow places, and shops write the country that the post has: the Canary Islands are Spain to the post and not to customs. Areas have
/// the code of their country, "EU" for the union, or a code of their own.
/// </summary>
internal static class CustomsZones
{
    private const string Union = "EU";
    private const string NorthernIreland = "GB-NIR";
    private const string Military = "US-MIL";

    private static readonly HashSet<string> s_union = new(
        "AT BE BG HR CY CZ DK EE FI FR DE GR HU IE IT LV LT LU MT NL PL PT RO SK SI ES SE MC".Split(' '), StringComparer.OrdinalIgnoreCase);

    /// <summary>Country, the beginnings of postal codes, and the area that is none of its country's.</summary>
    private static readonly (string Country, string[] Codes, string Area)[] s_outside =
    [
        ("ES", ["35", "38"], "ES-CN"), ("ES", ["51"], "ES-CE"), ("ES", ["52"], "ES-ML"), ("FI", ["22"], "AX"), ("GR", ["63086", "63087"], "GR-69"),
        ("FR", ["97150", "978"], "MF"), ("FR", ["97133", "977"], "BL"), ("FR", ["971"], "GP"), ("FR", ["972"], "MQ"), ("FR", ["973"], "GF"), ("FR", ["974"], "RE"), ("FR", ["975"], "PM"),
        ("FR", ["976"], "YT"), ("FR", ["984"], "TF"), ("FR", ["986"], "WF"), ("FR", ["987"], "PF"), ("FR", ["988"], "NC"),
        ("IT", ["22061"], "IT-CAMPIONE"), ("CH", ["6911"], "IT-CAMPIONE"), ("IT", ["23041"], "IT-LIVIGNO"), ("IT", ["4789"], "SM"), ("IT", ["00120"], "VA"),
        ("DE", ["27498"], "DE-HELGOLAND"), ("DE", ["78266"], "DE-BUESINGEN"), ("CH", ["8238"], "DE-BUESINGEN"), ("DK", ["39"], "GL"), ("NO", ["8099", "917"], "SJ"),
        ("GB", ["BT"], NorthernIreland), ("GB", ["JE"], "JE"), ("GB", ["GY"], "GG"), ("GB", ["GX11"], "GI"), ("GB", ["BF1"], "GB-BFPO")
    ];

    /// <summary>Whether a parcel needs customs lines: into another area, to the military and to the territories. To USPS Puerto Rico is at home.</summary>
    public static bool Declares(string carrier, Address from, Address to)
    {
        var (start, end) = (Zone(carrier, from), Zone(carrier, to));
        if (start == end) return start == Military;
        return (start, end) switch
        {
            // What consumers get is not declared one by one; what a company gets is.
            ("GB", NorthernIreland) => !string.IsNullOrWhiteSpace(to.Company),
            (NorthernIreland, "GB" or Union) or (Union, NorthernIreland) => false,
            _ => true
        };
    }

    private static string Zone(string carrier, Address at)
    {
        if (ServiceOffer.IsMilitary(at)) return Military;
        var place = ServiceOffer.Place(at) ?? "";
        var code = at.PostalCode?.Replace(" ", "", StringComparison.Ordinal) ?? "";
        foreach (var (country, codes, area) in s_outside)
            if (country == place && Array.Exists(codes, begin => code.StartsWith(begin, StringComparison.OrdinalIgnoreCase))) return area;
        if (s_union.Contains(place)) return Union;
        return place switch { "IM" => "GB", "LI" => "CH", "PR" when carrier == "stamps_com" => "US", _ => place };
    }
}
