using Connector.Operations.Access;
using Connector.Operations.Api;

namespace Connector.Operations.Page;

/// <summary>The name that somebody without a sign-in gave: no proof of anything, but the history has it.</summary>
internal static class CallerName
{
    private const string Cookie = "connector-name";
    private static readonly TimeSpan s_kept = TimeSpan.FromDays(180);

    /// <summary>Who signed in, or else who somebody says to be; null where nobody said.</summary>
    public static string? Read(HttpContext http) => OperatorIdentity.Who(http, http.Request.Cookies.TryGetValue(Cookie, out var name) ? name : null);

    public static void Keep(HttpContext http, string name)
    {
        var options = new CookieOptions { HttpOnly = true, SameSite = SameSiteMode.Strict, Path = PageAddress.Root, MaxAge = s_kept, IsEssential = true };
        if (LabelQuery.Who(name, "") is { Length: > 0 } who) http.Response.Cookies.Append(Cookie, who, options);
        else http.Response.Cookies.Delete(Cookie, options);
    }
}
