using Connector.Core.Engine.Watch;

namespace Connector.Operations.Api;

/// <summary>The history of one order.</summary>
internal static class TraceEndpoint
{
    private const int MaxWords = 256;

    /// <param name="number">Order number, shipping number, order id, order key, shipping order id or tracking number.</param>
    public static async Task<IResult> GetAsync(string number, OrderTraces traces, OverrideDesk overrides, TimeProvider clock, CancellationToken cancellationToken)
    {
        // The server leaves an encoded slash as it is, so that it cannot pass for one of the address.
        var words = number.Replace("%2F", "/", StringComparison.OrdinalIgnoreCase);
        if (words.Length > MaxWords) return Problems.Field("number", $"must have at most {MaxWords} characters.");
        return await traces.FindAsync(words, cancellationToken) is { } trace
            ? Response.Ok(OrderTraceView.From(trace, clock.GetUtcNow()) with { Overrides = [.. (await overrides.ListAsync(trace.OrderId, cancellationToken)).Select(OverrideView.From)] })
            : Problems.Create(StatusCodes.Status404NotFound, "No order found. Check the number, or look in commercetools.");
    }
}
