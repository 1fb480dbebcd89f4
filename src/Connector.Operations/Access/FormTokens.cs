using Connector.Operations.Api;
using Microsoft.AspNetCore.Antiforgery;

namespace Connector.Operations.Access;

/// <summary>The token that the forms of a response carry.</summary>
internal static class FormTokens
{
    /// <summary>Nobody may keep the response. The framework says so as well, but less strictly, and warns about each header that it finds.</summary>
    public static AntiforgeryTokenSet Create(IAntiforgery forgery, HttpContext http)
    {
        http.Response.Headers.Remove("Cache-Control");
        var tokens = forgery.GetAndStoreTokens(http);
        ResponseHeaders.Set(http.Response);
        return tokens;
    }
}
