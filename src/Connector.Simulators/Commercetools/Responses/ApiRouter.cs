using System.Text.Json.Nodes;
using Connector.Simulators.Commercetools.Storage;

namespace Connector.Simulators.Commercetools.Responses;

/// <summary>Finds the endpoint of a request and answers it: token, project, scope, then the endpoint itself.</summary>
internal sealed class ApiRouter(Project project, TokenBook tokens)
{
    private readonly OrderEndpoints _orders = new(project);
    private readonly ResourceEndpoints _resources = new(project);

    /// <summary>Null when there is no such place.</summary>
    public Endpoint? Find(string method, IReadOnlyList<string> segments)
    {
        if (segments.Count == 0 || segments[0] == "oauth") return null;
        if (segments.Count == 1) return method == "GET" ? new Endpoint("GET /", ["view_project_settings"], _ => Settings()) : null;
        List<string> path = [.. segments.Skip(1)];
        return path[0] == "orders" ? _orders.Find(method, path) : _resources.Find(method, path);
    }

    public ApiResponse Response(Endpoint? endpoint, string? authorization, string projectKey, Func<AccessToken?, ApiRequest> request)
    {
        try
        {
            if (endpoint is { Scopes: null }) return endpoint.Handle(request(null));
            var token = tokens.Require(authorization);
            if (projectKey != project.Key) throw Refusal.NotFound($"The project '{projectKey}' was not found.");
            if (endpoint is null) throw Refusal.NotFound("There is no such endpoint.");
            if (!token.Covers(endpoint.Scopes!)) throw Refusal.Oauth(403, "insufficient_scope", $"Insufficient scope. One of the following scopes is missing: {string.Join(", ", endpoint.Scopes!)}.");
            return endpoint.Handle(request(token));
        }
        catch (ApiException refusal)
        {
            return refusal.ToResponse();
        }
    }

    private ApiResponse Settings() => ApiResponse.Json(200, new JsonObject
    {
        ["key"] = project.Key,
        ["name"] = "Simulated project",
        ["countries"] = new JsonArray("US", "CA", "GB", "DE", "FR", "JP", "KW"),
        ["currencies"] = new JsonArray("USD", "CAD", "GBP", "EUR", "JPY", "KWD"),
        ["languages"] = new JsonArray("en-US", "de-DE", "fr-FR", "ja-JP"),
        ["createdAt"] = "2026-01-05T09:00:00.000Z",
        ["messages"] = new JsonObject { ["enabled"] = project.KeepsMessages },
        ["productCatalogModel"] = project.ModularCatalog ? "Modular" : "Classic",
        ["version"] = 1,
    });
}
