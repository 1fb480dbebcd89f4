using System.Text.Json;

namespace Connector.Core.Rules.Mapping.Sources;

/// <summary>A place in the order or line: by pointer, or an attribute or custom field by name.</summary>
internal sealed class PlaceReader : SourceReader
{
    private enum Kind { Pointer, Attribute, CustomField }

    private readonly Kind _kind;
    private readonly JsonPointer? _pointer;
    private readonly string _name;
    private readonly string[] _inside;
    private readonly bool _ofOrder;

    private PlaceReader(Kind kind, string name, JsonPointer? pointer, bool ofOrder)
    {
        var parts = kind == Kind.Pointer ? [name] : name.Split('.');
        (_kind, _pointer, _ofOrder, _name, _inside) = (kind, pointer, ofOrder, parts[0], parts[1..]);
    }

    /// <summary>The attribute that is read; null for any other place.</summary>
    public string? AttributeName => _kind == Kind.Attribute ? _name : null;

    public static PlaceReader Attribute(string name) => new(Kind.Attribute, name, null, ofOrder: false);

    public static PlaceReader CustomField(string name, bool ofOrder = false) => new(Kind.CustomField, name, null, ofOrder);

    /// <summary>Null for a pointer that cannot be read: the validator has refused it before anything runs.</summary>
    public static PlaceReader? Pointer(string text, bool ofOrder = false) => JsonPointer.TryParse(text, out var pointer, out _) ? new(Kind.Pointer, text, pointer, ofOrder) : null;

    public override bool TryFind(in SourceContext at, out JsonElement value, out string? made)
    {
        made = null;
        var line = at.Line;
        var ofLine = line is not null && !_ofOrder;
        switch (_kind)
        {
            case Kind.Pointer:
                value = default;
                return (ofLine ? line!.Document : at.Order.Document) is { } document && _pointer!.TryFind(document.Root, out value) && HasContent(value);
            case Kind.Attribute:
                value = default;
                return line is not null && line.Attributes.TryGetValue(_name, out value) && Inside(ref value) && HasContent(value);
            default:
                return (ofLine ? line!.CustomFields : at.Order.CustomFields).TryGetValue(_name, out value) && Inside(ref value) && HasContent(value);
        }
    }

    public override string ToString() => _kind switch
    {
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
