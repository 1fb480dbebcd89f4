using System.Globalization;
using System.Text;
using Connector.Simulators.Commercetools.Responses;

namespace Connector.Simulators.Commercetools.Search;

/// <summary>Writes a page of stored documents.</summary>
internal static class PageWriter
{
    private static readonly byte[] Comma = [.. ","u8];
    private static readonly byte[] End = [.. "]}"u8];

    public static ApiResponse Write(QueryParameters query, int? total, IReadOnlyList<ReadOnlyMemory<byte>> documents, ReferenceExpansion expansion)
    {
        var head = string.Create(CultureInfo.InvariantCulture, $"{{\"limit\":{query.Limit},\"offset\":{query.Offset},\"count\":{documents.Count}");
        if (total is { } all) head += string.Create(CultureInfo.InvariantCulture, $",\"total\":{all}");
        var parts = new List<ReadOnlyMemory<byte>>((documents.Count * 2) + 2) { Encoding.UTF8.GetBytes(head + ",\"results\":[") };
        for (var i = 0; i < documents.Count; i++)
        {
            if (i > 0) parts.Add(Comma);
            expansion.Write(documents[i], parts);
        }
        parts.Add(End);
        return new ApiResponse(200, parts);
    }
}
