namespace Connector.Core.Rules.Selection;

/// <summary>The merchant's predicate goes to the shop as it is; only what would also break our own part of the query is refused.</summary>
internal static class PredicateText
{
    private const int LongestPredicate = 4000;

    /// <summary>Null when it can be sent.</summary>
    public static string? Problem(string text)
    {
        if (string.IsNullOrWhiteSpace(text)) return "is blank; allowed: a predicate in the shop's language, or leave it out";
        if (text.Length > LongestPredicate) return $"is too long; allowed: up to {LongestPredicate} characters";
        var depth = 0;
        var quoted = false;
        for (var i = 0; i < text.Length; i++)
        {
            if (quoted && text[i] == '\\') i++;
            else if (text[i] == '"') quoted = !quoted;
            else if (!quoted && text[i] == '(') depth++;
            else if (!quoted && text[i] == ')' && --depth < 0) return $"closes a parenthesis at character {i + 1} that was not opened; allowed: as many ( as )";
        }
        if (quoted) return "opens a quote that is not closed; allowed: texts in pairs of \"";
        return depth > 0 ? $"leaves {depth} parenthesis open; allowed: as many ( as )" : null;
    }
}
