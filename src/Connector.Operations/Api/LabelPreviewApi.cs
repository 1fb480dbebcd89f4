using Connector.Core.Flows.Labels;

namespace Connector.Operations.Api;

/// <summary>The dry run of labels over the API: buys nothing and writes nothing.</summary>
public sealed class LabelPreviewApi(LabelPreviewRun run, TimeProvider clock, ILogger<LabelPreviewApi> log)
{
    private const int MaxDays = 7;

    /// <summary>Query: from, to (default: the last 24 hours; at most seven days).</summary>
    public Task<IResult> GetAsync(HttpRequest request) => SafeResponse.CreateAsync(request, log, async stop =>
    {
        var now = clock.GetUtcNow();
        if (!LabelQuery.TryInstant(request, "to", now, out var to, out var problem) || !LabelQuery.TryInstant(request, "from", to!.Value.AddDays(-1), out var from, out problem)) return problem;
        if (from >= to || to - from > TimeSpan.FromDays(MaxDays)) return Problems.Field("from", $"must be before to, by at most {MaxDays} days.");
        return Response.Ok(await run.RunAsync(from!.Value, to!.Value, null, stop));
    });
}
