namespace Connector.Operations.Api;

/// <summary>A store that cannot be read gives 503 without details; those are in the log.</summary>
internal sealed class StoreFailures(ILogger<StoreFailures> log) : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        try
        {
            return await next(context);
        }
        catch (Exception e) when (StoreFailure.IsOne(e, context.HttpContext))
        {
            return StoreFailure.Report(log, e, context.HttpContext.GetEndpoint()?.DisplayName ?? "?");
        }
    }
}

/// <summary>The response to a failure that is not the caller's.</summary>
internal static partial class StoreFailure
{
    public static bool IsOne(Exception failure, HttpContext http) => failure is not BadHttpRequestException && !http.RequestAborted.IsCancellationRequested;

    public static IResult Report(ILogger log, Exception failure, string endpoint)
    {
        Log.Failed(log, failure, endpoint);
        return Problems.Create(StatusCodes.Status503ServiceUnavailable, "The connector's own store did not respond. See the log.");
    }

    private static partial class Log
    {
        [LoggerMessage(300, LogLevel.Error, "Operations API: {Endpoint} failed")]
        public static partial void Failed(ILogger logger, Exception exception, string endpoint);
    }
}
