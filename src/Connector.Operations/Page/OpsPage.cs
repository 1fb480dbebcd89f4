namespace Connector.Operations.Page;

/// <summary>The page of the operators in a host that routes by itself.</summary>
internal static class OpsPage
{
    /// <summary>/ops and what is below it; the page itself looks who is let in.</summary>
    public static IEndpointRouteBuilder MapOpsPage(this IEndpointRouteBuilder routes)
    {
        var page = routes.MapGroup(PageAddress.Root);
        page.MapGet("/{*path}", static (HttpRequest request, OpsSite site, string? path) => site.GetAsync(request, path));
        page.MapPost("/{*path}", static (HttpRequest request, OpsSite site, string? path) => site.PostAsync(request, path));
        return routes;
    }
}
