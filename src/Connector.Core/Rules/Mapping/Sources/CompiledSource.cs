using System.Text.Json;
using Connector.Core.Model.Orders;
using Connector.Core.Rules.Mapping.Texts;

namespace Connector.Core.Rules.Mapping.Sources;

/// <summary>One source, ready to be read, and the one to try when it finds nothing.</summary>
internal sealed class CompiledSource
{
    private enum Kind { Pointer, Attribute, CustomField, Constant }

    private readonly Kind _kind;
    private readonly JsonPointer? _pointer;
    private readonly string _name = "";
    private readonly string[] _inside = [];
    private readonly bool _ofOrder;
    private readonly SourceFormat _format;

    private CompiledSource(Kind kind, string name, JsonPointer? pointer, bool ofOrder, SourceFormat format, string? unit, CompiledSource? next)
    {
        _kind = kind;
        _pointer = pointer;
        _ofOrder = ofOrder;
        _format = format;
        Unit = unit;
        Next = next;
        if (kind is Kind.Pointer or Kind.Constant)
        {
            _name = name;
            return;
        }
        var parts = name.Split('.');
        _name = parts[0];
        _inside = parts[1..];
    }

    public CompiledSource? Next { get; }
    public string? Unit { get; }

    /// <summary>The chain of a configured source and its fallbacks, ending in <paramref name="next"/>. A source that cannot be read is left out:
    /// the validator has refused it before anything runs.</summary>
    public static CompiledSource? Compile(FieldSource source, SourceFormat implied, CompiledSource? next)
    {
        for (var i = source.Fallbacks.Count - 1; i >= 0; i--) next = Compile(source.Fallbacks[i], implied, source.Unit, next);
        return Compile(source, implied, source.Unit, next);
    }

    public static CompiledSource? Attributes(SourceFormat format, params ReadOnlySpan<(string Name, string? Unit)> names)
    {
        CompiledSource? next = null;
        for (var i = names.Length - 1; i >= 0; i--) next = new(Kind.Attribute, names[i].Name, null, false, format, names[i].Unit, next);
        return next;
    }

    /// <summary>Names of the attributes of a chain.</summary>
    public static IEnumerable<string> AttributesOf(CompiledSource? chain)
    {
        for (var source = chain; source is not null; source = source.Next)
            if (source._kind == Kind.Attribute) yield return source._name;
    }

    public static CompiledSource? CustomFields(SourceFormat format, params ReadOnlySpan<string> names)
    {
        CompiledSource? next = null;
        for (var i = names.Length - 1; i >= 0; i--) next = new(Kind.CustomField, names[i], null, false, format, null, next);
        return next;
    }

    /// <summary>The value as the shop stores it, or the constant. Null and blank count as not found.</summary>
    public bool TryFind(Order order, OrderLine? line, out JsonElement value, out string? constant)
    {
        constant = null;
        var ofLine = line is not null && !_ofOrder;
        switch (_kind)
        {
            case Kind.Constant:
                value = default;
                constant = _name;
                return true;
            case Kind.Pointer:
                return _pointer!.TryFind(ofLine ? line!.Document : order.Document, out value) && HasContent(value);
            case Kind.Attribute:
                value = default;
                return line is not null && line.Attributes.TryGetValue(_name, out value) && Inside(ref value) && HasContent(value);
            default:
                return (ofLine ? line!.CustomFields : order.CustomFields).TryGetValue(_name, out value) && Inside(ref value) && HasContent(value);
        }
    }

    /// <summary>The text of the first source of the chain that has one in its format; null when none has.</summary>
    public static string? Text(CompiledSource? chain, Order order, OrderLine? line, TextLocales locales, out CompiledSource? winner)
    {
        for (winner = chain; winner is not null; winner = winner.Next)
        {
            if (!winner.TryFind(order, line, out var value, out var constant)) continue;
            var text = constant is not null
                ? SourceFormats.Apply(winner._format, constant)
                : SourceFormats.Apply(winner._format, value, locales);
            if (text is not null) return text;
        }
        return null;
    }

    /// <param name="fieldUnit">Of the field, for sources that name none.</param>
    private static CompiledSource? Compile(ValueSource source, SourceFormat implied, string? fieldUnit, CompiledSource? next)
    {
        var format = source.Format is { } name && SourceFormats.TryFind(name, out var named) ? named : implied;
        var unit = source.Unit ?? fieldUnit;
        if (source.Constant is not null) return new(Kind.Constant, source.Constant, null, source.OfOrder, format, unit, next);
        if (source.Attribute is not null) return new(Kind.Attribute, source.Attribute, null, source.OfOrder, format, unit, next);
        if (source.CustomField is not null) return new(Kind.CustomField, source.CustomField, null, source.OfOrder, format, unit, next);
        return source.Pointer is not null && JsonPointer.TryParse(source.Pointer, out var pointer, out _)
            ? new(Kind.Pointer, source.Pointer, pointer, source.OfOrder, format, unit, next)
            : next;
    }

    public override string ToString() => _kind switch
    {
        Kind.Constant => $"constant '{_name}'",
        Kind.Pointer => $"{(_ofOrder ? "order " : "")}{_name}",
        Kind.Attribute => $"attribute {string.Join('.', [_name, .. _inside])}",
        _ => $"custom field {string.Join('.', [_name, .. _inside])}"
    };

    private bool Inside(ref JsonElement value)
    {
        foreach (var part in _inside)
        {
            if (!NestedValue.TryMember(value, part, out value)) return false;
        }
        return true;
    }

    private static bool HasContent(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Undefined or JsonValueKind.Null => false,
        JsonValueKind.String => !value.ValueEquals(""u8),
        JsonValueKind.Array => value.GetArrayLength() > 0,
        _ => true
    };
}
