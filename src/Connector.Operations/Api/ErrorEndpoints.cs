using Connector.Core.Engine.Watch;
using Connector.Core.Model.Messages;
using Connector.Core.Ports;

namespace Connector.Operations.Api;

/// <summary>The error queue: list, show, retry, dismiss.</summary>
internal static class ErrorEndpoints
{
    private const int MaxTake = 500;
    private const int DefaultTake = 100;
    private const int MaxMinutes = 60 * 24 * 366;
    private const int MaxText = JsonBody.MaxText;

    /// <summary>Oldest first. Query: kind, code, order (id or number), olderThanMinutes, take (1 to 500).</summary>
    public static async Task<IResult> ListAsync(HttpRequest request, IErrorQueue errors, TimeProvider clock, CancellationToken cancellationToken)
    {
        if (!QueryText.TryRead<FailureKind>(request, "kind", out var kind, out var problem)) return problem;
        var (code, order) = (QueryText.Read(request, "code"), QueryText.Read(request, "order"));
        if (code?.Length > MaxText) return Problems.Field("code", $"must have at most {MaxText} characters.");
        if (order?.Length > MaxText) return Problems.Field("order", $"must have at most {MaxText} characters.");
        if (!QueryNumber.TryRead(request, "olderThanMinutes", 0, MaxMinutes, 0, out var minutes, out problem)) return problem;
        if (!QueryNumber.TryRead(request, "take", 1, MaxTake, DefaultTake, out var take, out problem)) return problem;
        DateTimeOffset? before = minutes == 0 ? null : clock.GetUtcNow().AddMinutes(-minutes);
        // One more than asked for, to know whether there are more.
        var found = await errors.ListAsync(new ErrorFilter(kind, code, order, before, take + 1), cancellationToken);
        return Response.Ok(new ErrorList([.. found.Take(take).Select(ErrorView.From)], found.Count > take));
    }

    public static async Task<IResult> GetAsync(string id, IErrorQueue errors, CancellationToken cancellationToken)
    {
        if (id.Length > MaxText || await errors.GetAsync(id, cancellationToken) is not { } entry)
            return Problems.Create(StatusCodes.Status404NotFound, "There is no error with this ID. It may have been retried, dismissed or resolved.");
        return Response.Ok(ErrorDetail.From(entry));
    }

    public static async Task<IResult> RetryAsync(HttpRequest request, ErrorQueueService service, CancellationToken cancellationToken)
    {
        var (selection, problem) = await ReadAsync(request, cancellationToken);
        if (selection is null) return problem!;
        var done = selection.All is true ? await service.ReplayAllAsync(cancellationToken) : await service.ReplayAsync(selection.Ids!, cancellationToken);
        return Response.Ok(new Retried(done));
    }

    public static async Task<IResult> DismissAsync(HttpRequest request, ErrorQueueService service, CancellationToken cancellationToken)
    {
        var (selection, problem) = await ReadAsync(request, cancellationToken);
        if (selection is null) return problem!;
        var done = selection.All is true ? await service.DiscardAllAsync(cancellationToken) : await service.DiscardAsync(selection.Ids!, cancellationToken);
        return Response.Ok(new Dismissed(done));
    }

    /// <summary>{"ids": [...]} or {"all": true}.</summary>
    private static async Task<(ErrorSelection? Selection, IResult? Problem)> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var (selection, problem) = await JsonBody.ReadAsync(request, OperationsJson.Default.ErrorSelection, "{\"ids\": [\"...\"]} or {\"all\": true}", cancellationToken);
        problem ??= JsonBody.FindProblem(selection?.All, selection?.Ids, mayBeAll: true);
        return problem is null ? (selection, null) : (null, problem);
    }
}
