namespace Connector.Simulators.Commercetools.Responses;

/// <summary>One place of the API: how it is counted, who may call it, and what it does.</summary>
/// <param name="Route">Method and path pattern below the project, as in "POST /orders/{id}".</param>
/// <param name="Scopes">Any one of them is enough; null for places that take no token.</param>
internal sealed record Endpoint(string Route, IReadOnlyList<string>? Scopes, Func<ApiRequest, ApiResponse> Handle);
