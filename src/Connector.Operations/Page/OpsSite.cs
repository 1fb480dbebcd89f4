using Connector.Core.Engine.Watch;
using Connector.Operations.Api;
using Connector.Operations.Page.Views;

namespace Connector.Operations.Page;

/// <summary>The page of the operators, for both hosts: which view an address shows, and which form an address takes. Rendered here; usable without any script.</summary>
public sealed class OpsSite
{
    /// <summary>Style and script of our own only, forms to ourselves only, and no text that could turn into markup: what the page shows comes from outside.</summary>
    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src data:; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'";

    private const string SignIn = "sign-in";
    private const string OwnName = "name";
    private const string SignOut = "sign-out";
    private readonly Dictionary<string, IPageView> _views;
    private readonly Dictionary<string, IPageForm> _forms;
    private readonly IPageGuard _guard;
    private readonly HealthReader _health;
    private readonly OrderStatistics _statistics;
    private readonly TimeProvider _clock;
    private readonly ILogger _log;

    internal OpsSite(IEnumerable<IPageView> views, IEnumerable<IPageForm> forms, IPageGuard guard, HealthReader health, OrderStatistics statistics, TimeProvider clock, ILogger<OpsSite> log)
    {
        _views = views.ToDictionary(static v => v.Path, StringComparer.Ordinal);
        _forms = forms.ToDictionary(static f => f.Path, StringComparer.Ordinal);
        (_guard, _health, _statistics, _clock, _log) = (guard, health, statistics, clock, log);
    }

    /// <param name="path">Below /ops.</param>
    public async Task<IResult> GetAsync(HttpRequest request, string? path)
    {
        SetHeaders(request.HttpContext.Response);
        var name = (path ?? "").Trim('/');
        if (PageFiles.Find(name) is { } file) return file;
        return await RespondAsync(request, async stop =>
        {
            if (await _guard.FindAsync(request.HttpContext, stop) is not { } caller) return await ShowSignInAsync(request, isRefused: false, name == SignIn ? StatusCodes.Status200OK : StatusCodes.Status401Unauthorized);
            if (name == SignIn) return Redirect(PageAddress.Root);
            var clock = new PageClock(_clock.GetUtcNow(), _statistics.Zone);
            var content = _views.TryGetValue(name, out var view) ? await view.ReadAsync(new PageRequest(request, clock, caller), stop) : MessageView.NotFound();
            return content.Other ?? await ShowAsync(request, content, clock, caller, stop);
        });
    }

    /// <param name="path">Below /ops.</param>
    public async Task<IResult> PostAsync(HttpRequest request, string? path)
    {
        SetHeaders(request.HttpContext.Response);
        var name = (path ?? "").Trim('/');
        return await RespondAsync(request, async stop =>
        {
            if (await PageForm.ReadAsync(request, stop) is not { } fields) return await RefuseAsync(request, StatusCodes.Status400BadRequest, "The form could not be read.");
            // Both: old browsers send neither header, and the value alone would not see a page of the same site.
            if (!OperatorRules.IsOwnPage(request, AllowedNames(request)) || !FormGuard.IsGenuine(request.HttpContext, fields.Text(FormGuard.Field)))
                return await RefuseAsync(request, StatusCodes.Status403Forbidden, "The form does not come from this page, or the page is too old. Nothing was changed. Go back, load the page again and repeat it.");
            if (name == SignIn) return await SignInAsync(request, fields, stop);
            if (name == SignOut)
            {
                _guard.SignOut(request.HttpContext);
                return Redirect(PageAddress.Create(SignIn));
            }
            if (await _guard.FindAsync(request.HttpContext, stop) is not { } caller) return await ShowSignInAsync(request, isRefused: false, StatusCodes.Status401Unauthorized);
            if (name == OwnName)
            {
                CallerName.Keep(request.HttpContext, fields.Text("name") ?? "");
                return Redirect(PageResults.Address(fields.Back, OwnName, 1));
            }
            if (!_forms.TryGetValue(name, out var form)) return await RefuseAsync(request, StatusCodes.Status404NotFound, "There is no such form.");
            if (!caller.CanChange) return await RefuseAsync(request, StatusCodes.Status403Forbidden, "You may look at everything and change nothing.");
            return Redirect(await form.SubmitAsync(fields, caller.Name, stop));
        });
    }

    private async Task<IResult> SignInAsync(HttpRequest request, PageForm fields, CancellationToken cancellationToken)
    {
        if (!await _guard.SignInAsync(request.HttpContext, fields.Text("key") ?? "", cancellationToken)) return await ShowSignInAsync(request, isRefused: true, StatusCodes.Status401Unauthorized);
        CallerName.Keep(request.HttpContext, fields.Text("name") ?? "");
        return Redirect(PageAddress.Back(fields.Text(PageForm.BackField)));
    }

    private async Task<IResult> ShowAsync(HttpRequest request, PageContent content, PageClock clock, PageCaller caller, CancellationToken cancellationToken)
    {
        var health = (await _health.ReadAsync(cancellationToken)).With(request.HttpContext.RequestServices.GetService<Core.Model.Messages.RulesStatus>());
        var frame = new PageFrame(
            clock, caller, FormGuard.Issue(request.HttpContext), health, health.Errors, PageResults.Read(request), request.Path + request.QueryString, request.Query["q"].ToString());
        return Html(await PageRenderer.RenderAsync(content, frame, request.HttpContext), content.Status);
    }

    private async Task<IResult> ShowSignInAsync(HttpRequest request, bool isRefused, int status)
    {
        var address = HttpMethods.IsGet(request.Method) && status == StatusCodes.Status401Unauthorized ? request.Path + request.QueryString : PageAddress.Root;
        return await ShowOutsideAsync(request, PageContent.Create<SignInView>("Sign in", "", new SignInModel(isRefused, _guard.HasSignIn, PageAddress.Back(address)), status));
    }

    private Task<IResult> RefuseAsync(HttpRequest request, int status, string text) => ShowOutsideAsync(request, MessageView.Create("Not done", text, status));

    /// <summary>Without anything that only operators may see.</summary>
    private async Task<IResult> ShowOutsideAsync(HttpRequest request, PageContent content)
    {
        var frame = new PageFrame(
            new PageClock(_clock.GetUtcNow(), _statistics.Zone), new PageCaller(null, CanChange: false, IsSignedIn: false), FormGuard.Issue(request.HttpContext), null, 0, null, PageAddress.Root, "");
        return Html(await PageRenderer.RenderAsync(content, frame, request.HttpContext), content.Status);
    }

    private async Task<IResult> RespondAsync(HttpRequest request, Func<CancellationToken, Task<IResult>> respond)
    {
        try
        {
            return await respond(request.HttpContext.RequestAborted);
        }
        catch (Exception e) when (StoreFailure.IsOne(e, request.HttpContext))
        {
            _ = StoreFailure.Report(_log, e, $"{request.Method} {request.Path}");
            return await RefuseAsync(request, StatusCodes.Status503ServiceUnavailable, "The connector's own store did not respond. Load the page again in a moment; the reason is in the log.");
        }
    }

    private static IReadOnlyCollection<string> AllowedNames(HttpRequest request) =>
        request.HttpContext.RequestServices.GetRequiredService<Microsoft.Extensions.Options.IOptions<OperationsOptions>>().Value.AllowedHosts?.Where(static name => !string.IsNullOrWhiteSpace(name)).ToList() ?? [];

    private static IResult Html(string html, int status) => TypedResults.Content(html, "text/html; charset=utf-8", null, status);

    /// <summary>303: the browser loads the address and does not send the form again.</summary>
    private static SeeOther Redirect(string address) => new(address);

    private static void SetHeaders(HttpResponse response)
    {
        ResponseHeaders.Set(response);
        response.Headers.ContentSecurityPolicy = Policy;
        response.Headers["Referrer-Policy"] = "same-origin";
        response.Headers["Cross-Origin-Opener-Policy"] = "same-origin";
    }

    private sealed class SeeOther(string address) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            httpContext.Response.StatusCode = StatusCodes.Status303SeeOther;
            httpContext.Response.Headers.Location = address;
            return Task.CompletedTask;
        }
    }
}
