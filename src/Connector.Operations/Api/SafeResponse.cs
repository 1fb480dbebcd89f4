namespace Connector.Operations.Api;

/// <summary>The headers of every response, and 503 for a store that cannot be read: for routes that both hosts share.</summary>
internal static class SafeResponse
{
    public static async Task<IResult> CreateAsync(HttpRequest request, ILogger log, Func<CancellationToken, Task<IResult>> response)
    {
        ResponseHeaders.Set(request.HttpContext.Response);
        try
        {
            return await response(request.HttpContext.RequestAborted);
        }
        catch (Exception e) when (StoreFailure.IsOne(e, request.HttpContext))
        {
            return StoreFailure.Report(log, e, $"{request.Method} {request.Path}");
        }
    }
}
