using System.Net;
using System.Text;
using Connector.Operations.Api;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Connector.Operations.Access;

/// <summary>The pages around the sign-in: no script, nothing from another server, everything shown is text.</summary>
internal static class SignInHtml
{
    public const string Style = "sign-in.css";
    private const string Policy = "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    /// <param name="token">Of the form.</param>
    /// <param name="problem">Null at the first look.</param>
    public static IResult Form(HttpContext http, string field, string? token, string back, string? problem, bool byToken, bool byAccount)
    {
        var body = new StringBuilder();
        if (problem is not null) body.Append("<p role=\"alert\" class=\"bad\">").Append(Text(problem)).Append("</p>");
        if (byToken)
        {
            body.Append("<form method=\"post\" action=\"").Append(OperatorAccess.SignInPath).Append("\">")
                .Append("<input type=\"hidden\" name=\"").Append(Text(field)).Append("\" value=\"").Append(Text(token ?? "")).Append("\">")
                .Append("<input type=\"hidden\" name=\"return\" value=\"").Append(Text(back)).Append("\">")
                .Append("<label for=\"token\">Your token, or in Azure a key of the app</label><input id=\"token\" name=\"token\" type=\"password\" autocomplete=\"current-password\" required autofocus>")
                .Append("<button type=\"submit\">Sign in</button></form>");
        }
        if (byAccount) body.Append("<p><a href=\"").Append(Text($"{OperatorAccess.SignInPath}/account?return={Uri.EscapeDataString(back)}")).Append("\">Sign in with your organisation's account</a></p>");
        return Page(http, "Sign in", body.ToString(), problem is null ? StatusCodes.Status200OK : StatusCodes.Status401Unauthorized);
    }

    public static IResult Refused(HttpContext http, string problem, int status)
    {
        ResponseHeaders.Set(http.Response);
        return Page(http, "Sign in", $"<p role=\"alert\" class=\"bad\">{Text(problem)}</p><p><a href=\"{OperatorAccess.SignInPath}\">Back to the sign-in</a></p>", status);
    }

    /// <summary>Loads the address once more, from a page of our own.</summary>
    public static IResult Again(HttpContext http, string address) =>
        Page(http, "One moment", $"<p><a href=\"{Text(address)}\">Continue</a></p>", StatusCodes.Status200OK, $"<meta http-equiv=\"refresh\" content=\"0; url={Text(address)}\">");

    /// <summary>Where to go after the sign-in: a place of the page, whatever the request says.</summary>
    public static string BackTo(string? wanted) =>
        wanted is { Length: > 0 and < 1000 } && (wanted == OperatorAccess.PagePath || wanted.StartsWith(OperatorAccess.PagePath + "/", StringComparison.Ordinal) || wanted.StartsWith(OperatorAccess.PagePath + "?", StringComparison.Ordinal))
            && !wanted.Any(static c => char.IsControl(c) || c == '\\')
            ? wanted
            : OperatorAccess.PagePath;

    private static ContentHttpResult Page(HttpContext http, string title, string body, int status, string head = "")
    {
        http.Response.Headers.ContentSecurityPolicy = Policy;
        // With no-referrer a browser does not say where the form comes from, and we would refuse it.
        http.Response.Headers["Referrer-Policy"] = "same-origin";
        http.Response.Headers["Cross-Origin-Opener-Policy"] = "same-origin";
        var html = $"<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">{head}<title>{Text(title)} - Shipping connector</title>"
            + $"<link rel=\"stylesheet\" href=\"/ops/{Style}\"></head><body><main><h1>Shipping connector</h1>{body}</main></body></html>";
        return TypedResults.Text(html, "text/html; charset=utf-8", Encoding.UTF8, status);
    }

    private static string Text(string text) => WebUtility.HtmlEncode(text);
}
