namespace Connector.Operations.Page;

/// <summary>Who may look at the page.</summary>
internal interface IPageGuard
{
    /// <summary>Whether people sign in on the page itself.</summary>
    bool HasSignIn { get; }

    /// <summary>Null for somebody who must sign in.</summary>
    Task<PageCaller?> FindAsync(HttpContext http, CancellationToken cancellationToken);

    /// <summary>False for a wrong key.</summary>
    Task<bool> SignInAsync(HttpContext http, string key, CancellationToken cancellationToken);

    void SignOut(HttpContext http);
}

/// <summary>For a host that has let in its caller already: who comes so far may do everything.</summary>
internal sealed class OpenGuard : IPageGuard
{
    public bool HasSignIn => false;

    public Task<PageCaller?> FindAsync(HttpContext http, CancellationToken cancellationToken) => Task.FromResult<PageCaller?>(new PageCaller(CallerName.Read(http), CanChange: true, IsSignedIn: false));

    public Task<bool> SignInAsync(HttpContext http, string key, CancellationToken cancellationToken) => Task.FromResult(false);

    public void SignOut(HttpContext http) { }
}

/// <summary>For a host whose callers show a key: the browser keeps it in a cookie for the page alone, and each use of it is checked, so that a key that was taken away lets in nobody.</summary>
internal sealed class KeyGuard(IPageKeys keys) : IPageGuard
{
    private const string Cookie = "connector-key";
    private const int MaxKey = 256;

    public bool HasSignIn => true;

    public async Task<PageCaller?> FindAsync(HttpContext http, CancellationToken cancellationToken) =>
        http.Request.Cookies.TryGetValue(Cookie, out var key) && await IsGenuineAsync(key, cancellationToken) ? new PageCaller(CallerName.Read(http), CanChange: true, IsSignedIn: true) : null;

    public async Task<bool> SignInAsync(HttpContext http, string key, CancellationToken cancellationToken)
    {
        if (!await IsGenuineAsync(key, cancellationToken)) return false;
        PageCookies.Set(http, Cookie, key);
        return true;
    }

    public void SignOut(HttpContext http) => PageCookies.Remove(http, Cookie);

    /// <summary>Keys are plain text; nothing else gets into the header of a request.</summary>
    private async Task<bool> IsGenuineAsync(string key, CancellationToken cancellationToken) =>
        key.Length is > 0 and <= MaxKey && key.All(static c => char.IsAscii(c) && !char.IsControl(c) && c != ' ') && await keys.IsGenuineAsync(key, cancellationToken);
}

/// <summary>The keys that let in people and programs.</summary>
public interface IPageKeys
{
    Task<bool> IsGenuineAsync(string key, CancellationToken cancellationToken);
}

/// <summary>The name that somebody gave: no proof of anything, but it stands in the history.</summary>
internal static class CallerName
{
    private const string Cookie = "connector-name";
    private static readonly TimeSpan s_kept = TimeSpan.FromDays(180);

    public static string? Read(HttpContext http) => http.Request.Cookies.TryGetValue(Cookie, out var name) && Api.LabelQuery.Who(name, "") is { Length: > 0 } who ? who : null;

    public static void Keep(HttpContext http, string name)
    {
        if (Api.LabelQuery.Who(name, "") is { Length: > 0 } who) PageCookies.Set(http, Cookie, who, s_kept);
        else PageCookies.Remove(http, Cookie);
    }
}
