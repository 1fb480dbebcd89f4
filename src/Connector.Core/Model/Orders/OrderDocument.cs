using System.Runtime.InteropServices;
using System.Text.Json;

namespace Connector.Core.Model.Orders;

/// <summary>An order or a line as it was read. Most are kept as bytes for ever: elements are made of them when somebody asks for <see cref="Root"/>.</summary>
public sealed class OrderDocument
{
    private readonly ReadOnlyMemory<byte> _utf8;
    private readonly OrderDocument? _owner;
    private readonly string _member = "";
    private readonly int _index;

    /// <summary>Made once, or by two threads at once, which is the same.</summary>
    private volatile Made? _made;

    /// <param name="utf8">One JSON value; kept, not copied.</param>
    public OrderDocument(ReadOnlyMemory<byte> utf8) => _utf8 = utf8;

    private OrderDocument(OrderDocument owner, string member, int index) => (_owner, _member, _index) = (owner, member, index);

    private OrderDocument(JsonElement root) => _made = new Made(root);

    /// <summary>Whoever made the element must not dispose its document.</summary>
    public static OrderDocument From(JsonElement root) => new(root);

    /// <summary>One element of a list in the document; undefined where there is none.</summary>
    public OrderDocument ElementOf(string member, int index) => new(this, member, index);

    /// <summary>The value as elements.</summary>
    /// <exception cref="JsonException">The bytes are no JSON.</exception>
    public JsonElement Root => (_made ??= new Made(_owner is null ? JsonDocument.Parse(_utf8).RootElement : Find(_owner.Root, _member, _index))).Root;

    /// <summary>The value as it was read.</summary>
    public ReadOnlySpan<byte> Utf8 => !_utf8.IsEmpty ? _utf8.Span : Root.ValueKind == JsonValueKind.Undefined ? [] : JsonMarshal.GetRawUtf8Value(Root);

    private static JsonElement Find(JsonElement owner, string member, int index) =>
        owner.ValueKind == JsonValueKind.Object && owner.TryGetProperty(member, out var list) && list.ValueKind == JsonValueKind.Array && index < list.GetArrayLength() ? list[index] : default;

    private sealed record Made(JsonElement Root);
}
