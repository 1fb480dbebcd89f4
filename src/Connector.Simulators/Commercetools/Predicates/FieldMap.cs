namespace Connector.Simulators.Commercetools.Predicates;

internal enum FieldKind { Text, Number, Flag, Instant, Object, Any }

/// <summary>What members an object has, so that a predicate on a member that does not exist is refused instead of never met.</summary>
internal sealed class FieldMap
{
    private readonly Dictionary<string, (FieldKind Kind, FieldMap? Inside)> _fields = new(StringComparer.Ordinal);

    public FieldMap Text(params ReadOnlySpan<string> names) => Add(FieldKind.Text, null, names);
    public FieldMap Number(params ReadOnlySpan<string> names) => Add(FieldKind.Number, null, names);
    public FieldMap Flag(params ReadOnlySpan<string> names) => Add(FieldKind.Flag, null, names);
    public FieldMap Instant(params ReadOnlySpan<string> names) => Add(FieldKind.Instant, null, names);

    /// <summary>Members whose content differs from merchant to merchant.</summary>
    public FieldMap Any(params ReadOnlySpan<string> names) => Add(FieldKind.Any, null, names);

    /// <summary>An object or a list of objects.</summary>
    public FieldMap Object(FieldMap inside, params ReadOnlySpan<string> names) => Add(FieldKind.Object, inside, names);

    public bool Has(string name) => _fields.ContainsKey(name);
    public bool IsPlain(string name) => _fields[name].Kind is not (FieldKind.Object or FieldKind.Any);
    public bool IsObject(string name) => _fields[name].Kind == FieldKind.Object;

    /// <summary>Null where any name will do.</summary>
    public FieldMap? Inside(string name) => _fields[name].Inside;

    public bool Accepts(string name, PredicateValue value) => _fields[name].Kind switch
    {
        FieldKind.Text => value.Kind is ValueKind.Text or ValueKind.Untyped,
        FieldKind.Number => value.Kind is ValueKind.Number or ValueKind.Untyped && value.IsNumber,
        FieldKind.Flag => value.Kind is ValueKind.Boolean or ValueKind.Untyped && value.IsFlag,
        FieldKind.Instant => value.IsInstant,
        _ => true,
    };

    private FieldMap Add(FieldKind kind, FieldMap? inside, ReadOnlySpan<string> names)
    {
        foreach (var name in names) _fields.Add(name, (kind, inside));
        return this;
    }
}
