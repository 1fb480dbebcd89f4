namespace Connector.Core.Rules.Mapping.Places;

/// <summary>Country codes that shops send and carriers do not know.</summary>
internal static class CountryCodes
{
    private static readonly Dictionary<string, string> s_known = new(StringComparer.Ordinal)
    {
        ["UK"] = "GB", ["XI"] = "GB", ["EL"] = "GR", ["IC"] = "ES", ["EA"] = "ES"
    };

    /// <summary>The code that carriers know; the same one where it is known already.</summary>
    public static string Known(string country) => s_known.GetValueOrDefault(country, country);
}
