using Connector.Core.Flows.Intake;
using Connector.Core.Flows.Push;
using Connector.Core.Model.Messages;
using Connector.Core.Model.Shipping;
using Connector.Core.Ports;

namespace Connector.Core.Engine.Pump;

/// <summary>Reads for the push with the poll of orders, which keeps its cursor and queues its news as when a timer starts it.</summary>
internal sealed class PolledReadings(OrderStatusPoll poll, OrderStatusIntake intake, MergedOrders merged) : IFreshReadings
{
    public Task<RefreshedAccounts> RefreshAsync(CancellationToken cancellationToken) => RefreshAsync(0, cancellationToken);

    public async Task<RefreshedAccounts> RefreshAsync(int pages, CancellationToken cancellationToken)
    {
        var fresh = new HashSet<string>(StringComparer.Ordinal);
        try
        {
            await poll.RunAsync(fresh, pages, cancellationToken);
            return RefreshedAccounts.None with { Fresh = fresh };
        }
        catch (AccountFailuresException e)
        {
            return new RefreshedAccounts(fresh, e.Failures);
        }
    }

    public Task KeepAsync(ShippingOrderSnapshot read, CancellationToken cancellationToken) => intake.TakeAsync([read], cancellationToken);

    public async Task KeepMergedAsync(ShippingOrderSnapshot survivor, CancellationToken cancellationToken)
    {
        await intake.TakeAsync([survivor], cancellationToken);
        await intake.ShareOutAsync([survivor], cancellationToken);
    }

    public async Task<bool> IsMergedAwayAsync(string account, long shippingOrderId, CancellationToken cancellationToken) =>
        await merged.FindSurvivorAsync(account, shippingOrderId, cancellationToken) is not null;
}
