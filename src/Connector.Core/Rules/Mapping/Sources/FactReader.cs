using System.Text.Json;

namespace Connector.Core.Rules.Mapping.Sources;

/// <summary>A value of the order or line that templates name.</summary>
internal sealed class FactReader(string name, Func<SourceContext, string?> read) : SourceReader
{
    public override bool TryFind(in SourceContext at, out JsonElement value, out string? made)
    {
        value = default;
        made = read(at);
        return !string.IsNullOrWhiteSpace(made);
    }

    public override string ToString() => name;
}
