using System.Globalization;

namespace Connector.ShipStation.V2;

/// <summary>V2 names the things of V1 by the same numbers with a prefix. The prefix never leaves this folder.</summary>
internal static class V2Ids
{
    private const string Prefix = "se-";
    private const int MaxDigits = 18;

    public static string From(long id) => string.Create(CultureInfo.InvariantCulture, $"{Prefix}{id}");

    /// <summary>False for ids that mean nothing in V1.</summary>
    public static bool TryRead(ReadOnlySpan<char> text, out long id)
    {
        id = 0;
        if (!text.StartsWith(Prefix, StringComparison.Ordinal)) return false;
        var digits = text[Prefix.Length..];
        return digits.Length is > 0 and <= MaxDigits && long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out id) && id > 0;
    }
}
