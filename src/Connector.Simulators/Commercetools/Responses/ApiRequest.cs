using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Connector.Simulators.Commercetools.Responses;

/// <summary>One request as the endpoints see it: past the door, with its body read.</summary>
internal sealed class ApiRequest
{
    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = 64 };

    public required string Method { get; init; }

    /// <summary>Path pieces, unescaped; the first one is the project key or "oauth".</summary>
    public required IReadOnlyList<string> Segments { get; init; }

    /// <summary>Query parameters in their order, unescaped; a name may come several times.</summary>
    public required IReadOnlyList<KeyValuePair<string, string>> Query { get; init; }
    public ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>Who asks, from the access token.</summary>
    public string? ClientId { get; init; }
    public string? ExternalUserId { get; init; }
    public bool IsHead => Method == "HEAD";

    public string? Parameter(string name) => Query.Where(p => p.Key == name).Select(p => p.Value).FirstOrDefault();
    public IEnumerable<string> Parameters(string name) => Query.Where(p => p.Key == name).Select(p => p.Value);

    /// <summary>The body as an object; anything else is refused.</summary>
    public JsonObject ReadObject()
    {
        try
        {
            return JsonNode.Parse(Body.Span, documentOptions: Strict) as JsonObject
                ?? throw Refusal.InvalidJson("Expected a JSON object.");
        }
        catch (JsonException e)
        {
            throw Refusal.InvalidJson(e.Message);
        }
        catch (ArgumentException e)
        {
            throw Refusal.InvalidJson(e.Message);
        }
    }

    /// <summary>The version that a DELETE must carry.</summary>
    public long RequiredVersion()
    {
        var text = Parameter("version") ?? throw Refusal.InvalidInput("Malformed parameter: version: The query parameter 'version' is required.");
        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var version)
            ? version
            : throw Refusal.InvalidInput($"Malformed parameter: version: '{text}' is not a number.");
    }
}
