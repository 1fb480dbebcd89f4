namespace Connector.Core.Rules.Selection.Conditions;

/// <summary>Patterns as merchants write them: * for any text (also none), ? for one character, upper and lower case alike.</summary>
internal static class Pattern
{
    public static bool Matches(string pattern, string text)
    {
        // Greedy with one step back: linear in practice, never exponential, whatever a rule says.
        int p = 0, t = 0, star = -1, from = 0;
        while (t < text.Length)
        {
            if (p < pattern.Length && pattern[p] == '*')
            {
                star = p++;
                from = t;
            }
            else if (p < pattern.Length && (pattern[p] == '?' || Same(pattern[p], text[t])))
            {
                p++;
                t++;
            }
            else if (star >= 0)
            {
                p = star + 1;
                t = ++from;
            }
            else
            {
                return false;
            }
        }
        while (p < pattern.Length && pattern[p] == '*') p++;
        return p == pattern.Length;
    }

    public static bool MatchesAny(string text, IList<string> patterns)
    {
        for (var i = 0; i < patterns.Count; i++)
        {
            if (Matches(patterns[i], text)) return true;
        }
        return false;
    }

    /// <summary>False for null, which no pattern matches.</summary>
    public static bool MatchesEither(string? one, string? other, IList<string> patterns) =>
        (one is not null && MatchesAny(one, patterns)) || (other is not null && MatchesAny(other, patterns));

    private static bool Same(char a, char b) => a == b || char.ToUpperInvariant(a) == char.ToUpperInvariant(b);
}
