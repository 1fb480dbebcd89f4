using System.Text;
using System.Text.RegularExpressions;

namespace Connector.Tests.Architecture;

/// <summary>The words that the connector does not use, and how they are found in names, in texts of the sources, and in documents.</summary>
internal static partial class Vocabulary
{
    /// <summary>Parts of identifiers, in lower case.</summary>
    private static readonly HashSet<string> s_parts = new(StringComparer.Ordinal)
    {
        "told", "tell", "tells", "telling", "untold", "answer", "answers", "answered", "notice", "notices", "handover", "handovers", "standing", "stands", "elsewhere", "stranger", "strangers",
        "bury", "buried", "suffer", "suffers", "upkeep", "steering", "deed", "deeds", "harmonious", "vital", "vitals", "story", "stories", "mend", "mends", "mended", "mending", "foresaw", "anew"
    };

    /// <summary>Types may end in these; they name a thing and not an activity of the type.</summary>
    private static readonly HashSet<string> s_nounsInIng = new(StringComparer.Ordinal)
    {
        "Mapping", "Finding", "Routing", "Shipping", "Tracking", "Reading", "Warning", "Setting", "String", "Fulfilling", "Handling", "Billing", "Listing", "Paging"
    };

    /// <summary>Names in the stores that keep what they were called.</summary>
    private static readonly HashSet<string> s_stored = new(StringComparer.Ordinal)
    {
        "told", "told:", "Told", "elsewhere", "Notice", "account, shipment_id, order_id, reading, told, ended", "ShipNotice", "X-DEPRECATION-NOTICE"
    };

    /// <summary>What is wrong with the names of these sources: word and identifier, each once.</summary>
    public static IEnumerable<string> InNames(string source)
    {
        var code = Split(source).Code;
        foreach (var name in Identifier().Matches(code).Select(m => m.Value).Distinct(StringComparer.Ordinal))
            if (Part().Matches(name).Select(m => m.Value.ToLowerInvariant()).FirstOrDefault(s_parts.Contains) is { } word) yield return $"{word}: {name}";
        foreach (var type in GerundType().Matches(code).Select(m => m.Groups["name"].Value).Distinct(StringComparer.Ordinal))
            if (!s_nounsInIng.Contains(Part().Matches(type).Last().Value)) yield return $"-ing: {type}";
        foreach (var method in OfMethod().Matches(code).Select(m => m.Value).Distinct(StringComparer.Ordinal)) yield return $"Of, which does not say what it does: {method}";
    }

    /// <summary>What is wrong with the texts between quotes.</summary>
    public static IEnumerable<string> InLiterals(string source) =>
        Split(source).Literals.Where(l => !s_stored.Contains(l) && !Sql().IsMatch(l)).SelectMany(l => InText(l).Select(word => $"{word}: \"{(l.Length > 100 ? l[..100] + "..." : l)}\""));

    /// <summary>What is wrong with a text that people read.</summary>
    public static IEnumerable<string> InText(string text) => Words().Matches(text).Select(m => m.Value.ToLowerInvariant()).Distinct(StringComparer.Ordinal);

    /// <summary>What is wrong with a document, line by line. Targets of links are no text.</summary>
    public static IEnumerable<string> InLines(string text) =>
        text.Split('\n').SelectMany((line, i) => InText(Target().Replace(line, "]")).Select(word => $"{i + 1}: {word}"));

    /// <summary>The code without comments and texts, and the texts without what is filled in.</summary>
    private static (string Code, List<string> Literals) Split(string source)
    {
        var literals = new List<string>();
        var code = new StringBuilder();
        var at = 0;
        foreach (Match m in Token().Matches(source))
        {
            code.Append(source, at, m.Index - at).Append(' ');
            at = m.Index + m.Length;
            if (m.Groups["text"] is not { Success: true } text) continue;
            if (m.Value.Contains('$', StringComparison.Ordinal)) foreach (var hole in Hole().Matches(text.Value).Select(h => h.Value)) code.Append(hole).Append(' ');
            literals.Add(Hole().Replace(text.Value, "{}"));
        }
        return (code.Append(source, at, source.Length - at).ToString(), literals);
    }

    /// <summary>A method of ours: what the framework has of these names is called on something.</summary>
    [GeneratedRegex(@"(?<![\w.])Of([A-Z]\w*)?(?=[(<])", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex OfMethod();

    [GeneratedRegex("""//[^\n]*|/\*.*?\*/|'(\\.|[^'\\\n])+'|\$*"{3}(?<text>.*?)"{3}|(\$?@|@\$)"(?<text>([^"]|"")*)"|\$?"(?<text>(\\.|\{[^{}]*\}|[^"\\])*)" """, RegexOptions.ExplicitCapture | RegexOptions.Singleline | RegexOptions.IgnorePatternWhitespace, 10000)]
    private static partial Regex Token();

    [GeneratedRegex(@"\{[^{}]*\}", RegexOptions.None, 1000)]
    private static partial Regex Hole();

    [GeneratedRegex(@"[A-Za-z_]\w*", RegexOptions.None, 1000)]
    private static partial Regex Identifier();

    [GeneratedRegex("[A-Z]?[a-z]+|[A-Z]+(?![a-z])", RegexOptions.None, 1000)]
    private static partial Regex Part();

    [GeneratedRegex(@"\b(class|record|struct|interface|enum)\s+(?<name>[A-Z]\w*ing)\b", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex GerundType();

    [GeneratedRegex(@"\b(SELECT|INSERT|UPDATE|DELETE|PRAGMA|FROM|WHERE|VALUES|ON CONFLICT|AND)\b", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Sql();

    [GeneratedRegex(@"\]\([^)]*\)", RegexOptions.None, 1000)]
    private static partial Regex Target();

    [GeneratedRegex(
        @"\b(told|tells?|telling|untold|answer(s|ed|ing)?|notices?|handovers?|foresaw|elsewhere|strangers?|bury|buried|suffers?|upkeep|steering|deeds?|harmonious|vitals|story|stories|mend(s|ed|ing)?|the truth|anew|dead letters?"
        + @"|stands? (still|there|in|open|alone|as|twice|beside|behind|on|under|at|for)|(needs?|waits? for|asks?|by) a person|a person (must|decides?)|(orders?|nothing|something) waits? for a person|\(any more\)|a fault of our own|heals? by itself)\b",
        RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase, 1000)]
    private static partial Regex Words();
}
