namespace Connector.Core.Rules.Mapping.Addresses;

/// <summary>Pure: spreads the parts of a street over three lines, at words, losing nothing.</summary>
internal static class StreetReflow
{
    public const int Lines = 3;
    private const string Separator = ", ";

    /// <summary>
    /// The lines, one to three; null when they do not fit. Tries one part a line, then joins and breaks parts at <paramref name="lineLength"/>, then at the
    /// shortest longer length up to <paramref name="maxLength"/>.
    /// </summary>
    /// <param name="usedLength">The length at which it fitted; above <paramref name="lineLength"/> the carrier may not print all of it.</param>
    /// <param name="changed">True when parts were joined or broken.</param>
    public static IReadOnlyList<string>? Fit(List<string> parts, int lineLength, int maxLength, out int usedLength, out bool changed)
    {
        usedLength = lineLength;
        changed = false;
        if (parts.Count <= Lines && Longest(parts) <= lineLength) return parts;
        changed = true;
        for (; usedLength <= maxLength; usedLength++)
        {
            if (Pack(parts, usedLength) is { } lines) return lines;
        }
        return null;
    }

    private static int Longest(List<string> parts)
    {
        var longest = 0;
        foreach (var part in parts) longest = Math.Max(longest, part.Length);
        return longest;
    }

    private static List<string>? Pack(List<string> parts, int length)
    {
        var lines = new List<string>(Lines) { "" };
        for (var i = 0; i < parts.Count; i++)
        {
            // A part starts its own line while there are lines enough for the rest; otherwise it goes on behind the one before.
            var ownLine = lines[^1].Length == 0 || Lines - lines.Count >= parts.Count - i;
            if (ownLine ? !AddWords(lines, parts[i], length, newLine: true) : !AddWords(lines, parts[i], length, newLine: false)) return null;
        }
        return lines;
    }

    private static bool AddWords(List<string> lines, string part, int length, bool newLine)
    {
        if (newLine && lines[^1].Length > 0) lines.Add("");
        var separator = lines[^1].Length > 0 ? Separator : "";
        foreach (var word in part.Split(' '))
        {
            var last = lines[^1];
            if (last.Length + separator.Length + word.Length <= length)
            {
                lines[^1] = string.Concat(last, separator, word);
            }
            else
            {
                if (last.Length > 0)
                {
                    // The comma stays behind the part that it ends.
                    if (separator == Separator && last.Length < length) lines[^1] = last + ",";
                    lines.Add("");
                }
                if (lines.Count > Lines || word.Length > length) return false;
                lines[^1] = word;
            }
            separator = " ";
        }
        return lines.Count <= Lines;
    }
}
