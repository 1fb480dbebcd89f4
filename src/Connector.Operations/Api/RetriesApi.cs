using Connector.Core.Engine.Watch;
using Connector.Core.Model.Messages;
using Connector.Operations.Access;

namespace Connector.Operations.Api;

/// <summary>Retrying many errors at once, for both hosts: begin, look, cancel. Looking moves it on. A store that cannot be read gives 503.</summary>
public sealed class RetriesApi(RetryOperations operations, TimeProvider clock, ILogger<RetriesApi> log)
{
    private const int MaxMinutes = 60 * 24 * 366;
    private const int MaxPerMinute = 10_000;
    private const int MaxIds = 500;
    private const string Expected = "{\"ids\": [\"...\"]}, {\"group\": \"...\"}, or {\"all\": true} with kind, code, order, olderThanMinutes";

    /// <summary>202 with the operation; 409 while another one runs.</summary>
    public Task<IResult> StartAsync(HttpRequest request) => SafeResponse.CreateAsync(request, log, async stop =>
    {
        var (wish, problem) = await JsonBody.ReadAsync(request, OperationsJson.Default.RetryWish, Expected, stop);
        if (wish is null || (problem ?? FindProblem(wish)) is { } wrong) return problem ?? FindProblem(wish ?? new RetryWish()) ?? Problems.Field("ids", "is required.");
        var before = wish.OlderThanMinutes is { } minutes ? clock.GetUtcNow().AddMinutes(-minutes) : (DateTimeOffset?)null;
        var selection = new RetrySelection(wish.Ids, wish.Group, wish.Kind, wish.Code, wish.Order, before, wish.PerMinute);
        var (begun, running) = await operations.StartAsync(selection, OperatorIdentity.Who(request.HttpContext, wish.By), stop);
        if (begun is null) return Problems.Create(StatusCodes.Status409Conflict, $"Retry {running!.Id} is under way ({running.Describe()}). Wait for it, or cancel it.");
        request.HttpContext.Response.Headers.Location = $"/api/retries/{begun.Id}";
        return Response.Json(RetryView.From(begun), StatusCodes.Status202Accepted);
    });

    /// <summary>The last ones, newest first.</summary>
    public Task<IResult> ListAsync(HttpRequest request) => SafeResponse.CreateAsync(request, log, async stop =>
        Response.Ok(new RetryList([.. (await operations.ListAsync(stop)).Select(RetryView.From)])));

    public Task<IResult> GetAsync(HttpRequest request, string id) => SafeResponse.CreateAsync(request, log, async stop =>
        await operations.AdvanceAsync(id, stop) is { } operation ? Response.Ok(RetryView.From(operation)) : None());

    public Task<IResult> CancelAsync(HttpRequest request, string id) => SafeResponse.CreateAsync(request, log, async stop =>
        await operations.CancelAsync(id, stop) is { } operation ? Response.Ok(RetryView.From(operation)) : None());

    private static ProblemResult None() => Problems.Create(StatusCodes.Status404NotFound, "There is no retry with this ID. The last ten are kept.");

    private static IResult? FindProblem(RetryWish wish) => wish switch
    {
        { OlderThanMinutes: < 0 or > MaxMinutes } => Problems.Field("olderThanMinutes", $"must be between 0 and {MaxMinutes}."),
        { PerMinute: < 1 or > MaxPerMinute } => Problems.Field("perMinute", $"must be between 1 and {MaxPerMinute}."),
        { Ids.Count: > MaxIds } => Problems.Field("ids", $"must have 1 to {MaxIds} entries."),
        { All: not true, Kind: not null } or { All: not true, Code: not null } or { All: not true, Order: not null } or { All: not true, OlderThanMinutes: not null } => Problems.Field("all", "is required with a filter."),
        _ => ErrorsApi.FindProblem(wish.All, wish.Ids, wish.Group)
    };
}

/// <summary>{"ids": [...]}, {"group": "..."}, or {"all": true} with a filter; how fast, and who it is.</summary>
internal sealed record RetryWish(
    IReadOnlyList<string>? Ids = null, string? Group = null, bool? All = null, FailureKind? Kind = null, string? Code = null, string? Order = null, int? OlderThanMinutes = null, int? PerMinute = null, string? By = null);

internal sealed record RetryList(IReadOnlyList<RetryView> Retries);

/// <param name="Text">How far it has come, in one sentence.</param>
/// <param name="PutBack">How many are on their queues again, or have been.</param>
/// <param name="UnderWay">Put back, and without an outcome yet.</param>
/// <param name="StillWaiting">Put back, and not due for long: their flow is paused, or the order waits for its time.</param>
/// <param name="Reasons">Why they failed again.</param>
internal sealed record RetryView(
    string Id, RetryState State, string Text, string? By, DateTimeOffset StartedAt, DateTimeOffset? EndedAt, int Total, int PutBack, int Succeeded, int FailedAgain, int UnderWay, int StillWaiting,
    IReadOnlyList<RetryReasonView> Reasons)
{
    public static RetryView From(RetryOperation operation) => new(
        operation.Id, operation.State, operation.Describe(), operation.By, operation.StartedAt, operation.EndedAt, operation.Total, operation.PutBack, operation.Succeeded, operation.FailedAgain,
        operation.InFlight.Count, operation.StillWaiting, [.. operation.Reasons.Select(static r => new RetryReasonView(r.Code, DisplayNames.Reason(r.Kind, r.Code), r.Count, r.Sample, r.Order, ErrorGuide.CureOf(r.Code)))]);
}

/// <param name="Cure">What to do about it; null for a code that is not ours.</param>
internal sealed record RetryReasonView(string Code, string Reason, int Count, string Sample, string? Order, string? Cure);
