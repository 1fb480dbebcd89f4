using Connector.Operations.Api;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.Extensions.Options;

namespace Connector.Operations.Access;

/// <summary>
/// Who is let in, and to do what: by remote address, by Host (a name that a foreign DNS entry points here is refused), by sign-in and role; and changes only through pages of our own, by the
/// browser's own word on where the request comes from and by the token of the form.
/// </summary>
public sealed class OperatorAccess(
    IOptions<OperationsOptions> options, AccessPlace place, KnownOperators operators, SignInCookie cookie, SignInAttempts attempts, IAntiforgery forgery, IPlatformKeys keys)
{
    /// <summary>The header by which the command line and scripts send a token or a key, to either host.</summary>
    public const string KeyHeader = "x-functions-key";

    public const string PagePath = "/ops";
    public const string SignInPath = "/ops/sign-in";
    private const string Bearer = "Bearer ";
    private const int MaxToken = 1024;

    /// <summary>Whether a token or a key opens the page.</summary>
    public bool TakesSecrets => operators.Any || place.IsBehindKeys;

    /// <summary>Whose token or key it is; null for a wrong one.</summary>
    public async Task<OperatorIdentity?> FindAsync(string secret, CancellationToken cancellationToken)
    {
        if (operators.Find(secret) is { } known) return known;
        return place.IsBehindKeys && await keys.IsGenuineAsync(secret, cancellationToken) ? new OperatorIdentity(OperatorIdentity.FunctionKey, OperatorRole.Operator) { Key = secret } : null;
    }

    private enum Credential { None, Machine, Token, Browser }

    /// <summary>Null when the request is let in; <see cref="OperatorIdentity.From"/> has who it is then. Otherwise the response to give, and nothing else.</summary>
    /// <param name="mayView">True for changes that concern nobody else.</param>
    public async Task<IResult?> RefuseAsync(HttpContext http, bool mayView = false)
    {
        if (RefuseSender(http) is { } sender) return sender;
        var token = TokenOf(http.Request);
        if (token is not null && attempts.IsLimited(http)) return TooMany(http);
        var (who, by) = Identify(http, token);
        if (who is { Key: { } key } && !await keys.IsGenuineAsync(key, http.RequestAborted)) who = null;
        if (who is null)
        {
            if (token is not null) attempts.CountWrong(http);
            return SignInFirst(http);
        }
        who.Attach(http);
        if (!IsChange(http.Request)) return null;
        if (!who.MayChange && !mayView) return MayNotChange(who);
        // Browsers send cookies, and call this machine, also when a foreign page makes them; a token in a header only our own callers send.
        return by == Credential.Browser || (by == Credential.Machine && IsBrowser(http.Request)) ? await RefuseForgeryAsync(http) : null;
    }

    /// <summary>For the API of a function app, whose key the platform has looked at: whom it authenticated, or the holder of the key.</summary>
    public IResult? RefuseKeyed(HttpContext http)
    {
        if (!place.IsBehindKeys) return SignInFirst(http);
        var who = EasyAuthPrincipal.Read(http.Request, options.Value.EasyAuth) ?? new OperatorIdentity(OperatorIdentity.FunctionKey, OperatorRole.Operator);
        who.Attach(http);
        return IsChange(http.Request) && !who.MayChange ? MayNotChange(who) : null;
    }

    /// <summary>Where it comes from, whoever it is. 404 for senders and names that may not know of us, 403 for pages of other sites.</summary>
    public IResult? RefuseSender(HttpContext http)
    {
        var names = options.Value is { AllowedHosts: { } listed } && (place.IsBehindKeys || options.Value.AllowRemote) ? listed.Where(static name => !string.IsNullOrWhiteSpace(name)).ToList() : [];
        if (!place.IsBehindKeys && !(options.Value.AllowRemote ? OperatorRules.IsAllowedHost(http, names) : OperatorRules.IsLocal(http))) return Problems.Nothing();
        return IsChange(http.Request) && !IsOwnPage(http.Request, names) ? Problems.Create(StatusCodes.Status403Forbidden, "The request comes from a page of another site.") : null;
    }

    /// <summary>Null when the form is one that this browser got from us.</summary>
    public async Task<IResult?> RefuseForgeryAsync(HttpContext http) => await forgery.IsRequestValidAsync(http)
        ? null
        : Problems.Create(StatusCodes.Status403Forbidden, "The form is out of date, or is not one of ours. Load the page again.");

    public static IResult TooMany(HttpContext http)
    {
        http.Response.Headers.RetryAfter = ((int)SignInAttempts.Window.TotalSeconds).ToString(System.Globalization.CultureInfo.InvariantCulture);
        return Problems.Create(StatusCodes.Status429TooManyRequests, "Too many wrong tokens. Try again in a minute.");
    }

    private (OperatorIdentity? Who, Credential By) Identify(HttpContext http, string? token)
    {
        if (token is not null) return (operators.Find(token), Credential.Token);
        if (cookie.Read(http) is { } signedIn) return (signedIn, Credential.Browser);
        if (EasyAuthPrincipal.Read(http.Request, options.Value.EasyAuth) is { } known) return (known, Credential.Browser);
        return !options.Value.HasSignIn && !place.IsBehindKeys && OperatorRules.IsLocal(http)
            ? (new OperatorIdentity(OperatorIdentity.Local, OperatorRole.Operator), Credential.Machine)
            : (null, Credential.None);
    }

    /// <summary>Null where there is none, and where no operator has one: a key for another host opens nothing and harms nothing.</summary>
    private string? TokenOf(HttpRequest request)
    {
        if (!operators.Any) return null;
        var authorization = request.Headers.Authorization.ToString();
        var token = authorization.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase) ? authorization[Bearer.Length..].Trim() : request.Headers[KeyHeader].ToString();
        return token.Length switch { 0 => null, > MaxToken => "", _ => token };
    }

    /// <summary>Of a function app the platform has the name; a browser of today says by itself where the request comes from.</summary>
    private bool IsOwnPage(HttpRequest request, IReadOnlyCollection<string> names) =>
        place.IsBehindKeys && request.Headers.TryGetValue("Sec-Fetch-Site", out var site) ? site.ToString() is "same-origin" or "none" : OperatorRules.IsOwnPage(request, names);

    private static IResult SignInFirst(HttpContext http)
    {
        var request = http.Request;
        if (request.Path.StartsWithSegments(PagePath, StringComparison.OrdinalIgnoreCase))
        {
            // A browser leaves the cookie out where another site's link led here; from our own page it sends it.
            if (HttpMethods.IsGet(request.Method) && request.Headers["Sec-Fetch-Site"].ToString() is "cross-site" or "same-site") return SignInHtml.Again(http, request.Path + request.QueryString);
            var back = HttpMethods.IsGet(request.Method) ? request.Path + request.QueryString : PagePath;
            return Response.SeeOther(http, $"{SignInPath}?return={Uri.EscapeDataString(back)}");
        }
        http.Response.Headers.WWWAuthenticate = "Bearer";
        return Problems.SignInFirst();
    }

    private static ProblemResult MayNotChange(OperatorIdentity who) =>
        Problems.Create(StatusCodes.Status403Forbidden, $"{who.Name} may read, but not change anything. That needs the role Operator.");

    private static bool IsChange(HttpRequest request) => !HttpMethods.IsGet(request.Method) && !HttpMethods.IsHead(request.Method);

    private static bool IsBrowser(HttpRequest request) =>
        request.Headers.ContainsKey("Sec-Fetch-Site") || request.Headers.ContainsKey("Origin") || request.HasFormContentType;
}
