using System.Text.Json;
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
    private const int MaxText = 256;
    private const int MaxBody = 64 * 1024;
    private const int MaxIds = 1000;

    /// <summary>Oldest first. Query: kind, code, order (id or number), olderThanMinutes, take (1 to 500).</summary>
    public static async Task<IResult> ListAsync(HttpRequest request, IErrorQueue errors, TimeProvider clock, CancellationToken cancellationToken)
    {
        FailureKind? kind = null;
        if (Text(request, "kind") is { } kindText)
        {
            if (!Enum.TryParse<FailureKind>(kindText, ignoreCase: true, out var parsed) || !Enum.IsDefined(parsed) || char.IsAsciiDigit(kindText[0]))
                return Problems.Field("kind", $"must be one of {string.Join(", ", Enum.GetNames<FailureKind>())}.");
            kind = parsed;
        }
        var (code, order) = (Text(request, "code"), Text(request, "order"));
        if (code?.Length > MaxText) return Problems.Field("code", $"must have at most {MaxText} characters.");
        if (order?.Length > MaxText) return Problems.Field("order", $"must have at most {MaxText} characters.");
        if (!QueryNumber.TryRead(request, "olderThanMinutes", 0, MaxMinutes, 0, out var minutes, out var problem)) return problem;
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

    /// <summary>{"ids": [...]} or {"all": true}. An unknown member is refused: a misspelt filter next to "all" must not mean everything.</summary>
    private static async Task<(ErrorSelection? Selection, IResult? Problem)> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (!request.HasJsonContentType()) return (null, Problems.Create(StatusCodes.Status415UnsupportedMediaType, "The body must be application/json."));
        if (await BoundedBody.ReadAsync(request, MaxBody, cancellationToken) is not { } body)
            return (null, Problems.Create(StatusCodes.Status413PayloadTooLarge, $"The body must have at most {MaxBody} bytes."));
        ErrorSelection? selection;
        try
        {
            selection = JsonSerializer.Deserialize(body, OperationsJson.Default.ErrorSelection);
        }
        catch (JsonException e)
        {
            return (null, Problems.Field(e.Path is { Length: > 2 } path ? path[2..] : "body", "cannot be read; expected is {\"ids\": [\"...\"]} or {\"all\": true}."));
        }
        return selection switch
        {
            { All: true, Ids: null } => (selection, null),
            { All: true } => (null, Problems.Field("all", "cannot be combined with ids.")),
            { Ids: null } or null => (null, Problems.Field("ids", "is required, or \"all\": true.")),
            { Ids.Count: 0 or > MaxIds } => (null, Problems.Field("ids", $"must have 1 to {MaxIds} entries.")),
            _ when selection.Ids.Any(static id => string.IsNullOrEmpty(id) || id.Length > MaxText) => (null, Problems.Field("ids", $"must each have 1 to {MaxText} characters.")),
            _ => (selection, null)
        };
    }

    private static string? Text(HttpRequest request, string name) => request.Query[name].ToString() is { Length: > 0 } text ? text : null;
}
