using Connector.Core.Flows.Push;
using Connector.Core.Model.Messages;
using Connector.Core.Model.Orders;
using Connector.Core.Model.Shipping;
using Connector.Core.Ports;

namespace Connector.Core.Flows.Plan;

/// <summary>
/// Finds the open orders that would be sent differently because the rules changed since they were sent, and sends them anew on request. Finding reads our rows and the shop, never the
/// shipping side. Queueing twice is harmless: the push decides again and equal content makes no call.
/// </summary>
public sealed class RuleChangeRun
{
    private const string Reason = "rules changed";
    private const int RowsOfAScan = 500;
    private const int LoadSize = 100;

    private readonly ISyncStore _sync;
    private readonly ICommerceOrders _commerce;
    private readonly PushDecider _decider;
    private readonly RuleVersion _rules;
    private readonly IWorkQueue _queue;
    private readonly IIdSource _ids;
    private readonly TimeProvider _clock;

    internal RuleChangeRun(ISyncStore sync, ICommerceOrders commerce, PushDecider decider, RuleVersion rules, IWorkQueue queue, IIdSource ids, TimeProvider clock) =>
        (_sync, _commerce, _decider, _rules, _queue, _ids, _clock) = (sync, commerce, decider, rules, queue, ids, clock);

    /// <summary>By order id. A shop whose orders were all sent with the present rules is not asked for any.</summary>
    /// <param name="progress">Reports the orders compared so far.</param>
    public async Task<IReadOnlyList<RuleChangedOrder>> FindAsync(IProgress<long>? progress, CancellationToken cancellationToken)
    {
        var (found, compared) = (new List<RuleChangedOrder>(), 0L);
        await foreach (var rows in _sync.ScanAllAsync(RowsOfAScan, cancellationToken))
        {
            foreach (var some in rows.GroupBy(static r => r.OrderId, StringComparer.Ordinal).Where(IsOfOtherRules).ToList().Chunk(LoadSize))
            {
                found.AddRange(await CompareAsync(some, cancellationToken));
                progress?.Report(compared += some.Length);
            }
        }
        return found;
    }

    /// <summary>Queues the orders; the ordinary push sends them.</summary>
    public Task ApplyAsync(IReadOnlyList<RuleChangedOrder> orders, CancellationToken cancellationToken) =>
        _queue.SendAsync(
            QueueNames.Orders,
            [.. orders.Select(order => Message(order.OrderId, order.OrderNumber, version: null))],
            null, cancellationToken);

    private bool IsOfOtherRules(IEnumerable<SyncRow> order) => order.Any(row => row.Status == SyncStatus.Synced && row.RulesHash is { } sentWith && sentWith != _rules.Hash);

    private async Task<IEnumerable<RuleChangedOrder>> CompareAsync(IReadOnlyList<IGrouping<string, SyncRow>> some, CancellationToken cancellationToken)
    {
        var rows = some.ToDictionary(static g => g.Key, static g => g.ToList(), StringComparer.Ordinal);
        var orders = (await _commerce.LoadAsync(rows.Keys, cancellationToken)).Orders;
        var plans = await _decider.PlanAsync([.. orders.Select(o => new LoadedOrder(Message(o.Id, o.NumberOrId, o.Version), o, rows[o.Id]))], cancellationToken);
        return plans.Where(plan => RuleChange.IsCause(plan, _rules.Hash)).Select(Changed).Where(static order => order.Changes.Count > 0 || order.Problem is not null)
            .OrderBy(static order => order.OrderId, StringComparer.Ordinal);
    }

    private static RuleChangedOrder Changed(PlannedOrder plan) =>
        new(plan.Order.Id, plan.Order.NumberOrId, [.. plan.Groups.Where(plan.IsToSend).SelectMany(group => Changes(group, plan.Order.Total.Currency))], (plan.Outcome as WorkOutcome.DeadLetter)?.Description);

    private static IEnumerable<FieldDifference> Changes(PlannedGroup group, string currency) => group switch
    {
        { Action: PushAction.Verify } => [],
        { Wanted: null } => [new FieldDifference("warehouse", group.GroupKey, null)],
        { Row.Payload: { } sent, Wanted: { } wanted } => PayloadDifference.Between(PayloadJson.Unpack(sent), wanted.Order, currency),
        _ => [new FieldDifference("warehouse", null, group.GroupKey)]
    };

    private WorkMessage Message(string id, string number, long? version) => new()
    {
        Type = MessageTypes.PushOrder, Id = id, OrderNumber = number, Version = version, Reason = Reason, CorrelationId = _ids.New(), EnqueuedAt = _clock.GetUtcNow()
    };
}

/// <param name="OrderId">The shop's id.</param>
/// <param name="Changes">Between what was sent last and what would be sent now; a part that leaves from elsewhere as "warehouse".</param>
/// <param name="Problem">Why the present rules cannot send it; null when they can.</param>
public sealed record RuleChangedOrder(string OrderId, string OrderNumber, IReadOnlyList<FieldDifference> Changes, string? Problem);
