using System.Text.Json;
using System.Text.Json.Nodes;
using Connector.Simulators.Commercetools.Responses;

namespace Connector.Simulators.Commercetools.Storage;

/// <summary>One version of a Type, state, channel and the like. Immutable.</summary>
internal sealed class StoredResource
{
    private StoredResource(byte[] json, JsonElement root)
    {
        Json = json;
        Root = root;
        Id = root.GetProperty("id").GetString()!;
        Version = root.GetProperty("version").GetInt64();
        Key = root.TryGetProperty("key", out var key) ? key.GetString() : null;
    }

    public byte[] Json { get; }
    public JsonElement Root { get; }
    public string Id { get; }
    public string? Key { get; }
    public long Version { get; }

    public static StoredResource From(JsonObject document)
    {
        var json = ApiResponse.ToUtf8(document);
        using var parsed = JsonDocument.Parse(json);
        return new StoredResource(json, parsed.RootElement.Clone());
    }

    public JsonObject ToObject() => JsonNode.Parse(Json)!.AsObject();
}
