using System.Buffers;
using System.Globalization;

namespace Connector.ShipStation.V2.Mapping;

/// <summary>V2 names the things of V1 by the same numbers with a prefix.</summary>
internal static class V2Ids
{
    private const string Prefix = "se-";
    private const int MaxDigits = 18;
    private static readonly SearchValues<char> s_signs = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789-");

    public static string From(long id) => string.Create(CultureInfo.InvariantCulture, $"{Prefix}{id}");

    /// <summary>The number of a name; null for a name that means nothing in V1.</summary>
    public static long? Read(string? name) => TryRead(name, out var id) ? id : null;

    /// <summary>Whether it has the form of a V2 name, and so may be part of a path.</summary>
    public static bool IsName(string? text) =>
        text is { Length: > 3 and <= 50 } && text.StartsWith(Prefix, StringComparison.Ordinal)
        && text.AsSpan(Prefix.Length).IndexOfAnyExcept(s_signs) < 0 && text[^1] != '-';

    /// <summary>False for ids that mean nothing in V1.</summary>
    public static bool TryRead(ReadOnlySpan<char> text, out long id)
    {
        id = 0;
        if (!text.StartsWith(Prefix, StringComparison.Ordinal)) return false;
        var digits = text[Prefix.Length..];
        return digits.Length is > 0 and <= MaxDigits && long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out id) && id > 0;
    }
}
