using System.Text.Json;

namespace Connector.Commercetools.Wire;

/// <summary>The envelope of a query's response: elements of a document that lives as long as someone holds one of them.</summary>
internal sealed record PagedResults(List<JsonElement> Results, long? Total)
{
    /// <exception cref="JsonException">It is no such envelope.</exception>
    internal static PagedResults Read(ReadOnlyMemory<byte> body)
    {
        // Not disposed: the orders keep elements of it.
        var root = JsonDocument.Parse(body).RootElement;
        if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("results", out var results) || results.ValueKind != JsonValueKind.Array)
        {
            throw new JsonException("results");
        }

        long? total = root.TryGetProperty("total", out var reported) && reported.ValueKind == JsonValueKind.Number && reported.TryGetInt64(out var number) ? number : null;
        var elements = new List<JsonElement>(results.GetArrayLength());
        elements.AddRange(results.EnumerateArray());
        return new PagedResults(elements, total);
    }
}
