using Microsoft.Extensions.Options;

namespace Connector.Operations.Api;

/// <summary>
/// Lets in only people at this machine, or whom a proxy lets in, and only through pages of our own: by remote address, by Host (a name that a foreign DNS entry
/// points here is refused) and, where something is changed, by the browser's own word on where the request comes from.
/// </summary>
internal sealed class OperatorsOnly(IOptions<OperationsOptions> options) : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        ResponseHeaders.Set(http.Response);
        var names = options.Value is { AllowRemote: true, AllowedHosts: { } listed } ? listed.Where(static name => !string.IsNullOrWhiteSpace(name)).ToList() : [];
        var isLetIn = options.Value.AllowRemote ? OperatorRules.IsAllowedHost(http, names) : OperatorRules.IsLocal(http);
        if (!isLetIn) return TypedResults.NotFound();
        if (!HttpMethods.IsGet(http.Request.Method) && !OperatorRules.IsOwnPage(http.Request, names))
            return Problems.Create(StatusCodes.Status403Forbidden, "The request comes from a page of another site.");
        return await next(context);
    }
}
