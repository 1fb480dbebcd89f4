using Connector.Core.Engine.Watch;
using Connector.Core.Model.Messages;
using Connector.Operations.Access;
using Connector.Operations.Api;
using Connector.Operations.Page.Views;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Connector.Operations.Page;

/// <summary>The page of the operators, for both hosts: which view an address shows, and which form an address takes. Rendered here; usable without any script.</summary>
public sealed class OpsSite
{
    /// <summary>Style and script of our own only, forms to ourselves only, and no text that could turn into markup: what the page shows comes from outside.</summary>
    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src data:; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'";

    private const string OwnName = "name";
    private readonly Dictionary<string, IPageView> _views;
    private readonly Dictionary<string, IPageForm> _forms;
    private readonly OperatorAccess _access;
    private readonly IAntiforgery _forgery;
    private readonly HealthReader _health;
    private readonly OrderStatistics _statistics;
    private readonly TimeProvider _clock;
    private readonly ILogger _log;

    internal OpsSite(
        IEnumerable<IPageView> views, IEnumerable<IPageForm> forms, OperatorAccess access, IAntiforgery forgery, HealthReader health, OrderStatistics statistics, TimeProvider clock, ILogger<OpsSite> log)
    {
        _views = views.ToDictionary(static v => v.Path, StringComparer.Ordinal);
        _forms = forms.ToDictionary(static f => f.Path, StringComparer.Ordinal);
        (_access, _forgery, _health, _statistics, _clock, _log) = (access, forgery, health, statistics, clock, log);
    }

    /// <param name="path">Below /ops.</param>
    public Task<IResult> GetAsync(HttpRequest request, string? path) => RespondAsync(request, async stop =>
    {
        var name = (path ?? "").Trim('/');
        // They hold nothing, and the sign-in form may want them.
        if (PageFiles.Find(name) is { } file) return _access.RefuseSender(request.HttpContext) ?? file;
        if (await _access.RefuseAsync(request.HttpContext) is { } refused) return await ShowRefusalAsync(request, refused);
        var asked = new PageRequest(request, new PageClock(_clock.GetUtcNow(), _statistics.Zone));
        var content = _views.TryGetValue(name, out var view) ? await view.ReadAsync(asked, stop) : MessageView.NotFound();
        return content.Other ?? await ShowAsync(request, content, asked.Clock, stop);
    });

    /// <param name="path">Below /ops.</param>
    public Task<IResult> PostAsync(HttpRequest request, string? path) => RespondAsync(request, async stop =>
    {
        var name = (path ?? "").Trim('/');
        if (!PageForm.IsOne(request)) return await ShowOutsideAsync(request, MessageView.Create("Not done", "The form could not be read. Nothing was changed.", StatusCodes.Status415UnsupportedMediaType));
        if (await _access.RefuseAsync(request.HttpContext, mayView: name == OwnName) is { } refused) return await ShowRefusalAsync(request, refused);
        var fields = await PageForm.ReadAsync(request, stop);
        if (name == OwnName)
        {
            CallerName.Keep(request.HttpContext, fields.Text("name") ?? "");
            return Response.SeeOther(request.HttpContext, PageResults.Address(fields.Back, OwnName, 1));
        }
        if (!_forms.TryGetValue(name, out var form)) return await ShowOutsideAsync(request, MessageView.Create("Not done", "There is no such form.", StatusCodes.Status404NotFound));
        return Response.SeeOther(request.HttpContext, await form.SubmitAsync(fields, CallerName.Read(request.HttpContext), stop));
    });

    private async Task<IResult> ShowAsync(HttpRequest request, PageContent content, PageClock clock, CancellationToken cancellationToken)
    {
        var http = request.HttpContext;
        var health = (await _health.ReadAsync(cancellationToken)).With(http.RequestServices.GetService<RulesStatus>());
        var who = OperatorIdentity.From(http);
        var tokens = FormTokens.Create(_forgery, http);
        var frame = new PageFrame(
            clock, new PageCaller(CallerName.Read(http), who?.MayChange is true, who is { IsSignedIn: true }, who?.Key is not null), (tokens.FormFieldName, tokens.RequestToken ?? ""), health, health.Errors,
            PageResults.Read(request), request.Path + request.QueryString, request.Query["q"].ToString());
        return Html(await PageRenderer.RenderAsync(content, frame, http), content.Status);
    }

    /// <summary>What is refused for people is a sentence; the sign-in and what is not there stay as they are.</summary>
    private async Task<IResult> ShowRefusalAsync(HttpRequest request, IResult refused) => refused is ProblemResult { StatusCode: not StatusCodes.Status404NotFound } problem
        ? await ShowOutsideAsync(request, MessageView.Create("Not done", $"{problem.Text} Nothing was changed.", problem.StatusCode))
        : refused;

    /// <summary>Without anything that only operators may see.</summary>
    private async Task<IResult> ShowOutsideAsync(HttpRequest request, PageContent content)
    {
        var frame = new PageFrame(new PageClock(_clock.GetUtcNow(), _statistics.Zone), new PageCaller(null, false, false, false), ("", ""), null, 0, null, PageAddress.Root, "");
        return Html(await PageRenderer.RenderAsync(content, frame, request.HttpContext), content.Status);
    }

    private async Task<IResult> RespondAsync(HttpRequest request, Func<CancellationToken, Task<IResult>> respond)
    {
        SetHeaders(request.HttpContext.Response);
        try
        {
            return await respond(request.HttpContext.RequestAborted);
        }
        catch (Exception e) when (StoreFailure.IsOne(e, request.HttpContext))
        {
            _ = StoreFailure.Report(_log, e, $"{request.Method} {request.Path}");
            return await ShowOutsideAsync(
                request, MessageView.Create("Not read", "The connector's own store did not respond. Load the page again in a moment; the reason is in the log.", StatusCodes.Status503ServiceUnavailable));
        }
    }

    private static ContentHttpResult Html(string html, int status) => TypedResults.Content(html, "text/html; charset=utf-8", null, status);

    private static void SetHeaders(HttpResponse response)
    {
        ResponseHeaders.Set(response);
        response.Headers.ContentSecurityPolicy = Policy;
        // With no-referrer a browser does not say where a form comes from.
        response.Headers["Referrer-Policy"] = "same-origin";
        response.Headers["Cross-Origin-Opener-Policy"] = "same-origin";
    }
}
