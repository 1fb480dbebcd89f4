using System.Text.Json;

namespace Connector.Core.Rules.Mapping.Sources;

/// <summary>A text with values in it.</summary>
/// <param name="parts">Texts, and sources with what stands between their braces.</param>
internal sealed class TemplateReader(string template, (string Text, CompiledSource? Source)[] parts, PartMissingChoice whenMissing) : SourceReader
{
    public override bool TryFind(in SourceContext at, out JsonElement value, out string? made)
    {
        value = default;
        made = null;
        var texts = new string[parts.Length];
        var found = false;
        for (var i = 0; i < parts.Length; i++)
        {
            var (text, source) = parts[i];
            if (source is null)
            {
                texts[i] = text;
                continue;
            }
            if (source.Text(at) is { } one)
            {
                texts[i] = one;
                found = true;
            }
            else if (whenMissing == PartMissingChoice.NoValue) return false;
            else texts[i] = "";
        }
        if (!found) return false;
        made = string.Concat(texts);
        return !string.IsNullOrWhiteSpace(made);
    }

    public override string WhyNot(in SourceContext at)
    {
        foreach (var (text, source) in parts)
        {
            if (source is not null && source.Text(at) is null) return $"{{{text}}} of {this} is missing";
        }
        return $"{this} is empty";
    }

    public override string ToString() => $"template '{template}'";
}
