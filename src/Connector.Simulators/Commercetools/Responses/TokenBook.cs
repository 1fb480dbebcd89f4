using System.Collections.Concurrent;
using System.Text;
using System.Text.Json.Nodes;
using Connector.Simulators.Commercetools.Storage;

namespace Connector.Simulators.Commercetools.Responses;

/// <param name="Scopes">With the project key cut off; store-bound ones keep their store and open nothing here.</param>
internal sealed record AccessToken(string Text, string ClientId, IReadOnlySet<string> Scopes, string ScopeText, DateTimeOffset ExpiresAt)
{
    /// <summary>One of the scopes is enough; manage_project covers everything, and to manage means to view as well.</summary>
    public bool Covers(IReadOnlyList<string> anyOf) =>
        Scopes.Contains("manage_project") || anyOf.Any(scope => Scopes.Contains(scope) || Scopes.Contains(scope.Replace("view_", "manage_", StringComparison.Ordinal)));
}

/// <summary>The authorization server: issues and knows access tokens.</summary>
internal sealed class TokenBook(CommercetoolsSimulatorOptions options, TimeProvider clock)
{
    private static readonly HashSet<string> Known =
    [
        "manage_project", "manage_api_clients", "view_orders", "manage_orders", "view_order_edits", "manage_order_edits", "view_types", "manage_types",
        "view_states", "manage_states", "manage_subscriptions", "view_shipping_methods", "manage_shipping_methods", "view_channels", "manage_channels",
        "view_stores", "manage_stores", "view_products", "manage_products", "view_published_products", "view_messages", "view_project_settings",
        "manage_project_settings", "view_key_value_documents", "manage_key_value_documents", "view_customers", "manage_customers", "view_payments",
        "manage_payments", "manage_extensions", "view_categories", "view_tax_categories", "view_shopping_lists", "view_customer_groups", "manage_customer_groups",
    ];

    private readonly ConcurrentDictionary<string, AccessToken> _tokens = new(StringComparer.Ordinal);
    private long _issued;

    /// <summary>POST /oauth/token.</summary>
    public ApiResponse Issue(string? authorization, IReadOnlyList<KeyValuePair<string, string>> parameters)
    {
        RequireClient(authorization);
        var grant = Value(parameters, "grant_type") ?? throw Refusal.Oauth(400, "invalid_request", "Missing required parameter: 'grant_type'.");
        if (grant != "client_credentials") throw Refusal.Oauth(400, "unsupported_grant_type", $"The grant type '{grant}' is not supported.");
        var scope = Value(parameters, "scope");
        var text = string.IsNullOrWhiteSpace(scope) ? $"manage_project:{options.ProjectKey}" : scope.Trim();
        var token = new AccessToken(
            "sim-" + Seeds.SeedIds.Uuid("token", Interlocked.Increment(ref _issued)), options.ClientId, ReadScopes(text), text, clock.GetUtcNow() + options.TokenLifetime);
        _tokens[token.Text] = token;
        return ApiResponse.Json(200, new JsonObject
        {
            ["access_token"] = token.Text, ["token_type"] = "Bearer", ["expires_in"] = (long)options.TokenLifetime.TotalSeconds, ["scope"] = text,
        });
    }

    /// <summary>POST /oauth/introspect.</summary>
    public ApiResponse Introspect(string? authorization, IReadOnlyList<KeyValuePair<string, string>> parameters)
    {
        RequireClient(authorization);
        var token = Find(Value(parameters, "token"));
        return ApiResponse.Json(200, token is null
            ? new JsonObject { ["active"] = false }
            : new JsonObject { ["active"] = true, ["scope"] = token.ScopeText, ["exp"] = token.ExpiresAt.ToUnixTimeMilliseconds() });
    }

    /// <summary>The token of an Authorization header; throws the 401 that commercetools answers with.</summary>
    public AccessToken Require(string? authorization)
    {
        if (authorization is null || !authorization.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase))
        {
            throw Refusal.Unauthorized("invalid_token", "invalid_token");
        }
        return Find(authorization["Bearer ".Length..].Trim()) ?? throw Refusal.Unauthorized("invalid_token", "invalid_token");
    }

    /// <summary>Makes all tokens unknown, as if they had been revoked.</summary>
    public void RevokeAll() => _tokens.Clear();

    private AccessToken? Find(string? text)
    {
        if (text is null || !_tokens.TryGetValue(text, out var token)) return null;
        return token.ExpiresAt > clock.GetUtcNow() ? token : null;
    }

    private void RequireClient(string? authorization)
    {
        var expected = "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{options.ClientId}:{options.ClientSecret}"));
        if (!string.Equals(authorization, expected, StringComparison.Ordinal))
        {
            throw Refusal.Unauthorized("invalid_client", "Please provide valid client credentials using HTTP Basic Authentication.");
        }
    }

    private HashSet<string> ReadScopes(string text)
    {
        var scopes = new HashSet<string>(StringComparer.Ordinal);
        foreach (var scope in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            var parts = scope.Split(':');
            if (parts.Length is < 2 or > 3 || parts[1] != options.ProjectKey || !Known.Contains(parts[0]))
            {
                throw Refusal.InvalidScope($"The scope '{scope}' is malformed or not granted to this client.");
            }
            scopes.Add(parts.Length == 2 ? parts[0] : $"{parts[0]}:{parts[2]}");
        }
        return scopes;
    }

    private static string? Value(IReadOnlyList<KeyValuePair<string, string>> parameters, string name) =>
        parameters.Where(p => p.Key == name).Select(p => p.Value).FirstOrDefault();
}
