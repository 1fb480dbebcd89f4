using System.Text;

namespace Connector.Core.Engine.Watch;

/// <summary>Finds what looks like an e-mail address inside a text.</summary>
internal static class EmailMask
{
    internal static string Apply(string text, Func<string, string> replace)
    {
        var at = text.IndexOf('@');
        if (at < 0) return text;
        var result = new StringBuilder(text.Length);
        var done = 0;
        for (; at >= 0; at = at + 1 < text.Length ? text.IndexOf('@', at + 1) : -1)
        {
            var start = at;
            while (start > done && IsLocal(text[start - 1])) start--;
            var end = at + 1;
            while (end < text.Length && IsDomain(text[end])) end++;
            if (start == at || !text.AsSpan(at + 1, end - at - 1).Contains('.')) continue;
            result.Append(text, done, start - done).Append(replace(text[start..end]));
            done = end;
            at = end - 1;
        }

        return result.Append(text, done, text.Length - done).ToString();
    }

    private static bool IsLocal(char c) => char.IsLetterOrDigit(c) || c is '.' or '_' or '%' or '+' or '-';

    private static bool IsDomain(char c) => char.IsLetterOrDigit(c) || c is '.' or '-';
}
