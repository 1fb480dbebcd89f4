namespace Connector.Core.Rules.Mapping.Sources;

/// <summary>Pure: what sources with a name lead to.</summary>
internal static class SharedSources
{
    /// <summary>The way from a source back to itself; null when there is none.</summary>
    public static IReadOnlyList<string>? Circle(string name, IDictionary<string, ValueSource> shared) => Circle(name, name, shared, [name]);

    /// <summary>True when the source, or one that it names, reads a line.</summary>
    public static bool AsksLine(ValueSource source, IDictionary<string, ValueSource> shared) =>
        Inside(source).Any(one => one.Attribute is not null || Parts(one).Any(static p => p.StartsWith(TemplateFields.Attribute, StringComparison.Ordinal) || TemplateFields.OfLine.ContainsKey(p))
            || Names(one).Any(name => shared.TryGetValue(name, out var other) && AsksLine(other, shared)));

    private static List<string>? Circle(string start, string at, IDictionary<string, ValueSource> shared, List<string> way)
    {
        if (!shared.TryGetValue(at, out var source)) return null;
        foreach (var next in Inside(source).SelectMany(Names))
        {
            if (next.Equals(start, StringComparison.OrdinalIgnoreCase)) return [.. way, next];
            // Another circle, which is reported where it begins.
            if (way.Contains(next, StringComparer.OrdinalIgnoreCase)) continue;
            if (Circle(start, next, shared, [.. way, next]) is { } circle) return circle;
        }
        return null;
    }

    /// <summary>The source and those inside it.</summary>
    private static IEnumerable<ValueSource> Inside(ValueSource source)
    {
        yield return source;
        foreach (var inner in source.When.SelectMany(Inside)) yield return inner;
        if (source.Lookup is not { } lookup) yield break;
        foreach (var inner in Inside(lookup.Of)) yield return inner;
    }

    private static IEnumerable<string> Names(ValueSource source)
    {
        if (source.Shared is { } name) yield return name;
        foreach (var part in Parts(source).Where(static p => p.StartsWith(TemplateFields.Shared, StringComparison.Ordinal))) yield return part[TemplateFields.Shared.Length..];
    }

    private static IEnumerable<string> Parts(ValueSource source) =>
        source.Template is { } template && TemplateText.TryParse(template, out var parts, out _) ? parts.Where(static p => p.IsField).Select(static p => p.Text) : [];
}
