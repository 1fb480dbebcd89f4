namespace Connector.Operations.Api;

/// <summary>Problem details where the framework responds with a status alone: addresses that do not exist, methods that are not allowed, requests that cannot be read.</summary>
internal sealed class ProblemBodies(RequestDelegate next, ILogger<ProblemBodies> log)
{
    public async Task InvokeAsync(HttpContext http)
    {
        IResult? problem = null;
        try
        {
            await next(http);
        }
        catch (BadHttpRequestException e) when (!http.Response.HasStarted)
        {
            problem = Problems.Create(e.StatusCode, "The request cannot be read.");
        }
        catch (Exception e) when (!http.Response.HasStarted && StoreFailure.IsOne(e, http))
        {
            problem = StoreFailure.Report(log, e, http.GetEndpoint()?.DisplayName ?? "?");
        }
        if (problem is null && IsBare(http.Response)) problem = Create(http);
        if (problem is null) return;
        ResponseHeaders.Set(http.Response);
        await problem.ExecuteAsync(http);
    }

    private static bool IsBare(HttpResponse response) => response is { HasStarted: false, StatusCode: >= StatusCodes.Status400BadRequest, ContentType: null, ContentLength: null or 0 };

    private static ProblemResult Create(HttpContext http) => http.Response.StatusCode switch
    {
        StatusCodes.Status404NotFound => Problems.Nothing(),
        StatusCodes.Status405MethodNotAllowed => Problems.Create(StatusCodes.Status405MethodNotAllowed, $"{http.Request.Method} is not possible here. Allowed: {http.Response.Headers.Allow}."),
        var status => new ProblemResult(status, null)
    };
}

/// <summary>For a host with a pipeline of its own; before everything that responds.</summary>
public static class ProblemBodiesRegistration
{
    public static IApplicationBuilder UseProblemBodies(this IApplicationBuilder app) => app.UseMiddleware<ProblemBodies>();
}
