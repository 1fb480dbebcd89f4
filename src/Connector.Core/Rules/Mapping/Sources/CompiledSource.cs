using System.Text.Json;
using Connector.Core.Rules.Selection.Conditions;

namespace Connector.Core.Rules.Mapping.Sources;

/// <summary>One source, ready to be read, and the one to try when it finds nothing.</summary>
internal sealed class CompiledSource
{
    private readonly SourceReader _reader;
    private readonly SourceFormat _format;
    private readonly (CompiledCondition? If, CompiledSource Source)[] _cases;
    private readonly Slice? _slice;
    private readonly Arithmetic? _arithmetic;

    private CompiledSource(SourceReader reader, SourceFormat format, string? unit, CompiledSource? next, Slice? slice = null, Arithmetic? arithmetic = null)
    {
        (_reader, _format, Unit, Next, _slice, _arithmetic, _cases) = (reader, format, unit, next, slice, arithmetic, []);
    }

    /// <summary>A source that is one of others, by conditions.</summary>
    private CompiledSource(string name, (CompiledCondition? If, CompiledSource Source)[] cases, CompiledSource? next)
    {
        (_reader, _cases, Next) = (new NothingReader(name), cases, next);
    }

    public CompiledSource? Next { get; }
    public string? Unit { get; }

    public static CompiledSource? Attributes(SourceFormat format, params ReadOnlySpan<(string Name, string? Unit)> names)
    {
        CompiledSource? next = null;
        for (var i = names.Length - 1; i >= 0; i--) next = new(PlaceReader.Attribute(names[i].Name), format, names[i].Unit, next);
        return next;
    }

    /// <summary>Names of the attributes of a chain.</summary>
    public static IEnumerable<string> AttributesOf(CompiledSource? chain)
    {
        for (var source = chain; source is not null; source = source.Next)
            if (source._reader is PlaceReader { AttributeName: { } name }) yield return name;
    }

    public static CompiledSource? CustomFields(SourceFormat format, params ReadOnlySpan<string> names)
    {
        CompiledSource? next = null;
        for (var i = names.Length - 1; i >= 0; i--) next = new(PlaceReader.CustomField(names[i]), format, null, next);
        return next;
    }

    /// <summary>A source that reads in one way.</summary>
    public static CompiledSource Create(SourceReader reader, SourceFormat format, string? unit, CompiledSource? next, Slice? slice, Arithmetic? arithmetic) =>
        new(reader, format, unit, next, slice, arithmetic);

    public static CompiledSource Choose((CompiledCondition? If, CompiledSource Source)[] cases, CompiledSource? next) => new("cases of When", cases, next);

    /// <summary>A source under another name, with another one after it.</summary>
    public static CompiledSource Alias(string name, CompiledSource source, CompiledSource? next) => new($"shared source {name}", [(null, source)], next);

    /// <summary>The text of the first source of the chain that has one in its format; null when none has.</summary>
    public static string? Text(CompiledSource? chain, in SourceContext at, out CompiledSource? winner)
    {
        for (winner = chain; winner is not null; winner = winner.Next)
        {
            if (winner.Text(at) is { } text) return text;
        }
        return null;
    }

    /// <summary>The text of this source alone, formatted, cut and counted; null without one.</summary>
    public string? Text(in SourceContext at)
    {
        if (Resolve(at) is not { } source || !source._reader.TryFind(at, out var value, out var made)) return null;
        var text = made is not null ? SourceFormats.Apply(source._format, made) : SourceFormats.Apply(source._format, value, at.Locales);
        if (text is not null && source._slice is not null) text = source._slice.Cut(text);
        return text is not null && source._arithmetic is not null ? source._arithmetic.Apply(text) : text;
    }

    /// <summary>What a measure is read from: the value as the shop stores it, or a text.</summary>
    /// <param name="source">The one that was chosen: its unit counts, and what it adds.</param>
    public bool TryMeasure(in SourceContext at, out JsonElement value, out string? made, out CompiledSource source)
    {
        value = default;
        made = null;
        source = Resolve(at)!;
        if (source is null || !source._reader.TryFind(at, out value, out made)) return false;
        if (source._slice is null) return true;
        made = source._slice.Cut(made ?? ValueText.From(value, at.Locales) ?? "");
        return made is not null;
    }

    public Arithmetic? Arithmetic => _arithmetic;

    /// <summary>Where the value came from, for people: with the case that was chosen.</summary>
    public string Origin(in SourceContext at)
    {
        if (_cases.Length == 0) return ToString();
        foreach (var (condition, source) in _cases)
        {
            if (condition is not null && !condition.Holds(at.Run.Facts(at.Line))) continue;
            return condition is null ? source.Origin(at) : $"{source.Origin(at)}, because {condition}";
        }
        return ToString();
    }

    /// <summary>Why nothing was found, for people.</summary>
    public string WhyNot(in SourceContext at)
    {
        if (Resolve(at) is not { } source) return "no case of When holds";
        if (!source._reader.TryFind(at, out var value, out var made)) return source._reader.WhyNot(at);
        if ((made is not null ? SourceFormats.Apply(source._format, made) : SourceFormats.Apply(source._format, value, at.Locales)) is not { } text) return $"{source} cannot be read as {source._format}";
        return source._slice is not null && source._slice.Cut(text) is null ? $"Slice does not match {source}" : $"{source} is no number";
    }

    /// <summary>A value that is there and not of the format that is wanted, in words without the value; null where there is none.</summary>
    public string? FindUnreadable(in SourceContext at) =>
        Resolve(at) is { } source && source._reader.TryFind(at, out var value, out var made)
        && (made is not null ? SourceFormats.Apply(source._format, made) : SourceFormats.Apply(source._format, value, at.Locales)) is null
            ? $"{source} cannot be read as {source._format}" : null;

    public override string ToString() => _reader.ToString()!;

    /// <summary>This one, or the one that cases lead to; null when no case holds.</summary>
    private CompiledSource? Resolve(in SourceContext at)
    {
        var source = this;
        while (source is { _cases.Length: > 0 })
        {
            CompiledSource? chosen = null;
            foreach (var (condition, one) in source._cases)
            {
                if (condition is not null && !condition.Holds(at.Run.Facts(at.Line))) continue;
                chosen = one;
                break;
            }
            source = chosen;
        }
        return source;
    }
}
