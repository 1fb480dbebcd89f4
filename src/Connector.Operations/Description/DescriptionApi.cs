using Connector.Operations.Api;

namespace Connector.Operations.Description;

/// <summary>GET /api/openapi.json, for both hosts.</summary>
public sealed class DescriptionApi(ILogger<DescriptionApi> log)
{
    public Task<IResult> ReadAsync(HttpRequest request) => SafeResponse.CreateAsync(request, log, static _ => Task.FromResult<IResult>(TypedResults.Stream(ApiDocument.Open(), "application/json")));
}
