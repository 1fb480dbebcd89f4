using Connector.Operations.Api;
using Connector.Operations.Page;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;

namespace Connector.Operations.Access;

/// <summary>Signs people in with their tokens, and out, for both hosts; and says who is signed in.</summary>
public sealed class SignInApi(
    OperatorAccess access, KnownOperators operators, SignInCookie cookie, SignInAttempts attempts, IAntiforgery forgery, IOptions<OperationsOptions> options,
    ILogger<SignInApi> log)
{
    private const string TokenField = "token";
    private const string Wrong = "This token is not valid.";
    private const int MaxForm = 16 * 1024;

    /// <summary>GET /ops/sign-in. Query: return, a place of the page.</summary>
    public IResult Form(HttpContext http)
    {
        ResponseHeaders.Set(http.Response);
        return access.RefuseSender(http) ?? (options.Value.HasSignIn || access.TakesSecrets ? Form(http, QueryText.Read(http.Request, "return"), null) : TypedResults.NotFound());
    }

    /// <summary>POST /ops/sign-in. Form: token, return.</summary>
    public async Task<IResult> SignInAsync(HttpContext http)
    {
        ResponseHeaders.Set(http.Response);
        if (access.RefuseSender(http) is { } sender) return sender;
        if (!access.TakesSecrets) return TypedResults.NotFound();
        if (!http.Request.HasFormContentType || http.Request.ContentLength is null or > MaxForm) return Problems.Create(StatusCodes.Status415UnsupportedMediaType, "The body must be the form of the page.");
        if (await access.RefuseForgeryAsync(http) is { } forged) return forged;
        if (attempts.IsLimited(http)) return OperatorAccess.TooMany(http);
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        var back = SignInHtml.BackTo(form["return"]);
        if (await access.FindAsync(form[TokenField].ToString().Trim(), http.RequestAborted) is not { } who)
        {
            attempts.CountWrong(http);
            return Form(http, back, Wrong);
        }
        cookie.Write(http, who, operators.StampOf(who.Name));
        return Response.SeeOther(http, back);
    }

    /// <summary>POST /ops/sign-out, for those who are let in.</summary>
    public async Task<IResult> SignOutAsync(HttpContext http)
    {
        ResponseHeaders.Set(http.Response);
        if (await access.RefuseAsync(http, mayView: true) is { } refused) return refused;
        SignInCookie.Remove(http);
        return Response.SeeOther(http, OperatorAccess.SignInPath);
    }

    /// <summary>GET /api/session: who it is, and the token that each change from a browser must carry.</summary>
    public Task<IResult> SessionAsync(HttpRequest request) => SafeResponse.CreateAsync(request, log, _ =>
    {
        var http = request.HttpContext;
        var who = OperatorIdentity.From(http) ?? new OperatorIdentity(OperatorIdentity.FunctionKey, OperatorRole.Operator);
        var tokens = FormTokens.Create(forgery, http);
        return Task.FromResult(Response.Ok(new SessionView(who.Name, who.Role, who.IsSignedIn, tokens.HeaderName, tokens.RequestToken)));
    });

    /// <summary>The style of the sign-in form, for everyone who may see that.</summary>
    public IResult Style(HttpContext http)
    {
        ResponseHeaders.Set(http.Response);
        return access.RefuseSender(http) ?? PageFiles.Open(SignInHtml.Style, "text/css; charset=utf-8");
    }

    private IResult Form(HttpContext http, string? back, string? problem)
    {
        var tokens = FormTokens.Create(forgery, http);
        return SignInHtml.Form(http, tokens.FormFieldName, tokens.RequestToken, SignInHtml.BackTo(back), problem, access.TakesSecrets, options.Value.OpenIdConnect is not null);
    }
}

/// <param name="SignedIn">False where only the machine or a shared key is known.</param>
/// <param name="ForgeryHeader">The header for <paramref name="ForgeryToken"/>.</param>
internal sealed record SessionView(string Name, OperatorRole Role, bool SignedIn, string? ForgeryHeader, string? ForgeryToken);
