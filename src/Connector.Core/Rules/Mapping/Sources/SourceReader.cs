using System.Text.Json;

namespace Connector.Core.Rules.Mapping.Sources;

/// <summary>One kind of source: finds a value, or makes it.</summary>
internal abstract class SourceReader
{
    /// <summary>The value as the shop stores it, or the text that was made of it. Null and blank count as not found.</summary>
    public abstract bool TryFind(in SourceContext at, out JsonElement value, out string? made);

    /// <summary>Why nothing was found, for people.</summary>
    public virtual string WhyNot(in SourceContext at) => $"{this} is not there";
}

/// <summary>The same text for every order.</summary>
internal sealed class ConstantReader(string text) : SourceReader
{
    public override bool TryFind(in SourceContext at, out JsonElement value, out string? made)
    {
        value = default;
        made = text;
        return true;
    }

    public override string ToString() => $"constant '{text}'";
}

/// <summary>A place that has no value itself because the source is chosen among others.</summary>
internal sealed class NothingReader(string what) : SourceReader
{
    public override bool TryFind(in SourceContext at, out JsonElement value, out string? made)
    {
        value = default;
        made = null;
        return false;
    }

    public override string ToString() => what;
}
