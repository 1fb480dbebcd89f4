namespace Connector.Simulators.ShipStation.Http;

/// <summary>
/// Lets equal short texts be one object: a hundred thousand orders name the same few cities, SKUs and products. A table of fixed size, where a newcomer
/// takes the place of whoever sat there; lost updates between threads only cost a chance.
/// </summary>
internal static class SharedText
{
    private const int LongestShared = 64;
    private static readonly string?[] Table = new string?[16384];

    public static string Intern(string text)
    {
        if (text.Length > LongestShared) return text;
        ref var place = ref Table[(uint)text.GetHashCode(StringComparison.Ordinal) % Table.Length];
        var seated = place;
        if (string.Equals(seated, text, StringComparison.Ordinal)) return seated!;
        place = text;
        return text;
    }
}
