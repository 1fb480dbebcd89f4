using Connector.Core.Flows.Push;
using Connector.Core.Model;
using Connector.Core.Model.Shipping;
using Connector.Core.Ports;
using Connector.Core.Ports.Rates;

namespace Connector.Core.Flows.Plan;

/// <summary>What would become of each group of an order, in view of what is on the shipping side at this moment.</summary>
internal sealed class GroupPlanner(IShippingAccounts accounts, TimeProvider clock)
{
    /// <param name="work">Decided; its groups are prepared here as the push prepares them.</param>
    /// <param name="withFields">Also the fields of new orders.</param>
    public async Task<IReadOnlyList<PlannedGroup>> PlanAsync(PushWork work, bool withFields, CancellationToken cancellationToken)
    {
        var planned = new List<PlannedGroup>(work.Groups.Count);
        foreach (var group in work.Groups)
        {
            ShippingOrderSnapshot? there = null;
            if (group is { Failure: null, Action: PushAction.Update or PushAction.Cancel or PushAction.Verify })
            {
                there = await AskAsync(group, cancellationToken);
                PushPreparation.Apply(work, group, there);
            }
            planned.Add(Planned(group, there, withFields));
        }
        return planned;
    }

    private static PlannedGroup Planned(GroupPush group, ShippingOrderSnapshot? there, bool withFields)
    {
        // A cancellation that finds nothing to cancel counts as sent already.
        var action = group.Failure is not null ? PlannedAction.Refused : group.Sent ? PlannedAction.Unchanged : group.Action switch
        {
            PushAction.Create => PlannedAction.Create,
            PushAction.Update => PlannedAction.Update,
            PushAction.Cancel => PlannedAction.Cancel,
            _ => PlannedAction.Unchanged
        };
        var differences = action switch
        {
            PlannedAction.Update => PayloadDifference.Between(there?.Content, group.ToSend!),
            PlannedAction.Create when withFields => PayloadDifference.Between(null, group.ToSend!),
            PlannedAction.Cancel => [new FieldDifference("status", $"{there?.Status}", $"{ShippingOrderStatus.Cancelled}")],
            _ => []
        };
        return new PlannedGroup(
            group.GroupKey, group.Account, group.Wanted?.OrderNumber ?? group.Row?.ShippingNumber ?? "", group.ShippingOrderId, action, group.Failure?.Code, group.Failure?.Text,
            differences, group.Merged?.KeptTheirs ?? [], group.Merged?.Conflicts ?? []);
    }

    /// <summary>Somebody waits for the result, no worker is held: so the window is waited for.</summary>
    private Task<ShippingOrderSnapshot?> AskAsync(GroupPush group, CancellationToken cancellationToken) => RateWaiter.AskAsync(
        clock, () => PushPreparation.AskAsync(accounts.Get(group.Account), group.Row!, RateLane.Background, cancellationToken), cancellationToken);
}
