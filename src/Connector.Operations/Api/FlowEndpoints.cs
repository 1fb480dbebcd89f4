using Connector.Core.Engine.Watch;
using Connector.Core.Model.Messages;
using Connector.Operations.Access;
using Microsoft.AspNetCore.Http;

namespace Connector.Operations.Api;

/// <summary>Pausing and resuming a flow: a queue, or the part of it that needs one account ("orders:eu").</summary>
internal static class FlowEndpoints
{
    /// <summary>Body: {"by": "ada"}, optional. Lasts until somebody resumes it.</summary>
    public static async Task<IResult> PauseAsync(HttpRequest request, string name, FlowDesk desk, CancellationToken cancellationToken)
    {
        var (who, problem) = await ReadAsync(request, cancellationToken);
        if (who is null) return problem!;
        if (!desk.IsFlow(name)) return NoFlow();
        await desk.PauseAsync(name, who, cancellationToken);
        return Response.Ok(new Paused(name));
    }

    /// <summary>Resumes the flow and, of a whole queue, each account of it that is paused; the response lists them.</summary>
    public static async Task<IResult> ResumeAsync(HttpRequest request, string name, FlowDesk desk, CancellationToken cancellationToken)
    {
        var (who, problem) = await ReadAsync(request, cancellationToken);
        if (who is null) return problem!;
        if (!desk.IsFlow(name)) return NoFlow();
        return Response.Ok(Resumed.From(name, await desk.ResumeAsync(name, who, cancellationToken)));
    }

    /// <summary>Takes in nothing new; what is queued is finished. Lasts until somebody resumes the flow.</summary>
    public static async Task<IResult> DrainAsync(HttpRequest request, string name, FlowDesk desk, CancellationToken cancellationToken) =>
        desk.IsFlow(FlowNames.CreateDrain(name)) ? await PauseAsync(request, FlowNames.CreateDrain(name), desk, cancellationToken) : NoFlow();

    /// <summary>Body: {"to": "2026-11-27T15:00:00Z", "by": "ada"}. What came since is read once more.</summary>
    public static async Task<IResult> RewindAsync(HttpRequest request, string name, FlowRewind rewind, TimeProvider clock, CancellationToken cancellationToken)
    {
        var (wish, problem) = await JsonBody.ReadAsync(request, OperationsJson.Default.RewindWish, "{\"to\": \"2026-11-27T15:00:00Z\"}", cancellationToken);
        if (wish is null || problem is not null) return problem ?? Problems.Field("to", "is required.");
        if (wish.To is not { } to || to > clock.GetUtcNow()) return Problems.Field("to", "must be an instant that is over.");
        if (rewind.Find(name).Count == 0) return Problems.Create(StatusCodes.Status404NotFound, $"There is no such position. Use {Rewound.Allowed}.");
        return Response.Ok(new Rewound(name, await rewind.RewindAsync(name, to.ToUniversalTime(), OperatorIdentity.Who(request.HttpContext, wish.By, OperatorIdentity.Unnamed), cancellationToken)));
    }

    /// <summary>Pages and scripts may send no body.</summary>
    private static async Task<(string? Who, IResult? Problem)> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (!request.HasJsonContentType()) return (OperatorIdentity.Who(request.HttpContext, null, OperatorIdentity.Unnamed), null);
        var (wish, problem) = await LabelQuery.ReadPauseAsync(request, cancellationToken);
        return wish is null ? (null, problem) : (OperatorIdentity.Who(request.HttpContext, wish.By, OperatorIdentity.Unnamed), null);
    }

    private static ProblemResult NoFlow() => Problems.Create(
        StatusCodes.Status404NotFound,
        $"There is no flow of this name. Use one of {string.Join(", ", QueueNames.All)}, or one of them with a configured account, as in {QueueNames.Orders}:eu.");
}

internal sealed record RewindWish(DateTimeOffset? To, string? By = null);

/// <param name="Cursors">Those that were moved back.</param>
internal sealed record Rewound(string Flow, IReadOnlyList<RewoundCursor> Cursors)
{
    public const string Allowed = "orders (read from the shop), shipments (read from ShipStation), or shipments with an account, as in shipments:eu";
}
