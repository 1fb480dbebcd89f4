using System.Reflection;
using Connector.Operations.Api;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Connector.Operations.Page;

/// <summary>The operator's page: one document, its style and its scripts, all from this program and nothing from another server.</summary>
internal static class OpsPage
{
    /// <summary>
    /// Scripts and styles of our own only, requests to ourselves only, and no text that could turn into markup: what the page shows comes from outside.
    /// </summary>
    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data:; base-uri 'none'; form-action 'none'; "
        + "frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'";

    private const string Document = "ops.html";
    private const string Style = "ops.css";
    private static readonly string[] Scripts = ["ops.js", "dom.js", "key.js", "health.js", "errors.js", "labels.js", "trace.js", "words.js"];

    /// <summary>GET /ops and what it loads, for operators only (<see cref="OperatorsOnly"/>).</summary>
    public static IEndpointRouteBuilder MapOpsPage(this IEndpointRouteBuilder routes)
    {
        var page = routes.MapGroup("/ops").AddEndpointFilter<OperatorsOnly>();
        page.MapGet("/{file?}", File);
        return routes;
    }

    /// <param name="file">Null is the page itself. 404 for what is not a part of it.</param>
    public static IResult File(HttpContext http, string? file) => file switch
    {
        null or "" => Serve(http, Document, "text/html; charset=utf-8"),
        Style => Serve(http, Style, "text/css; charset=utf-8"),
        _ when Scripts.Contains(file, StringComparer.Ordinal) => Serve(http, file, "text/javascript; charset=utf-8"),
        _ => TypedResults.NotFound()
    };

    internal static FileStreamHttpResult Serve(HttpContext http, string name, string contentType)
    {
        http.Response.Headers.ContentSecurityPolicy = Policy;
        http.Response.Headers["Referrer-Policy"] = "no-referrer";
        http.Response.Headers["Cross-Origin-Opener-Policy"] = "same-origin";
        var file = Assembly.GetExecutingAssembly().GetManifestResourceStream("ops/" + name) ?? throw new InvalidOperationException($"{name} is not in the program.");
        return TypedResults.Stream(file, contentType);
    }
}
