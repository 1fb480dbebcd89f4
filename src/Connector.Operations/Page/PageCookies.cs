namespace Connector.Operations.Page;

/// <summary>Cookies of the page: no script reads them, no other site makes a browser send them, and they go to the page alone.</summary>
internal static class PageCookies
{
    public static void Set(HttpContext http, string name, string value, TimeSpan? kept = null) => http.Response.Cookies.Append(name, value, Options(http, kept));

    public static void Remove(HttpContext http, string name) => http.Response.Cookies.Delete(name, Options(http, null));

    private static CookieOptions Options(HttpContext http, TimeSpan? kept) => new()
    {
        HttpOnly = true, SameSite = SameSiteMode.Strict, Path = PageAddress.Root, MaxAge = kept, IsEssential = true,
        // Behind a proxy that ends TLS the request itself is plain.
        Secure = http.Request.IsHttps || string.Equals(http.Request.Headers["X-Forwarded-Proto"], "https", StringComparison.OrdinalIgnoreCase)
    };
}
