using Connector.Core.Rules.Selection.Conditions;

namespace Connector.Core.Rules.Mapping.Sources;

/// <summary>Makes sources ready, once, when the rules are loaded. A source that cannot be read is left out: the validator has refused it before anything runs.</summary>
/// <param name="shared">Sources by name.</param>
internal sealed class SourceCompiler(IDictionary<string, ValueSource> shared)
{
    /// <summary>For rules without shared sources.</summary>
    public static readonly SourceCompiler Plain = new(new Dictionary<string, ValueSource>());

    private readonly HashSet<string> _open = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The chain of a configured source and its fallbacks, ending in <paramref name="next"/>.</summary>
    public CompiledSource? Compile(FieldSource source, SourceFormat implied, CompiledSource? next)
    {
        for (var i = source.Fallbacks.Count - 1; i >= 0; i--) next = Compile(source.Fallbacks[i], implied, source.Unit, next);
        return Compile(source, implied, source.Unit, next);
    }

    /// <param name="fieldUnit">Of the field, for sources that name none.</param>
    private CompiledSource? Compile(ValueSource source, SourceFormat implied, string? fieldUnit, CompiledSource? next)
    {
        var format = source.Format is { } name && SourceFormats.TryFind(name, out var named) ? named : implied;
        var unit = source.Unit ?? fieldUnit;
        if (source.When.Count > 0) return Cases(source.When, format, unit, next);
        if (source.Shared is { } other) return Find(other, format, unit) is { } target ? CompiledSource.Alias(other, target, next) : next;
        if (Reader(source) is not { } reader) return next;
        var slice = source.Slice is { } pattern && Slice.TryCreate(pattern, out var cut, out _) ? cut : null;
        return CompiledSource.Create(reader, format, unit, next, slice, Arithmetic.Create(source));
    }

    private CompiledSource? Cases(IList<SourceCase> cases, SourceFormat format, string? unit, CompiledSource? next)
    {
        var compiled = new List<(CompiledCondition? If, CompiledSource Source)>();
        foreach (var one in cases)
        {
            if (Compile(one, format, unit, null) is { } source) compiled.Add((CompiledCondition.Compile(one.If), source));
        }
        return compiled.Count == 0 ? next : CompiledSource.Choose([.. compiled], next);
    }

    /// <summary>Null for a name that is not there, or leads back to itself.</summary>
    private CompiledSource? Find(string name, SourceFormat format, string? unit)
    {
        if (!shared.TryGetValue(name, out var source) || !_open.Add(name)) return null;
        try
        {
            return Compile(source, format, unit, null);
        }
        finally
        {
            _open.Remove(name);
        }
    }

    private SourceReader? Reader(ValueSource source)
    {
        if (source.Constant is { } constant) return new ConstantReader(constant);
        if (source.Attribute is { } attribute) return PlaceReader.Attribute(attribute);
        if (source.CustomField is { } field) return PlaceReader.CustomField(field, source.OfOrder);
        if (source.Pointer is { } pointer) return PlaceReader.Pointer(pointer, source.OfOrder);
        if (source.Template is { } template) return Template(source, template);
        return source.Lookup is { } lookup && Compile(lookup.Of, SourceFormat.Text, null, null) is { } of ? new LookupReader(of, LookupTable.Rows(lookup), lookup.Default) : null;
    }

    private TemplateReader? Template(ValueSource source, string template)
    {
        if (!TemplateText.TryParse(template, out var parts, out _)) return null;
        var compiled = new (string, CompiledSource?)[parts.Count];
        for (var i = 0; i < parts.Count; i++)
        {
            if (!parts[i].IsField)
            {
                compiled[i] = (parts[i].Text, null);
                continue;
            }
            if (Part(source, parts[i]) is not { } part) return null;
            compiled[i] = (parts[i].Text, part);
        }
        return new TemplateReader(template, compiled, source.WhenPartMissing);
    }

    private CompiledSource? Part(ValueSource source, TemplatePart part)
    {
        var format = part.Format is { } name && SourceFormats.TryFind(name, out var named) ? named : SourceFormat.Text;
        if (part.Text.StartsWith(TemplateFields.Shared, StringComparison.Ordinal)) return Find(part.Text[TemplateFields.Shared.Length..], format, null);
        SourceReader? reader = part.Text switch
        {
            ['/', ..] => PlaceReader.Pointer(part.Text, source.OfOrder),
            _ when part.Text.StartsWith(TemplateFields.Custom, StringComparison.Ordinal) => PlaceReader.CustomField(part.Text[TemplateFields.Custom.Length..], source.OfOrder),
            _ when part.Text.StartsWith(TemplateFields.Attribute, StringComparison.Ordinal) => PlaceReader.Attribute(part.Text[TemplateFields.Attribute.Length..]),
            _ when TemplateFields.OfOrder.TryGetValue(part.Text, out var ofOrder) => new FactReader(part.Text, ofOrder),
            _ when TemplateFields.OfLine.TryGetValue(part.Text, out var ofLine) => new FactReader(part.Text, ofLine),
            _ => null
        };
        return reader is null ? null : CompiledSource.Create(reader, format, null, null, null, null);
    }
}
