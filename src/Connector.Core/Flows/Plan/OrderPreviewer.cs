using Connector.Core.Flows.Push;
using Connector.Core.Model.Messages;
using Connector.Core.Model.Orders;
using Connector.Core.Model.Shipping;

namespace Connector.Core.Flows.Plan;

/// <summary>What would become of each of some orders: decided, prepared and marked with the push's and the write-back's own decisions, and nothing of it done.</summary>
internal sealed class OrderPreviewer(PushDecider decider, GroupPlanner groupPlanner, WritebackPlanner writeback, TimeProvider clock)
{
    /// <param name="withFields">Also the fields of new orders, and the shipping side is asked for labels that no poll has seen yet.</param>
    public async Task<IReadOnlyList<OrderPreview>> PreviewAsync(IReadOnlyList<Order> orders, ILookup<string, SyncRow> rows, bool withFields, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var batch = await decider.PlanAsync([.. orders.Select(order => new LoadedOrder(new WorkMessage
        {
            Type = MessageTypes.PushOrder, Id = order.Id, OrderNumber = order.NumberOrId, Version = order.Version, Reason = "plan", CorrelationId = "plan", EnqueuedAt = now
        }, order, [.. rows[order.Id]]))], cancellationToken);
        var previews = new List<OrderPreview>(batch.Count);
        var reported = await writeback.ShipmentsAsync(batch, withFields, cancellationToken);
        foreach (var planned in batch)
        {
            var (prepared, groups) = planned.Outcome is null ? await groupPlanner.PlanAsync(planned, withFields, cancellationToken) : (planned, []);
            var settled = SettledOrder.From(prepared);
            var (inShop, remarks, needsAttention) = await writeback.PlanAsync(settled, reported[planned.Message.Id], cancellationToken);
            previews.Add(Preview(settled, groups, inShop, remarks) with { ShipmentNeedsAttention = needsAttention });
        }
        return previews;
    }

    private static OrderPreview Preview(SettledOrder settled, IReadOnlyList<GroupPreview> groups, IReadOnlyList<FieldDifference> inShop, IEnumerable<string> remarks)
    {
        var worst = groups.OrderByDescending(g => Rank(g.Action)).FirstOrDefault();
        var (action, code, reason, until) = settled.Outcome switch
        {
            WorkOutcome.Skipped skipped => (PlannedAction.Skipped, null, skipped.Reason, null),
            WorkOutcome.RetryAt later => (PlannedAction.Later, null, later.Description, later.At),
            WorkOutcome.DeadLetter dead => (PlannedAction.Refused, dead.Code, dead.Description, null),
            _ => (worst?.Action ?? PlannedAction.Skipped, worst?.Code, worst is null ? "nothing to do" : worst.Reason ?? settled.StopReason, (settled.Planned.Afterwards as WorkOutcome.RetryAt)?.At)
        };
        var order = settled.Planned.Order;
        return new OrderPreview(order.Id, order.NumberOrId, order.Version, action, code, reason, until, groups, inShop, [.. settled.Remarks, .. remarks]);
    }

    private static int Rank(PlannedAction action) => action switch
    {
        PlannedAction.Refused => 4,
        PlannedAction.Cancel => 1,
        PlannedAction.Update => 2,
        PlannedAction.Create => 3,
        _ => 0
    };

    /// <inheritdoc cref="WritebackPlanner.OutstandingAsync"/>
    public Task<IReadOnlyList<OrderPreview>> OutstandingAsync(IReadOnlySet<string> planned, CancellationToken cancellationToken) => writeback.OutstandingAsync(planned, cancellationToken);
}
