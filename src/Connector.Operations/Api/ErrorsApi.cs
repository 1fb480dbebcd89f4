using Connector.Core.Engine.Watch;
using Connector.Core.Model.Messages;
using Connector.Core.Ports;
using Connector.Operations.Access;
using Microsoft.Extensions.Options;

namespace Connector.Operations.Api;

/// <summary>The error queue of the operations API, for both hosts: list, groups, retry, dismiss, undo, snooze, note, assign. A store that cannot be read gives 503.</summary>
public sealed class ErrorsApi(
    IErrorQueue errors, IErrorCases cases, ErrorReview review, ErrorQueueService service, IOptions<OperationsOptions> options, TimeProvider clock, ILogger<ErrorsApi> log)
{
    private const int MaxTake = 500;
    private const int DefaultTake = 100;
    private const int MaxMinutes = 60 * 24 * 366;
    private const int MaxText = JsonBody.MaxText;
    private const int MaxNote = 1000;
    internal const string Gone = "There is no error with this ID. It may have been retried, dismissed or resolved.";

    /// <summary>Oldest first. Query: tab (open, snoozed, all), group, kind, code, order (id or number), olderThanMinutes, take (1 to 500).</summary>
    public Task<IResult> ListAsync(HttpRequest request) => ResponseAsync(request, async stop =>
    {
        if (!TryFilter(request, out var filter, out var tab, out var problem)) return problem!;
        if (!QueryNumber.TryRead(request, "take", 1, MaxTake, DefaultTake, out var take, out problem)) return problem;
        // One more than asked for, to know whether there are more.
        var found = await review.ListAsync(tab ?? ErrorTab.All, QueryText.Read(request, "group"), filter!, take + 1, stop);
        return Response.Ok(new ErrorList([.. found.Take(take).Select(f => ErrorView.From(f.Entry, f.Case, options.Value))], found.Count > take));
    });

    /// <summary>The largest group first. Query: tab, kind, code, order, olderThanMinutes.</summary>
    public Task<IResult> GroupsAsync(HttpRequest request) => ResponseAsync(request, async stop =>
    {
        if (!TryFilter(request, out var filter, out var tab, out var problem)) return problem!;
        var found = await review.GroupAsync(tab ?? ErrorTab.Open, filter!, stop);
        return Response.Ok(new ErrorGroupsView([.. found.Groups.Select(g => ErrorGroupView.From(g, options.Value))], found.Total, found.More));
    });

    /// <summary>Resolved and dismissed ones, closed last first. Query: take (1 to 500), after.</summary>
    public Task<IResult> ClosedAsync(HttpRequest request) => ResponseAsync(request, async stop =>
    {
        if (!LabelQuery.TryTexts(request, out var problem, "after") || !QueryNumber.TryRead(request, "take", 1, MaxTake, DefaultTake, out var take, out problem)) return problem;
        var page = await cases.ListClosedAsync(QueryText.Read(request, "after"), take, stop);
        return Response.Ok(new ClosedErrors([.. page.Cases.Select(c => ClosedErrorView.From(c, options.Value))], page.Next));
    });

    public Task<IResult> GetAsync(HttpRequest request, string id) => ResponseAsync(request, async stop =>
    {
        if (id.Length > MaxText || await errors.GetAsync(id, stop) is not { } entry) return Problems.Create(StatusCodes.Status404NotFound, Gone);
        return Response.Ok(ErrorDetail.From(entry, (await ErrorCases.ListAsync(cases, [entry], stop))[0], options.Value));
    });

    public Task<IResult> RetryAsync(HttpRequest request) => ResponseAsync(request, async stop =>
    {
        var (selection, problem) = await ReadSelectionAsync(request, stop);
        if (selection is null) return problem!;
        var who = OperatorIdentity.Who(request.HttpContext, selection.By);
        return Response.Ok(new Retried(selection.All is true ? await service.ReplayAllAsync(stop, who) : await service.ReplayAsync(await IdsAsync(selection.Ids, selection.Group, stop), stop, who)));
    });

    public Task<IResult> DismissAsync(HttpRequest request) => ResponseAsync(request, async stop =>
    {
        var (selection, problem) = await ReadSelectionAsync(request, stop);
        if (selection is null) return problem!;
        var (who, reason) = (OperatorIdentity.Who(request.HttpContext, selection.By), TextOf(selection.Reason));
        return Response.Ok(new Dismissed(
            selection.All is true ? await service.DiscardAllAsync(stop, reason, who) : await service.DiscardAsync(await IdsAsync(selection.Ids, selection.Group, stop), stop, reason, who)));
    });

    /// <summary>Puts dismissed messages back on their queues.</summary>
    public Task<IResult> UndoAsync(HttpRequest request) => ResponseAsync(request, async stop =>
    {
        var (wish, problem) = await JsonBody.ReadAsync(request, OperationsJson.Default.UndoWish, "{\"keys\": [\"...\"]}", stop);
        if (wish is null || problem is not null) return problem ?? Problems.Field("keys", "is required.");
        if (wish.Keys is not { Count: > 0 and <= MaxTake } || wish.Keys.Any(static key => string.IsNullOrEmpty(key) || key.Length > MaxText)) return Problems.Field("keys", $"must be 1 to {MaxTake} keys of closed errors.");
        return Response.Ok(new ErrorsChanged(await service.UndoAsync([.. wish.Keys!], OperatorIdentity.Who(request.HttpContext, wish.By), stop)));
    });

    /// <summary>{"ids": [...], "until": "..."}; without an instant they are open again.</summary>
    public Task<IResult> SnoozeAsync(HttpRequest request) => ChangeAsync(request, (ids, wish, who, stop) => service.SnoozeAsync(ids, wish.Until, who, stop));
    public Task<IResult> NoteAsync(HttpRequest request) => ChangeAsync(request, (ids, wish, who, stop) => service.NoteAsync(ids, TextOf(wish.Note), who, stop));
    public Task<IResult> AssignAsync(HttpRequest request) => ChangeAsync(request, (ids, wish, who, stop) => service.AssignAsync(ids, WhoOf(wish.To), who, stop));

    private Task<IResult> ChangeAsync(HttpRequest request, Func<IReadOnlyCollection<string>, ErrorWish, string?, CancellationToken, Task<int>> change) => ResponseAsync(request, async stop =>
    {
        var (wish, problem) = await JsonBody.ReadAsync(request, OperationsJson.Default.ErrorWish, "{\"ids\": [\"...\"]} or {\"group\": \"...\"}", stop);
        if (wish is null || problem is not null) return problem ?? Problems.Field("ids", "is required.");
        if (FindProblem(null, wish.Ids, wish.Group) is { } none) return none;
        return Response.Ok(new ErrorsChanged(await change(await IdsAsync(wish.Ids, wish.Group, stop), wish, OperatorIdentity.Who(request.HttpContext, wish.By), stop)));
    });

    private static async Task<(ErrorSelection? Selection, IResult? Problem)> ReadSelectionAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var (selection, problem) = await JsonBody.ReadAsync(request, OperationsJson.Default.ErrorSelection, "{\"ids\": [\"...\"]}, {\"group\": \"...\"} or {\"all\": true}", cancellationToken);
        problem ??= FindProblem(selection?.All, selection?.Ids, selection?.Group);
        return problem is null ? (selection, null) : (null, problem);
    }

    internal static IResult? FindProblem(bool? all, IReadOnlyList<string>? ids, string? group) => group switch
    {
        null => JsonBody.FindProblem(all, ids, mayBeAll: true),
        "" or { Length: > MaxText } => Problems.Field("group", $"must have 1 to {MaxText} characters."),
        _ when all is true || ids is not null => Problems.Field("group", "cannot be combined with ids or all."),
        _ => null
    };

    private async Task<IReadOnlyCollection<string>> IdsAsync(IReadOnlyList<string>? ids, string? group, CancellationToken cancellationToken) =>
        ids ?? [.. (await review.ListAsync(ErrorTab.All, group, new ErrorFilter(), ErrorReview.Most, cancellationToken)).Select(static f => f.Entry.Id)];

    private bool TryFilter(HttpRequest request, out ErrorFilter? filter, out ErrorTab? tab, out IResult? problem)
    {
        (filter, tab) = (null, null);
        if (!QueryText.TryRead<FailureKind>(request, "kind", out var kind, out problem) || !QueryText.TryRead(request, "tab", out tab, out problem)) return false;
        if (!LabelQuery.TryTexts(request, out problem, "code", "order", "group")) return false;
        if (!QueryNumber.TryRead(request, "olderThanMinutes", 0, MaxMinutes, 0, out var minutes, out problem)) return false;
        filter = new ErrorFilter(kind, QueryText.Read(request, "code"), QueryText.Read(request, "order"), minutes == 0 ? null : clock.GetUtcNow().AddMinutes(-minutes));
        return true;
    }

    /// <summary>One line of at most 64 characters; null for nobody.</summary>
    private static string? WhoOf(string? name) => LabelQuery.Who(name, "") is { Length: > 0 } who ? who : null;

    private static string? TextOf(string? text) => text?.Trim() is not { Length: > 0 } words ? null : words.Length <= MaxNote ? words : words[..MaxNote];

    private Task<IResult> ResponseAsync(HttpRequest request, Func<CancellationToken, Task<IResult>> response) => SafeResponse.CreateAsync(request, log, response);
}
