using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace Connector.Azure.Tests.FakeHost;

/// <summary>Serves HTTP functions on a free loopback port and asks for the key as the platform does: header x-functions-key, or ?code=.</summary>
internal static class HttpFunctions
{
    public static WebApplication Build(
        IEnumerable<FunctionEntry> functions, FunctionsHostOptions options, Func<FunctionEntry, object, IReadOnlyList<object>, CancellationToken, Task<object?>> invoke)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        foreach (var function in functions)
        {
            if (function.Trigger is not HttpTriggerAttribute trigger) continue;
            var route = string.Join('/', new[] { options.RoutePrefix, trigger.Route ?? function.Name }.Where(static part => part.Length > 0));
            app.MapMethods("/" + route, trigger.Methods ?? ["GET", "POST"], async (HttpContext http) =>
            {
                if (!IsLetIn(trigger.AuthLevel, http.Request, options.FunctionKey))
                {
                    http.Response.StatusCode = StatusCodes.Status401Unauthorized;
                    return;
                }
                var words = new RouteWords(name => http.GetRouteValue(name) as string);
                var response = await invoke(function, http.Request, [words], http.RequestAborted);
                await ((IResult)response!).ExecuteAsync(http);
            });
        }
        return app;
    }

    private static bool IsLetIn(AuthorizationLevel level, HttpRequest request, string key) =>
        level == AuthorizationLevel.Anonymous || request.Headers["x-functions-key"] == key || request.Query["code"] == key;
}
