namespace Connector.Operations.Api;

/// <summary>A store that cannot be read is told as 503 without its details, which stand in the log.</summary>
internal sealed partial class StoreFailures(ILogger<StoreFailures> log) : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var aborted = context.HttpContext.RequestAborted;
        try
        {
            return await next(context);
        }
        catch (Exception e) when (e is not BadHttpRequestException && !aborted.IsCancellationRequested)
        {
            Log.Failed(log, e, context.HttpContext.GetEndpoint()?.DisplayName ?? "?");
            return Problems.Of(StatusCodes.Status503ServiceUnavailable, "The connector's own store did not answer; the log says why.");
        }
    }

    private static partial class Log
    {
        [LoggerMessage(300, LogLevel.Error, "Operations API: {Endpoint} failed")]
        public static partial void Failed(ILogger logger, Exception exception, string endpoint);
    }
}
