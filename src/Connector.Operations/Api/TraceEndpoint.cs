using Connector.Core.Engine.Watch;

namespace Connector.Operations.Api;

/// <summary>The history of one order.</summary>
internal static class TraceEndpoint
{
    /// <param name="number">Order number, shipping number, order id, order key, shipping order id or tracking number.</param>
    public static async Task<IResult> GetAsync(string number, OrderTraces traces, OverrideDesk overrides, TimeProvider clock, CancellationToken cancellationToken)
    {
        var (trace, problem) = await NamedOrder.FindAsync(traces, number, cancellationToken);
        if (trace is null) return problem!;
        return Response.Ok(OrderTraceView.From(trace, clock.GetUtcNow()) with { Overrides = [.. (await overrides.ListAsync(trace.OrderId, cancellationToken)).Select(OverrideView.From)] });
    }
}
