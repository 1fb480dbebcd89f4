using Connector.Core.Flows.Plan;
using Connector.Core.Model.Messages;
using Connector.Core.Ports;

namespace Connector.Operations.Api;

/// <summary>What the next sync would change, for the command line of another machine: both sides are read, and nothing is changed.</summary>
public sealed class PlanApi(OrderPlanRun plan, RuleChangeRun changes, IJournal journal, ILogger<PlanApi> log)
{
    /// <summary>Query: order (number or id), or since.</summary>
    public Task<IResult> ReadAsync(HttpRequest request) => SafeResponse.CreateAsync(request, log, async stop =>
    {
        if (!LabelQuery.TryTexts(request, out var problem, "order") || !LabelQuery.TryInstant(request, "since", null, out var since, out problem)) return problem;
        var order = QueryText.Read(request, "order");
        if (order is not null && since is not null) return Problems.Field("since", "cannot be combined with order.");
        try
        {
            return await PlanView.ReadAsync(plan, changes, new PlanScope(order, since), null, stop) is { } view ? Response.Ok(view) : Problems.Create(StatusCodes.Status404NotFound, "No such order in commercetools.");
        }
        catch (ConnectorException e) when (e.Kind is not (FailureKind.Unknown or FailureKind.Unmappable))
        {
            return Problems.Create(StatusCodes.Status502BadGateway, $"A side could not be asked: {e.Message}");
        }
        finally
        {
            await journal.FlushAsync(CancellationToken.None);
        }
    });
}

/// <summary>The document of `plan --json`, and of the API.</summary>
/// <param name="From">Since when orders changed that are in it; null for one order.</param>
/// <param name="AlreadySent">Unchanged since they were sent.</param>
/// <param name="Failed">Failed in their present version.</param>
/// <param name="Queued">Waiting to be sent already.</param>
/// <param name="Counts">The number of orders for each action.</param>
/// <param name="RulesChanged">Orders that the present rules would send differently, in one sentence; null for none.</param>
internal sealed record PlanView(DateTimeOffset? From, long AlreadySent, long Failed, long Queued, IReadOnlyDictionary<string, int> Counts, bool NeedsAttention, IReadOnlyList<OrderPreview> Orders,
    string? RulesChanged)
{
    /// <summary>Null where the scope names an order that does not exist.</summary>
    public static async Task<PlanView?> ReadAsync(OrderPlanRun run, RuleChangeRun changes, PlanScope scope, IProgress<long>? progress, CancellationToken cancellationToken)
    {
        var plan = await run.RunAsync(scope, progress, cancellationToken);
        var changed = scope.OrderNumber is null ? await changes.FindAsync(null, cancellationToken) : [];
        return plan is null ? null : Create(plan, changed);
    }

    public static PlanView Create(OrderPlan plan, IReadOnlyList<RuleChangedOrder> changed) =>
        new(plan.From, plan.Known - plan.Failed, plan.Failed, plan.Waiting, CountsOf(plan), plan.NeedsAttention, plan.Orders, RuleChangeText.Summarize(changed));

    /// <summary>The number of orders for each action; every action is listed.</summary>
    private static Dictionary<string, int> CountsOf(OrderPlan plan) =>
        Enum.GetValues<PlannedAction>().ToDictionary(static action => action.ToString().ToLowerInvariant(), action => plan.Orders.Count(o => o.Action == action));
}
