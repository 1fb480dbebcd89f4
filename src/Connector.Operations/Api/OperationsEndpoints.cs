using Connector.Core.Flows.Reconcile;
using Connector.Core.Model.Messages;
using Connector.Core.Ports;
using Connector.Operations.Access;
using Connector.Operations.Description;
using Microsoft.AspNetCore.Mvc;

namespace Connector.Operations.Api;

/// <summary>The operations API: what the page and the command line call. Every route is for operators only (<see cref="OperatorsOnly"/>).</summary>
internal static class OperationsEndpoints
{
    private const int MaxRuns = 200;
    private const int DefaultRuns = 20;

    /// <summary>How the runs of reconciliation begin in the journal.</summary>
    private const string ReconciliationWord = ReconciliationRun.RunWord;

    public static IEndpointRouteBuilder MapOperations(this IEndpointRouteBuilder routes)
    {
        var api = routes.MapGroup("/api").AddEndpointFilter<OperatorsOnly>().AddEndpointFilter<StoreFailures>().DescribedByCatalog();
        api.MapGet("/openapi.json", static (HttpRequest request, DescriptionApi description) => description.ReadAsync(request));
        api.MapGet("/plan", static (HttpRequest request, PlanApi plan) => plan.ReadAsync(request));
        api.MapGet("/session", static (HttpRequest request, SignInApi session) => session.SessionAsync(request));
        api.MapGet("/orders", static (HttpRequest request, OrdersApi orders) => orders.ListAsync(request));
        api.MapGet("/orders/{number}/trace", TraceEndpoint.GetAsync);
        api.MapGet("/orders/{number}/evidence", static (HttpRequest request, PrivacyApi privacy, string number) => privacy.EvidenceAsync(request, number));
        api.MapPost("/erase", static (HttpRequest request, PrivacyApi privacy) => privacy.EraseAsync(request));
        api.MapGet("/errors", static (HttpRequest request, ErrorsApi errors) => errors.ListAsync(request));
        api.MapGet("/errors/groups", static (HttpRequest request, ErrorsApi errors) => errors.GroupsAsync(request));
        api.MapGet("/errors/closed", static (HttpRequest request, ErrorsApi errors) => errors.ClosedAsync(request));
        api.MapGet("/errors/{id}/preview", static (HttpRequest request, OrderPreviewApi preview, string id) => preview.ErrorAsync(request, id));
        api.MapGet("/orders/{number}/preview", static (HttpRequest request, OrderPreviewApi preview, string number) => preview.OrderAsync(request, number));
        api.MapGet("/orders/{number}/overrides", static (HttpRequest request, OverridesApi overrides, string number) => overrides.ListAsync(request, number));
        api.MapPost("/orders/{number}/overrides", static (HttpRequest request, OverridesApi overrides, string number) => overrides.SetAsync(request, number));
        api.MapPost("/orders/{number}/overrides/remove", static (HttpRequest request, OverridesApi overrides, string number) => overrides.RemoveAsync(request, number));
        api.MapGet("/retries", static (HttpRequest request, RetriesApi retries) => retries.ListAsync(request));
        api.MapPost("/retries", static (HttpRequest request, RetriesApi retries) => retries.StartAsync(request));
        api.MapGet("/retries/{id}", static (HttpRequest request, RetriesApi retries, string id) => retries.GetAsync(request, id));
        api.MapPost("/retries/{id}/cancel", static (HttpRequest request, RetriesApi retries, string id) => retries.CancelAsync(request, id));
        api.MapGet("/errors/{id}", static (HttpRequest request, ErrorsApi errors, string id) => errors.GetAsync(request, id));
        api.MapPost("/errors/retry", static (HttpRequest request, ErrorsApi errors) => errors.RetryAsync(request));
        api.MapPost("/errors/dismiss", static (HttpRequest request, ErrorsApi errors) => errors.DismissAsync(request));
        api.MapPost("/errors/undo", static (HttpRequest request, ErrorsApi errors) => errors.UndoAsync(request));
        api.MapPost("/errors/snooze", static (HttpRequest request, ErrorsApi errors) => errors.SnoozeAsync(request));
        api.MapPost("/errors/note", static (HttpRequest request, ErrorsApi errors) => errors.NoteAsync(request));
        api.MapPost("/errors/assign", static (HttpRequest request, ErrorsApi errors) => errors.AssignAsync(request));
        // The names before; kept for scripts that call them.
        api.MapPost("/errors/replay", static (HttpRequest request, ErrorsApi errors) => errors.RetryAsync(request));
        api.MapPost("/errors/discard", static (HttpRequest request, ErrorsApi errors) => errors.DismissAsync(request));
        api.MapGet("/calls", static (HttpRequest request, CallsApi calls) => calls.ListAsync(request));
        api.MapGet("/runs", RunsAsync);
        api.MapGet("/reconciliation", ReconciliationAsync);
        api.MapGet("/health", HealthAsync);
        api.MapPost("/reconciliation", static (HttpRequest request, ReconciliationApi reconciliation) => reconciliation.RunAsync(request));
        api.MapPost("/flows/{name}/drain", FlowEndpoints.DrainAsync);
        api.MapPost("/flows/{name}/rewind", FlowEndpoints.RewindAsync);
        api.MapPost("/flows/{name}/pause", FlowEndpoints.PauseAsync);
        api.MapPost("/flows/{name}/resume", FlowEndpoints.ResumeAsync);
        api.MapGet("/labels", static (HttpRequest request, LabelsApi labels) => labels.ListAsync(request));
        api.MapGet("/labels/show", static (HttpRequest request, LabelsApi labels) => labels.ShowAsync(request));
        api.MapGet("/labels/spending", static (HttpRequest request, LabelsApi labels) => labels.SpendingAsync(request));
        api.MapGet("/labels/report", static (HttpRequest request, LabelsApi labels) => labels.ReportAsync(request));
        api.MapGet("/labels/preview", static (HttpRequest request, LabelPreviewApi preview) => preview.GetAsync(request));
        api.MapGet("/labels/document", static (HttpRequest request, LabelDocumentsApi documents) => documents.GetAsync(request));
        api.MapGet("/labels/documents", static (HttpRequest request, LabelDocumentsApi documents) => documents.MergeAsync(request));
        api.MapPost("/labels/approve", static (HttpRequest request, LabelsApi labels) => labels.ApproveAsync(request));
        api.MapPost("/labels/dismiss", static (HttpRequest request, LabelsApi labels) => labels.DismissAsync(request));
        api.MapPost("/labels/void", static (HttpRequest request, LabelsApi labels) => labels.VoidAsync(request));
        api.MapPost("/labels/release", static (HttpRequest request, LabelsApi labels) => labels.ReleaseAsync(request));
        api.MapPost("/labels/another", static (HttpRequest request, LabelsApi labels) => labels.AskForAnotherAsync(request));
        api.MapPost("/labels/pause", static (HttpRequest request, LabelsApi labels) => labels.PauseAsync(request));
        return routes.MapSignIn();
    }

    /// <summary>The sign-in form is for those who are not let in yet.</summary>
    private static IEndpointRouteBuilder MapSignIn(this IEndpointRouteBuilder routes)
    {
        routes.MapGet(OperatorAccess.SignInPath, static (HttpContext http, SignInApi api) => api.Form(http));
        routes.MapPost(OperatorAccess.SignInPath, static (HttpContext http, SignInApi api) => api.SignInAsync(http));
        routes.MapGet("/ops/" + SignInHtml.Style, static (HttpContext http, SignInApi api) => api.Style(http));
        routes.MapPost("/ops/sign-out", static (HttpContext http, SignInApi api) => api.SignOutAsync(http));
        return routes;
    }

    internal static async Task<IResult> RunsAsync(HttpRequest request, IJournal journal, CancellationToken cancellationToken)
    {
        if (!QueryNumber.TryRead(request, "take", 1, MaxRuns, DefaultRuns, out var take, out var problem)) return problem;
        return Response.Ok(Runs(await journal.ListRunsAsync(take, cancellationToken)));
    }

    /// <summary>The last runs of reconciliation, newest first; empty before the first.</summary>
    internal static async Task<IResult> ReconciliationAsync(IJournal journal, CancellationToken cancellationToken)
    {
        var runs = await journal.ListRunsAsync(MaxRuns, cancellationToken);
        return Response.Ok(Runs([.. runs.Where(r => r.Text.StartsWith(ReconciliationWord, StringComparison.OrdinalIgnoreCase)).Take(DefaultRuns)]));
    }

    private static RunList Runs(IReadOnlyList<JournalEntry> entries) =>
        new([.. entries.Select(static e => new RunView(e.At, e.Text, e.Code, e.CorrelationId))]);

    /// <summary>503 unless everything runs, so that a monitor only needs the status.</summary>
    internal static async Task<IResult> HealthAsync(HealthReader health, [FromServices] RulesStatus? rules, CancellationToken cancellationToken)
    {
        var view = (await health.ReadAsync(cancellationToken)).With(rules);
        return Response.Json(view, view.Status == HealthStatus.Running ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);
    }
}
