using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Connector.Operations.Page;

/// <summary>
/// A form counts only when it carries the value that the browser has in a cookie: a page of another site can neither read that cookie nor set it. Needs no state, so every instance takes a form that
/// another one made.
/// </summary>
internal static class FormGuard
{
    public const string Field = "__RequestVerificationToken";
    private const string Cookie = "connector-form";
    private const int Bytes = 32;

    /// <summary>The browser's value; a new one where it has none.</summary>
    public static string Issue(HttpContext http)
    {
        if (http.Request.Cookies.TryGetValue(Cookie, out var known) && IsWellFormed(known)) return known;
        var value = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(Bytes));
        PageCookies.Set(http, Cookie, value);
        return value;
    }

    public static bool IsGenuine(HttpContext http, string? presented) =>
        http.Request.Cookies.TryGetValue(Cookie, out var known) && IsWellFormed(known) && presented is not null
        && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(known), Encoding.UTF8.GetBytes(presented));

    private static bool IsWellFormed(string? value) => value is not null && Base64Url.IsValid(value, out var bytes) && bytes == Bytes;
}
