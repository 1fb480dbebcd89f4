using Connector.Core.Engine.Watch;
using Connector.Core.Model.Orders;
using Connector.Core.Rules.Mapping;
using Connector.Operations.Access;

namespace Connector.Operations.Api;

/// <summary>Values that people set for fields of one order, for both hosts. A store that cannot be read gives 503.</summary>
public sealed class OverridesApi(OverrideDesk desk, OrderTraces traces, ILogger<OverridesApi> log)
{
    private const int MaxReason = 1000;
    private const string Expected = "{\"field\": \"shipTo.phone\", \"value\": \"...\", \"reason\": \"...\"}";

    /// <param name="number">Of the order, in any of the ways in which a history is found.</param>
    public Task<IResult> ListAsync(HttpRequest request, string number) => WithOrderAsync(request, number, async (trace, stop) =>
        Response.Ok(new OverrideList(trace.OrderId, trace.OrderNumber, [.. (await desk.ListAsync(trace.OrderId, stop)).Select(OverrideView.From)])));

    /// <summary>The value counts from the next time on that the order is sent, which is at once.</summary>
    public Task<IResult> SetAsync(HttpRequest request, string number) => ChangeAsync(request, number, async (trace, wish, field, who, stop) =>
    {
        if (OverridableFields.FindProblem(field, wish.Value ?? "") is { } wrong) return Problems.Field("value", $"{wrong}.");
        return Response.Ok(OverrideView.From(await desk.SetAsync(trace.OrderId, trace.OrderNumber, field, wish.Value!, Reason(wish), who, stop)));
    });

    /// <summary>What the shop and the rules say counts again.</summary>
    public Task<IResult> RemoveAsync(HttpRequest request, string number) => ChangeAsync(request, number, async (trace, wish, field, who, stop) =>
        await desk.RemoveAsync(trace.OrderId, trace.OrderNumber, field, Reason(wish), who, stop)
            ? Response.Ok(new OverrideRemoved(OverrideDesk.CamelCase(field)))
            : Problems.Create(StatusCodes.Status404NotFound, $"No value is set for {OverrideDesk.CamelCase(field)} of this order."));

    private Task<IResult> ChangeAsync(HttpRequest request, string number, Func<OrderTrace, OverrideWish, string, string, CancellationToken, Task<IResult>> change) => WithOrderAsync(request, number, async (trace, stop) =>
    {
        var (wish, problem) = await JsonBody.ReadAsync(request, OperationsJson.Default.OverrideWish, Expected, stop);
        if (wish is null || problem is not null) return problem ?? Problems.Field("field", "is required.");
        if (OverridableFields.Find(wish.Field ?? "") is not { } field) return Problems.Field("field", $"must be one of {string.Join(", ", OverridableFields.All.Select(OverrideDesk.CamelCase))}.");
        return await change(trace, wish, field, OperatorIdentity.Who(request.HttpContext, wish.By, OperatorIdentity.Unnamed), stop);
    });

    private Task<IResult> WithOrderAsync(HttpRequest request, string number, Func<OrderTrace, CancellationToken, Task<IResult>> response) => SafeResponse.CreateAsync(request, log, async stop =>
    {
        var (trace, problem) = await NamedOrder.FindAsync(traces, number, stop);
        return trace is null ? problem! : await response(trace, stop);
    });

    private static string? Reason(OverrideWish wish) => wish.Reason?.Trim() is { Length: > 0 } text ? text.Length <= MaxReason ? text : text[..MaxReason] : null;
}

/// <summary>{"field": "shipTo.phone", "value": "...", "reason": "..."}; to remove it without a value.</summary>
internal sealed record OverrideWish(string? Field, string? Value = null, string? Reason = null, string? By = null);

internal sealed record OverrideList(string OrderId, string? OrderNumber, IReadOnlyList<OverrideView> Overrides);

/// <param name="Value">In plain words; what is in the history is a hash where it names people.</param>
internal sealed record OverrideView(string Field, string Value, string By, DateTimeOffset At, string? Reason)
{
    public static OverrideView From(OrderOverride set) => new(OverrideDesk.CamelCase(set.Field), set.Value, set.By, set.At, set.Reason);
}

internal sealed record OverrideRemoved(string Field);
