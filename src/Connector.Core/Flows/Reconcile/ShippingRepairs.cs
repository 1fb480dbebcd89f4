using Connector.Core.Model.Messages;
using Connector.Core.Model.Shipping;
using Connector.Core.Ports;

namespace Connector.Core.Flows.Reconcile;

/// <summary>The repairs that need the shipping side: readings that the handlers must know of, and duplicates that nobody else cancels.</summary>
internal sealed class ShippingRepairs(IShippingAccounts accounts, IShippingStore store, ShippingReader reader)
{
    /// <summary>As they are now.</summary>
    public async Task KeepAsync(IReadOnlyList<ShippingOrderSnapshot> read, SliceLimit limit, CancellationToken cancellationToken)
    {
        foreach (var order in read)
            if (await reader.AskAsync(order.Account, order.ShippingOrderId, limit, cancellationToken) is { } now) await store.PutOrdersAsync([ShippingReadings.WithoutPeople(now)], cancellationToken);
    }

    public async Task CancelAsync(Repair.CancelThere cancel, SliceLimit limit, CancellationToken cancellationToken)
    {
        var there = await reader.AskAsync(cancel.Account, cancel.ShippingOrderId, limit, cancellationToken);
        if (there is null || !RemoteOrder.From(there).Open) return;
        var cancelled = there.Content with { Status = ShippingOrderStatus.Cancelled, ShippingOrderId = there.ShippingOrderId };
        await limit.AskAsync(() => accounts.Get(cancel.Account).UpsertAsync([cancelled], RateLane.Cancel, cancellationToken), cancellationToken);
    }
}
