using System.Collections.Frozen;

namespace Connector.Commercetools.Mapping;

/// <summary>Currency codes as found on documents, and how many digits their smallest unit has (ISO 4217).</summary>
internal static class Currencies
{
    private static readonly FrozenSet<string> WithoutDigits = FrozenSet.Create(
        StringComparer.Ordinal,
        "BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF", "UGX", "UYI", "VND", "VUV", "XAF", "XOF", "XPF");

    private static readonly FrozenSet<string> WithThreeDigits = FrozenSet.Create(StringComparer.Ordinal, "BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND");

    private static readonly FrozenSet<string> WithFourDigits = FrozenSet.Create(StringComparer.Ordinal, "CLF", "UYW");

    /// <summary>The ISO code in upper case. The vendor's own codes such as CZK0 mean the currency without its digits.</summary>
    internal static (string Code, int Digits) Read(string? code, string otherwise)
    {
        var iso = string.IsNullOrWhiteSpace(code) ? otherwise : code.Trim().ToUpperInvariant();
        return iso.Length == 4 && iso[3] == '0' ? (iso[..3], 0) : (iso, DigitsOf(iso));
    }

    private static int DigitsOf(string iso) => WithoutDigits.Contains(iso) ? 0 : WithThreeDigits.Contains(iso) ? 3 : WithFourDigits.Contains(iso) ? 4 : 2;
}
