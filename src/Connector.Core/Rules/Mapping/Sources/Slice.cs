using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;

namespace Connector.Core.Rules.Mapping.Sources;

/// <summary>Cuts a part out of a text. Linear in the text whatever the expression: those that need backtracking are refused.</summary>
internal sealed class Slice
{
    private const int MaxPattern = 200;
    private const int MaxText = 10_000;

    /// <summary>Far beyond what a linear search needs, also on a busy machine: the same order must always give the same text.</summary>
    private static readonly TimeSpan s_longest = TimeSpan.FromSeconds(10);
    private readonly Regex _regex;

    private Slice(Regex regex) => _regex = regex;

    public static bool TryCreate(string pattern, [NotNullWhen(true)] out Slice? slice, [NotNullWhen(false)] out string? error)
    {
        slice = null;
        error = string.IsNullOrWhiteSpace(pattern) ? "is blank" : pattern.Length > MaxPattern ? $"is longer than {MaxPattern} characters" : null;
        if (error is not null) return false;
        try
        {
            slice = new Slice(new Regex(pattern, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant, s_longest));
            return true;
        }
        catch (NotSupportedException)
        {
            error = "needs backtracking, which may take forever";
            return false;
        }
        catch (ArgumentException)
        {
            error = "is no regular expression";
            return false;
        }
    }

    /// <summary>The first group, or all that matches; null where nothing does.</summary>
    public string? Cut(string text)
    {
        try
        {
            var match = _regex.Match(text.Length > MaxText ? text[..MaxText] : text);
            if (!match.Success) return null;
            var part = match.Groups.Count > 1 ? match.Groups[1] : match;
            return part is { Success: true, Length: > 0 } ? part.Value : null;
        }
        catch (RegexMatchTimeoutException)
        {
            return null;
        }
    }
}
