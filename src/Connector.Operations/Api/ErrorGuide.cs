using System.Text.RegularExpressions;

namespace Connector.Operations.Api;

/// <summary>Cause and cure of each code, as the guide for operators has them: the one text for both.</summary>
internal static partial class ErrorGuide
{
    private const string Resource = "operations.md";
    private const string Section = "## Codes";
    private static readonly Lazy<IReadOnlyDictionary<string, (string Cause, string Cure)>> s_codes = new(Read);

    /// <summary>Null for a code that is not ours.</summary>
    public static string? CureOf(string code) => s_codes.Value.TryGetValue(code, out var known) ? known.Cure : null;

    /// <summary>Null for a code that is not ours.</summary>
    public static string? CauseOf(string code) => s_codes.Value.TryGetValue(code, out var known) ? known.Cause : null;

    /// <summary>The rows of the first table of the section: code, kind, cause, cure.</summary>
    private static Dictionary<string, (string Cause, string Cure)> Read()
    {
        using var stream = typeof(ErrorGuide).Assembly.GetManifestResourceStream(Resource)!;
        using var reader = new StreamReader(stream);
        var text = reader.ReadToEnd();
        var codes = new Dictionary<string, (string, string)>(StringComparer.Ordinal);
        foreach (var line in text[text.IndexOf(Section, StringComparison.Ordinal)..].Split('\n'))
        {
            var cells = line.Split('|', StringSplitOptions.TrimEntries);
            if (cells.Length == 6 && cells[1].StartsWith('`')) codes[cells[1].Trim('`')] = (Plain(cells[3]), Plain(cells[4]));
        }
        return codes;
    }

    /// <summary>Without the marks of the document.</summary>
    private static string Plain(string text) => Link().Replace(text, "${text}").Replace("`", "", StringComparison.Ordinal);

    [GeneratedRegex(@"\[(?<text>[^\]]*)\]\([^)]*\)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Link();
}
