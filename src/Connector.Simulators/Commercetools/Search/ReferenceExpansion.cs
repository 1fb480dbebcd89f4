using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace Connector.Simulators.Commercetools.Search;

/// <summary>
/// Puts the referred object, as "obj", into the references on the asked paths. The document is not rebuilt: the pieces between the references go out as they
/// are stored. Paths that lead nowhere and references whose target is gone are left as they are.
/// </summary>
/// <param name="find">The object of a type and id as UTF-8, or null; it also gets the document that holds the reference.</param>
internal sealed class ReferenceExpansion(IReadOnlyList<string> paths, Func<string, string, JsonElement, ReadOnlyMemory<byte>?> find)
{
    private static readonly byte[] Before = [.. ",\"obj\":"u8];
    private readonly List<string[]> _paths = [.. paths.Select(p => p.Split('.'))];

    /// <summary>Appends the document in pieces.</summary>
    public void Write(ReadOnlyMemory<byte> json, List<ReadOnlyMemory<byte>> target)
    {
        if (_paths.Count == 0)
        {
            target.Add(json);
            return;
        }
        using var document = JsonDocument.Parse(json);
        var insertions = new SortedDictionary<int, ReadOnlyMemory<byte>>();
        foreach (var path in _paths) Walk(document.RootElement, path, 0, document.RootElement, json.Span, insertions);
        var at = 0;
        foreach (var (place, referred) in insertions)
        {
            target.Add(json[at..place]);
            target.Add(Before);
            target.Add(referred);
            at = place;
        }
        target.Add(json[at..]);
    }

    private void Walk(JsonElement element, string[] path, int depth, JsonElement root, ReadOnlySpan<byte> json, SortedDictionary<int, ReadOnlyMemory<byte>> found)
    {
        if (depth == path.Length)
        {
            Add(element, root, json, found);
            return;
        }
        var piece = path[depth];
        var bracket = piece.IndexOf('[', StringComparison.Ordinal);
        var name = bracket < 0 ? piece : piece[..bracket];
        if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty(name, out var value)) return;
        if (bracket < 0)
        {
            Walk(value, path, depth + 1, root, json, found);
            return;
        }
        if (value.ValueKind != JsonValueKind.Array) return;
        var index = piece[(bracket + 1)..].TrimEnd(']');
        var i = 0;
        foreach (var entry in value.EnumerateArray())
        {
            if (index == "*" || index == i.ToString(CultureInfo.InvariantCulture)) Walk(entry, path, depth + 1, root, json, found);
            i++;
        }
    }

    private void Add(JsonElement reference, JsonElement root, ReadOnlySpan<byte> json, SortedDictionary<int, ReadOnlyMemory<byte>> found)
    {
        if (reference.ValueKind != JsonValueKind.Object || reference.TryGetProperty("obj", out _)) return;
        if (!reference.TryGetProperty("typeId", out var type) || !reference.TryGetProperty("id", out var id)) return;
        if (type.ValueKind != JsonValueKind.String || id.ValueKind != JsonValueKind.String) return;
        if (find(type.GetString()!, id.GetString()!, root) is not { } referred) return;
        var raw = JsonMarshal.GetRawUtf8Value(reference);
        if (json.Overlaps(raw, out var offset)) found[offset + raw.Length - 1] = referred;
    }
}
