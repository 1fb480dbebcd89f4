using System.Net;
using System.Text;

namespace Connector.Core.Rules.Mapping.Texts;

/// <summary>Pure: makes shop texts fit for labels and packing slips. Every method gives null for what is empty afterwards.</summary>
internal static class TextCleaner
{
    /// <summary>One line: entities decoded once, letters and their marks joined, control and invisible characters out, white space runs to one blank, trimmed.</summary>
    public static string? Line(string? text) => Clean(text, decode: true, keepBreaks: false);

    /// <summary>Like <see cref="Line"/>, but line breaks stay (as \n).</summary>
    public static string? Block(string? text) => Clean(text, decode: true, keepBreaks: true);

    /// <summary>Identifiers: nothing is decoded, otherwise like <see cref="Line"/>.</summary>
    public static string? Code(string? text) => Clean(text, decode: false, keepBreaks: false);

    /// <summary>HTML entities as the characters that they stand for, once.</summary>
    internal static string Decode(string text) => text.Contains('&', StringComparison.Ordinal) ? WebUtility.HtmlDecode(text) : text;

    private static string? Clean(string? text, bool decode, bool keepBreaks)
    {
        if (string.IsNullOrEmpty(text)) return null;
        if (IsClean(text, decode)) return text;
        var raw = decode ? NormalForm.Compose(Decode(text)) : text;
        var target = new StringBuilder(raw.Length);
        var gap = false;
        var breaks = 0;
        for (var i = 0; i < raw.Length; i++)
        {
            var c = raw[i];
            if (c is '\n' or '\u2028' or '\u2029' || (c == '\r' && (i + 1 >= raw.Length || raw[i + 1] != '\n')))
            {
                breaks++;
                gap = true;
            }
            else if (char.IsWhiteSpace(c) || char.IsControl(c))
            {
                gap |= char.IsWhiteSpace(c);
            }
            else if (!IsInvisible(c))
            {
                if (gap && target.Length > 0) target.Append(Gap(breaks, keepBreaks));
                gap = false;
                breaks = 0;
                Append(target, raw, ref i);
            }
        }
        return target.Length == 0 ? null : target.ToString();
    }

    private static string Gap(int breaks, bool keepBreaks) => !keepBreaks || breaks == 0 ? " " : breaks == 1 ? "\n" : "\n\n";

    /// <summary>A half of a surrogate pair without its other half becomes the replacement character.</summary>
    private static void Append(StringBuilder target, string raw, ref int i)
    {
        var c = raw[i];
        if (!char.IsSurrogate(c))
        {
            target.Append(c);
        }
        else if (char.IsHighSurrogate(c) && i + 1 < raw.Length && char.IsLowSurrogate(raw[i + 1]))
        {
            target.Append(c).Append(raw[++i]);
        }
        else
        {
            target.Append('\uFFFD');
        }
    }

    private static bool IsClean(string text, bool decode)
    {
        if (text[0] == ' ' || text[^1] == ' ') return false;
        var previous = 'x';
        foreach (var c in text)
        {
            if (c == ' ' ? previous == ' ' : c == '&' ? decode : char.IsWhiteSpace(c) || char.IsControl(c) || char.IsSurrogate(c) || IsInvisible(c)
                || (decode && NormalForm.Joins(c))) return false;
            previous = c;
        }
        return true;
    }

    /// <summary>Soft hyphen, zero-width space, direction marks, byte order mark. Joiners stay: some scripts and emoji need them.</summary>
    private static bool IsInvisible(char c) =>
        c is '\u00AD' or '\u200B' or '\u200E' or '\u200F' or (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069') or '\uFEFF';
}
