using Connector.Core.Engine.Watch;
using Connector.Core.Model.Messages;
using Connector.Operations.Access;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Connector.Operations.Api;

/// <summary>Pausing and resuming a flow: a queue, or the part of it that needs one account ("orders:eu").</summary>
internal static class FlowEndpoints
{
    private const string Otherwise = "an operator";

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

    /// <summary>Pages and scripts may send no body.</summary>
    private static async Task<(string? Who, IResult? Problem)> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (!request.HasJsonContentType()) return (OperatorIdentity.Who(request.HttpContext, null, Otherwise), null);
        var (wish, problem) = await LabelQuery.ReadPauseAsync(request, cancellationToken);
        return wish is null ? (null, problem) : (OperatorIdentity.Who(request.HttpContext, wish.By, Otherwise), null);
    }

    private static ProblemHttpResult NoFlow() => Problems.Create(
        StatusCodes.Status404NotFound,
        $"There is no flow of this name. Use one of {string.Join(", ", QueueNames.All)}, or one of them with a configured account, as in {QueueNames.Orders}:eu.");
}
