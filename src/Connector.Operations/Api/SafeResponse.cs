using Connector.Operations.Access;

namespace Connector.Operations.Api;

/// <summary>
/// The headers of every response, and 503 for a store that cannot be read: for routes that both hosts share. In a function app, whose routes have no filter, it also looks who it is.
/// </summary>
internal static class SafeResponse
{
    public static async Task<IResult> CreateAsync(HttpRequest request, ILogger log, Func<CancellationToken, Task<IResult>> response)
    {
        var http = request.HttpContext;
        ResponseHeaders.Set(http.Response);
        if (OperatorIdentity.From(http) is null && http.RequestServices?.GetService<OperatorAccess>()?.RefuseKeyed(http) is { } refused) return refused;
        try
        {
            return await response(http.RequestAborted);
        }
        catch (Exception e) when (StoreFailure.IsOne(e, http))
        {
            return StoreFailure.Report(log, e, $"{request.Method} {request.Path}");
        }
    }
}
