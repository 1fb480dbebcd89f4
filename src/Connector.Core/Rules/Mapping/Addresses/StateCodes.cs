using Connector.Core.Model.Orders;
using Connector.Core.Rules.Mapping.Texts;

namespace Connector.Core.Rules.Mapping.Addresses;

/// <summary>Pure: state or province. Shops use the two address fields for it as they please; carriers want two letters in the USA and Canada.</summary>
internal static class StateCodes
{
    private static readonly Dictionary<string, string> s_usa = Parse(
        "AL Alabama|AK Alaska|AZ Arizona|AR Arkansas|CA California|CO Colorado|CT Connecticut|DE Delaware|DC District of Columbia|FL Florida|GA Georgia|"
        + "HI Hawaii|ID Idaho|IL Illinois|IN Indiana|IA Iowa|KS Kansas|KY Kentucky|LA Louisiana|ME Maine|MD Maryland|MA Massachusetts|MI Michigan|"
        + "MN Minnesota|MS Mississippi|MO Missouri|MT Montana|NE Nebraska|NV Nevada|NH New Hampshire|NJ New Jersey|NM New Mexico|NY New York|"
        + "NC North Carolina|ND North Dakota|OH Ohio|OK Oklahoma|OR Oregon|PA Pennsylvania|RI Rhode Island|SC South Carolina|SD South Dakota|TN Tennessee|"
        + "TX Texas|UT Utah|VT Vermont|VA Virginia|WA Washington|WV West Virginia|WI Wisconsin|WY Wyoming|PR Puerto Rico|GU Guam|"
        + "VI Virgin Islands|AS American Samoa|MP Northern Mariana Islands|AA Armed Forces Americas|AE Armed Forces Europe|AP Armed Forces Pacific");

    private static readonly Dictionary<string, string> s_canada = Parse(
        "AB Alberta|BC British Columbia|MB Manitoba|NB New Brunswick|NL Newfoundland and Labrador|NS Nova Scotia|NT Northwest Territories|NU Nunavut|"
        + "ON Ontario|PE Prince Edward Island|QC Quebec|QC Québec|SK Saskatchewan|YT Yukon");

    /// <summary>State, or region where there is none; in the USA and Canada the one that is a known code or name, as two letters.</summary>
    public static string? Find(MappingRun run, PostalAddress address, string? country, AddressLimits limits)
    {
        var state = TextCleaner.Line(address.State);
        var region = TextCleaner.Line(address.Region);
        var codes = country switch { "US" => s_usa, "CA" => s_canada, _ => null };
        if (codes is null) return state ?? region;
        var code = Code(codes, state, country!) ?? Code(codes, region, country!);
        if (code is null && (state ?? region) is not null)
        {
            run.Warn(WarningCodes.StateUnknown, limits.State.Field, $"Not a state or province of {country}; sent unchanged.");
        }
        return code ?? state ?? region;
    }

    /// <summary>Also "US-TX", as some shops store it.</summary>
    private static string? Code(Dictionary<string, string> codes, string? text, string country)
    {
        if (text is null) return null;
        if (text.Length == 5 && text[2] == '-' && text.StartsWith(country, StringComparison.OrdinalIgnoreCase)) text = text[3..];
        return codes.GetValueOrDefault(text);
    }

    private static Dictionary<string, string> Parse(string table)
    {
        var codes = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var entry in table.Split('|'))
        {
            codes[entry[..2]] = entry[..2];
            codes[entry[3..]] = entry[..2];
        }
        return codes;
    }
}
