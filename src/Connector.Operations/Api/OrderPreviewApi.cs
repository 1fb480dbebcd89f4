using Connector.Core.Flows.Plan;
using Connector.Core.Model.Messages;
using Connector.Core.Ports;

namespace Connector.Operations.Api;

/// <summary>What a retry would send: both sides are read, and nothing is changed.</summary>
public sealed class OrderPreviewApi(OrderPlanRun plan, IErrorQueue errors, ILogger<OrderPreviewApi> log)
{
    private const int MaxId = 256;

    /// <summary>Of an order, by the merchant's number or the shop's id.</summary>
    public Task<IResult> OrderAsync(HttpRequest request, string number) => SafeResponse.CreateAsync(request, log, async stop => NamedOrder.TryRead(number, out var words, out var problem) ? await PlanAsync(words, stop) : problem);

    /// <summary>Of the order of an error.</summary>
    public Task<IResult> ErrorAsync(HttpRequest request, string id) => SafeResponse.CreateAsync(request, log, async stop =>
        id.Length > MaxId || await errors.GetAsync(id, stop) is not { } entry ? Problems.Create(StatusCodes.Status404NotFound, ErrorsApi.Gone)
        : entry.Info.OrderId is { } order ? await PlanAsync(order, stop)
        : Problems.Create(StatusCodes.Status409Conflict, "This error is about no order: a retry reads what it names again."));

    private async Task<IResult> PlanAsync(string order, CancellationToken cancellationToken)
    {
        try
        {
            return (await plan.RunAsync(new PlanScope(order, null), null, cancellationToken))?.Orders is [var preview, ..]
                ? Response.Ok(preview)
                : Problems.Create(StatusCodes.Status404NotFound, "No such order in commercetools.");
        }
        catch (ConnectorException e) when (e.Kind is not (FailureKind.Unknown or FailureKind.Unmappable))
        {
            return Problems.Create(StatusCodes.Status502BadGateway, $"A side could not be asked: {e.Message}");
        }
    }
}
