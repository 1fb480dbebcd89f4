using Connector.Core.Flows.Push;
using Connector.Core.Model.Messages;
using Connector.Core.Model.Shipping;
using Connector.Core.Ports;
using Connector.Core.Ports.Rates;

namespace Connector.Core.Flows.Plan;

/// <summary>What would become of each group of an order, in view of what is on the shipping side at this moment.</summary>
internal sealed class GroupPlanner(IShippingAccounts accounts, TimeProvider clock)
{
    /// <summary>The order's groups as the push would send them, each with what would become of it.</summary>
    /// <param name="withFields">Also the fields of new orders.</param>
    public async Task<(PlannedOrder Prepared, IReadOnlyList<GroupPreview> Groups)> PlanAsync(PlannedOrder order, bool withFields, CancellationToken cancellationToken)
    {
        var (groups, previews) = (new List<PlannedGroup>(order.Groups.Count), new List<GroupPreview>(order.Groups.Count));
        foreach (var planned in order.Groups)
        {
            var (group, there) = (planned, default(ShippingOrderSnapshot));
            if (planned is { Failure: null, Action: PushAction.Update or PushAction.Cancel or PushAction.Verify or PushAction.MarkShipped, Row: { } row })
            {
                there = await AskAsync(planned.Account, row, cancellationToken);
                group = GroupPreparation.Prepare(planned, there);
            }
            groups.Add(group);
            previews.Add(Preview(group, there, withFields, order.Order.Total.Currency));
        }
        return (order with { Groups = groups }, previews);
    }

    private static GroupPreview Preview(PlannedGroup group, ShippingOrderSnapshot? there, bool withFields, string currency)
    {
        // A cancellation that finds nothing to cancel counts as sent already.
        var action = group.Failure is not null ? PlannedAction.Refused : group.IsDone ? PlannedAction.Unchanged : group.Action switch
        {
            PushAction.Create => PlannedAction.Create,
            PushAction.Update or PushAction.MarkShipped => PlannedAction.Update,
            PushAction.Cancel => PlannedAction.Cancel,
            _ => PlannedAction.Unchanged
        };
        var differences = (action, group.ToSend) switch
        {
            (PlannedAction.Update, { } content) => PayloadDifference.Between(there?.Content, content, currency),
            (PlannedAction.Create, { } content) when withFields => PayloadDifference.Between(null, content, currency),
            (PlannedAction.Cancel, _) => [new FieldDifference("status", $"{there?.Status}", $"{ShippingOrderStatus.Cancelled}")],
            _ => []
        };
        return new GroupPreview(
            group.GroupKey, group.Account, group.Wanted?.Order.OrderNumber ?? group.Row?.ShippingNumber ?? "", group.ShippingOrderId, action, group.Failure?.Code, group.Failure?.Text,
            differences, group.Merged?.KeptTheirs ?? [], group.Merged?.Conflicts ?? []);
    }

    /// <summary>Somebody waits for the result, no worker is held: so the window is waited for.</summary>
    private Task<ShippingOrderSnapshot?> AskAsync(string account, SyncRow row, CancellationToken cancellationToken) => RateWaiter.AskAsync(
        clock, () => PushPreparer.AskAsync(accounts.Get(account), row, RateLane.Background, cancellationToken), cancellationToken);
}
