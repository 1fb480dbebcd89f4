namespace Connector.Core.Rules.Mapping.Places;

/// <summary>
/// Pure: the customs or tax area that a place belongs to. Postal codes decide where they say more than the country: the Canary Islands are Spain to the post and
/// not to customs. An area has the country's code, a territory its own, others a code as in ISO 3166-2.
/// </summary>
internal static class CustomsAreas
{
    public const string NorthernIreland = "GB-NIR";
    public const string Military = "US-MIL";

    /// <summary>Country, area, and the beginnings of its postal codes.</summary>
    private static readonly (string Country, string Area, string[] PostalCodes)[] s_areas =
    [
        ("ES", "ES-CN", ["35", "38"]),
        ("ES", "ES-CE", ["51"]),
        ("ES", "ES-ML", ["52"]),
        ("FI", "AX", ["22"]),
        ("GR", "GR-69", ["63086", "63087"]),
        ("FR", "MF", ["97150", "978"]),
        ("FR", "BL", ["97133", "977"]),
        ("FR", "GP", ["971"]),
        ("FR", "MQ", ["972"]),
        ("FR", "GF", ["973"]),
        ("FR", "RE", ["974"]),
        ("FR", "PM", ["975"]),
        ("FR", "YT", ["976"]),
        ("FR", "TF", ["984"]),
        ("FR", "WF", ["986"]),
        ("FR", "PF", ["987"]),
        ("FR", "NC", ["988"]),
        ("IT", "IT-CAMPIONE", ["22061"]),
        ("CH", "IT-CAMPIONE", ["6911"]),
        ("IT", "IT-LIVIGNO", ["23041"]),
        ("IT", "SM", ["4789"]),
        ("IT", "VA", ["00120"]),
        ("DE", "DE-HELGOLAND", ["27498"]),
        ("DE", "DE-BUESINGEN", ["78266"]),
        ("CH", "DE-BUESINGEN", ["8238"]),
        ("DK", "GL", ["39"]),
        ("NO", "SJ", ["8099", "917"]),
        ("GB", NorthernIreland, ["BT"]),
        ("GB", "JE", ["JE"]),
        ("GB", "GG", ["GY"]),
        ("GB", "GI", ["GX11"]),
        ("GB", "GB-BFPO", ["BF1"]),
        ("US", Military, ["340", "090", "091", "092", "093", "094", "095", "096", "097", "098", "099", "962", "963", "964", "965", "966"]),
        ("US", "AS", ["96799"]),
        ("US", "GU", ["9691", "9692", "96930", "96931", "96932"]),
        ("US", "MP", ["96950", "96951", "96952"]),
        ("US", "FM", ["96941", "96942", "96943", "96944"]),
        ("US", "MH", ["96960", "96970"]),
        ("US", "PW", ["96939", "96940"]),
        ("US", "VI", ["008"])
    ];

    /// <summary>States of the United States that are outside of its customs territory, or where the post wants a declaration all the same. Puerto Rico is inside.</summary>
    private static readonly Dictionary<string, string> s_byState = new(StringComparer.Ordinal)
    {
        ["AA"] = Military, ["AE"] = Military, ["AP"] = Military, ["AS"] = "AS", ["GU"] = "GU", ["MP"] = "MP", ["VI"] = "VI", ["FM"] = "FM", ["MH"] = "MH", ["PW"] = "PW", ["UM"] = "UM"
    };

    /// <summary>Countries that are one area with another.</summary>
    private static readonly Dictionary<string, string> s_within = new(StringComparer.Ordinal) { ["MC"] = "FR", ["LI"] = "CH", ["IM"] = "GB", ["PR"] = "US" };

    /// <summary>Codes for places that are no countries of their own.</summary>
    private static readonly Dictionary<string, string> s_codes = new(StringComparer.Ordinal)
    {
        ["IC"] = "ES-CN", ["EA"] = "ES-CE", ["XI"] = NorthernIreland, ["UK"] = "GB", ["EL"] = "GR"
    };

    /// <param name="country">Two capital letters.</param>
    /// <param name="state">Code of the state, where it is known.</param>
    public static string Area(string country, string? state, string? postalCode)
    {
        if (s_codes.TryGetValue(country, out var known)) country = known;
        if (country == "US" && state is not null && s_byState.TryGetValue(state, out var byState)) return byState;
        var code = Compact(postalCode);
        foreach (var area in s_areas)
        {
            if (area.Country != country) continue;
            foreach (var start in area.PostalCodes)
            {
                if (code.StartsWith(start, StringComparison.OrdinalIgnoreCase)) return area.Area;
            }
        }
        return s_within.GetValueOrDefault(country, country);
    }

    /// <summary>However a shop writes it: as a country, as a state or by its postal codes.</summary>
    public static bool IsPuertoRico(string country, string? state, string? postalCode) =>
        country == "PR" || (country == "US" && (state == "PR" || Compact(postalCode) is { Length: > 2 } code && code[..3] is "006" or "007" or "009"));

    /// <summary>Letters and digits, without the country before them: "F-97400".</summary>
    private static string Compact(string? postalCode)
    {
        if (postalCode is null) return "";
        var dash = postalCode.IndexOf('-', StringComparison.Ordinal);
        if (dash is > 0 and <= 2 && postalCode.AsSpan(0, dash).IndexOfAnyExceptInRange('A', 'Z') < 0) postalCode = postalCode[(dash + 1)..];
        return postalCode.Replace(" ", "", StringComparison.Ordinal);
    }
}
