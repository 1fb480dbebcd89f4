using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Connector.Azure.Tables;

/// <summary>
/// Keys of table rows. Letters, digits, dot, dash and underscore stay as they are and any other character is written as ~ and its four hex digits, so that
/// what Table Storage refuses (/ \ # ? and control characters) or proxies mangle (% and +) never gets into a key, and two texts never share one. What would
/// become longer than a key may be is cut and ends in its hash.
/// </summary>
internal static class TableKey
{
    /// <summary>Between the parts of a key; sorts behind digits and before letters, and no part contains it.</summary>
    public const char Separator = ':';

    /// <summary>The character behind <see cref="Separator"/>: the end of a range of keys that start with a part.</summary>
    public const char AfterSeparator = ';';

    private const int Longest = 400;
    private const int KeptOfLong = 320;

    public static string Create(params ReadOnlySpan<string> parts)
    {
        var key = new StringBuilder();
        for (var i = 0; i < parts.Length; i++)
        {
            if (i > 0) key.Append(Separator);
            foreach (var c in parts[i])
            {
                if (char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_') key.Append(c);
                else key.Append('~').Append(((int)c).ToString("X4", CultureInfo.InvariantCulture));
            }
        }
        if (key.Length <= Longest) return key.ToString();
        var whole = key.ToString();
        return $"{whole.AsSpan(0, KeptOfLong)}~~{Convert.ToHexString(SHA256.HashData(Encoding.ASCII.GetBytes(whole)))}";
    }
}
