using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Connector.Simulators.Commercetools.Responses;

/// <summary>What goes back: a status and a body in pieces, so that a page of stored documents needs no copying.</summary>
internal sealed record ApiResponse(int Status, IReadOnlyList<ReadOnlyMemory<byte>> Body, string ContentType = "application/json; charset=utf-8")
{
    private static readonly JsonSerializerOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public long Length => Body.Sum(part => (long)part.Length);

    public static ApiResponse Empty(int status) => new(status, []);
    public static ApiResponse Json(int status, JsonNode body) => new(status, [ToUtf8(body)]);
    public static ApiResponse Json(int status, ReadOnlyMemory<byte> body) => new(status, [body]);

    public static byte[] ToUtf8(JsonNode node) => JsonSerializer.SerializeToUtf8Bytes(node, Relaxed);
}
