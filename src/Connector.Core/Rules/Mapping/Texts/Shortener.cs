namespace Connector.Core.Rules.Mapping.Texts;

/// <summary>Pure: cuts free texts so that the reader sees it.</summary>
internal static class Shortener
{
    /// <summary>The text when it fits, otherwise its beginning and an ellipsis, together at most <paramref name="length"/> characters.</summary>
    public static string To(string text, int length)
    {
        if (text.Length <= length) return text;
        var keep = Math.Max(length - 1, 0);
        if (keep > 0 && char.IsHighSurrogate(text[keep - 1])) keep--;
        return string.Concat(text.AsSpan(0, keep).TrimEnd(), "…");
    }
}
