using System.Text.Json;

namespace Connector.Core.Rules.Mapping.Sources;

/// <summary>A value for a value.</summary>
internal sealed class LookupReader(CompiledSource of, IReadOnlyDictionary<string, string> rows, string? byDefault) : SourceReader
{
    public override bool TryFind(in SourceContext at, out JsonElement value, out string? made)
    {
        value = default;
        made = null;
        if (of.Text(at)?.Trim() is { Length: > 0 } key && rows.TryGetValue(key, out made)) return true;
        made = byDefault;
        return made is not null;
    }

    public override string WhyNot(in SourceContext at) => of.Text(at) is null ? $"{this}: {of.WhyNot(at)}" : $"{this} has no entry for its value";

    public override string ToString() => $"look-up of {of}";
}
