using Connector.Core.Orders;
using Connector.Core.Ports;
using Connector.Core.Rates;
using Connector.Core.Shipments;
using Connector.Core.ShippingPolls;
using Connector.Core.ShippingOrders;

namespace Connector.Core.Reconciliation;

/// <summary>Reads the shipping side's lists of a window, 500 records a call, in the last lane, and keeps no reading: cursors and stores stay as they are.</summary>
internal sealed class ShippingReading(IShippingAccounts accounts, ShipmentOwners owners, TimeProvider clock)
{
    private const int MaxPages = 10_000;

    public async Task<ShippingIndex> ReadAsync(DateTimeOffset from, IProgress<string>? progress, CancellationToken cancellationToken)
    {
        var index = new ShippingIndex();
        foreach (var account in accounts.Names.Select(accounts.Get))
        {
            await ReadAsync(from, w => account.ListOrdersAsync(w, RateLane.Background, cancellationToken), orders =>
            {
                foreach (var order in orders) index.Add(order);
                progress?.Report($"{index.Orders} shipping orders read");
                return Task.CompletedTask;
            }, cancellationToken);
            Func<ShippingWindow, Task<ShippingPage<Shipment>>>[] lists =
            [
                w => account.ListShipmentsAsync(w, voided: false, RateLane.Background, cancellationToken),
                w => account.ListShipmentsAsync(w, voided: true, RateLane.Background, cancellationToken),
                w => account.ListFulfillmentsAsync(w, RateLane.Background, cancellationToken)
            ];
            foreach (var list in lists)
                await ReadAsync(from, list, shipments => AddAsync(index, shipments, progress, cancellationToken), cancellationToken);
        }
        return index;
    }

    /// <summary>One order as it stands now; null when it does not (any more).</summary>
    public Task<ShippingOrderSnapshot?> AskAsync(string account, long id, CancellationToken cancellationToken) =>
        RateWaiting.AskAsync(clock, () => accounts.Get(account).GetOrderAsync(id, RateLane.Background, cancellationToken), cancellationToken);

    private async Task AddAsync(ShippingIndex index, IReadOnlyList<Shipment> shipments, IProgress<string>? progress, CancellationToken cancellationToken)
    {
        foreach (var shipment in shipments)
        {
            if (OrderKeys.TryParse(shipment.OrderKey, out var orderId, out _)) index.Add(shipment, orderId);
            else if (shipment.ShippingOrderId is { } id && index.Find(shipment.Account, id)?.OrderId is { } standing) index.Add(shipment, standing);
            else
            {
                var found = await owners.OfAsync(shipment, cancellationToken);
                if (found.Count == 0) index.Add(shipment, null);
                foreach (var (owner, part) in found) index.Add(part, owner);
            }
        }
        progress?.Report($"{index.Shipments} shipments read");
    }

    private async Task ReadAsync<T>(
        DateTimeOffset from, Func<ShippingWindow, Task<ShippingPage<T>>> list, Func<IReadOnlyList<T>, Task> take, CancellationToken cancellationToken)
    {
        var more = true;
        for (var page = 1; more && page <= MaxPages; page++)
        {
            var number = page;
            var read = await RateWaiting.AskAsync(clock, () => list(new ShippingWindow(from, null, number)), cancellationToken);
            await take(read.Items);
            more = read.More;
        }
    }
}
