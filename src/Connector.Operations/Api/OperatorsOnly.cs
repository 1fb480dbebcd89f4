using System.Net;
using Microsoft.Extensions.Options;

namespace Connector.Operations.Api;

/// <summary>
/// Lets in only people at this machine, and only through pages of our own: by remote address, by Host (a name that a stranger's DNS points here is refused) and,
/// where something is changed, by the browser's own word on where the request comes from.
/// </summary>
internal sealed class OperatorsOnly(IOptions<OperationsOptions> options) : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        AnswerHeaders.Set(http.Response);
        if (!options.Value.AllowRemote && !IsLocal(http)) return TypedResults.NotFound();
        if (!HttpMethods.IsGet(http.Request.Method) && !IsOwnPage(http.Request))
            return Problems.Of(StatusCodes.Status403Forbidden, "The request comes from a page of another site.");
        return await next(context);
    }

    private static bool IsLocal(HttpContext http) =>
        http.Connection.RemoteIpAddress is { } remote && IPAddress.IsLoopback(remote) && IsLoopbackName(http.Request.Host) && !IsForwarded(http.Request.Headers);

    /// <summary>A proxy on this machine brings strangers in from its own loopback address.</summary>
    private static bool IsForwarded(IHeaderDictionary headers) =>
        headers.ContainsKey("Forwarded") || headers.ContainsKey("X-Forwarded-For") || headers.ContainsKey("X-Forwarded-Host") || headers.ContainsKey("X-Real-IP");

    private static bool IsLoopbackName(HostString host)
    {
        var name = host.Host.Trim('[', ']');
        return string.Equals(name, "localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(name, out var address) && IPAddress.IsLoopback(address));
    }

    /// <summary>Programs that are no browser send neither header; browsers cannot leave them out.</summary>
    private static bool IsOwnPage(HttpRequest request)
    {
        if (request.Headers.TryGetValue("Sec-Fetch-Site", out var site) && site.ToString() is not ("same-origin" or "none")) return false;
        if (!request.Headers.TryGetValue("Origin", out var origin)) return true;
        return Uri.TryCreate(origin.ToString(), UriKind.Absolute, out var from)
            && from.Scheme is "http" or "https"
            && string.Equals(new HostString(from.Authority).Value, AuthorityOf(request, from.Scheme), StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>As <see cref="Uri.Authority"/> writes it: without the scheme's own port.</summary>
    private static string AuthorityOf(HttpRequest request, string scheme) =>
        Uri.TryCreate($"{scheme}://{request.Host.Value}", UriKind.Absolute, out var own) ? own.Authority : "";
}
