using System.Text.Json;

namespace Connector.Core.Engine.Watch;

/// <summary>Cuts what concerns one order out of the body of a call that carried many.</summary>
public static class ExchangeExcerpt
{
    private const int MaxDepth = 64;

    /// <summary>
    /// For calls of several orders. The elements of the body's list (the body itself, or a member of it) that name the order by one of these ids or numbers, as a JSON array; the body as it
    /// is when it holds no such list, when no element or every element names it, or when it is not JSON.
    /// </summary>
    /// <param name="orderId">The shop order's; also recognised at the start of an order key.</param>
    /// <param name="names">Its numbers and the numeric ids of its shipping orders; compared with whole values.</param>
    public static string Cut(string body, string orderId, IReadOnlyCollection<string> names)
    {
        try
        {
            using var document = JsonDocument.Parse(body, new JsonDocumentOptions { MaxDepth = MaxDepth });
            if (ListIn(document.RootElement) is not { } list) return body;
            var all = list.GetArrayLength();
            var ours = list.EnumerateArray().Where(element => Mentions(element, orderId, names)).Select(static element => element.GetRawText()).ToList();
            return ours.Count == 0 || ours.Count == all ? body : $"[{string.Join(",", ours)}]";
        }
        catch (JsonException)
        {
            return body;
        }
    }

    private static JsonElement? ListIn(JsonElement root)
    {
        if (root.ValueKind == JsonValueKind.Array) return root;
        if (root.ValueKind != JsonValueKind.Object) return null;
        foreach (var member in root.EnumerateObject())
            if (member.Value.ValueKind == JsonValueKind.Array && member.Value.GetArrayLength() > 1) return member.Value;
        return null;
    }

    private static bool Mentions(JsonElement element, string orderId, IReadOnlyCollection<string> names) => element.ValueKind switch
    {
        JsonValueKind.String => element.GetString() is { Length: > 0 } text
            && (text == orderId || text.StartsWith(orderId + "-", StringComparison.Ordinal) || names.Contains(text)),
        JsonValueKind.Number => names.Contains(element.GetRawText()),
        JsonValueKind.Object => element.EnumerateObject().Any(member => Mentions(member.Value, orderId, names)),
        JsonValueKind.Array => element.EnumerateArray().Any(item => Mentions(item, orderId, names)),
        _ => false
    };
}
