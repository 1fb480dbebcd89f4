using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.Extensions.Logging;

namespace Connector.WorkerHost;

/// <summary>
/// Where callers reach HTTP functions: asks for the key as the platform does (header x-functions-key, or ?code=), tells the worker of the invocation, and passes the
/// request on to the worker's own server, which joins the two by a header.
/// </summary>
internal static class HttpFront
{
    private const string JoinedBy = "x-ms-invocation-id";

    public static WebApplication Build(IEnumerable<FunctionInfo> functions, string key, Uri worker, HttpClient onward, Func<FunctionInfo, HttpContext, string, Task> invoke)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        foreach (var function in functions)
        {
            app.MapMethods("/" + (function.Text("route") ?? function.Name), function.Texts("methods"), async (HttpContext http) =>
            {
                if (!IsLetIn(function, http.Request, key))
                {
                    http.Response.StatusCode = StatusCodes.Status401Unauthorized;
                    return;
                }
                var invocation = Guid.NewGuid().ToString();
                var invoked = invoke(function, http, invocation);
                await PassOnAsync(http, worker, invocation, onward);
                await invoked;
            });
        }
        return app;
    }

    private static bool IsLetIn(FunctionInfo function, HttpRequest request, string key) =>
        string.Equals(function.Text("authLevel"), "Anonymous", StringComparison.OrdinalIgnoreCase) || request.Headers["x-functions-key"] == key || request.Query["code"] == key;

    private static async Task PassOnAsync(HttpContext http, Uri worker, string invocation, HttpClient onward)
    {
        using var request = new HttpRequestMessage(new HttpMethod(http.Request.Method), new Uri(worker, UriHelper.BuildRelative(path: http.Request.Path, query: http.Request.QueryString)));
        if (http.Request.ContentLength > 0 || http.Request.Headers.TransferEncoding.Count > 0) request.Content = new StreamContent(http.Request.Body);
        foreach (var (name, values) in http.Request.Headers.Where(static h => h.Key is not ("Host" or "Transfer-Encoding")))
        {
            if (!request.Headers.TryAddWithoutValidation(name, (IEnumerable<string?>)values)) request.Content?.Headers.TryAddWithoutValidation(name, (IEnumerable<string?>)values);
        }
        request.Headers.TryAddWithoutValidation(JoinedBy, invocation);
        using var response = await onward.SendAsync(request, http.RequestAborted);
        http.Response.StatusCode = (int)response.StatusCode;
        foreach (var (name, values) in response.Headers.Concat(response.Content.Headers).Where(static h => h.Key is not ("Transfer-Encoding" or "Connection")))
            http.Response.Headers[name] = values.ToArray();
        await response.Content.CopyToAsync(http.Response.Body, http.RequestAborted);
    }
}
