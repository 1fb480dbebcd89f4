using System.Text;

namespace Connector.Core.Rules.Mapping.Sources;

/// <param name="IsField">False for text that stands for itself.</param>
/// <param name="Format">Null without one.</param>
internal readonly record struct TemplatePart(bool IsField, string Text, string? Format);

/// <summary>Pure: takes a template apart.</summary>
internal static class TemplateText
{
    public const int MaxLength = 1000;

    /// <summary>False with an error that names the position (0-based).</summary>
    public static bool TryParse(string template, out List<TemplatePart> parts, out string error)
    {
        parts = [];
        error = template.Length > MaxLength ? $"is longer than {MaxLength} characters" : "";
        var text = new StringBuilder();
        for (var i = 0; i < template.Length && error.Length == 0; i++)
        {
            var c = template[i];
            if (c is '{' or '}' && i + 1 < template.Length && template[i + 1] == c) text.Append(template[i++]);
            else if (c == '}') error = $"closes a brace at position {i} that was never opened";
            else if (c != '{') text.Append(c);
            else
            {
                var end = template.IndexOf('}', i);
                if (end < 0) error = $"opens a brace at position {i} that is never closed";
                else if (end == i + 1) error = $"has nothing between the braces at position {i}";
                else
                {
                    if (text.Length > 0) parts.Add(new TemplatePart(false, text.ToString(), null));
                    text.Clear();
                    parts.Add(Field(template[(i + 1)..end]));
                    i = end;
                }
            }
        }
        if (text.Length > 0) parts.Add(new TemplatePart(false, text.ToString(), null));
        return error.Length == 0;
    }

    private static TemplatePart Field(string inner)
    {
        var colon = inner.LastIndexOf(':');
        return colon < 0 ? new TemplatePart(true, inner.Trim(), null) : new TemplatePart(true, inner[..colon].Trim(), inner[(colon + 1)..].Trim());
    }
}
