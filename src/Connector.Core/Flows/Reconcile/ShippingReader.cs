using Connector.Core.Flows.Intake;
using Connector.Core.Model.Messages;
using Connector.Core.Model.Orders;
using Connector.Core.Model.Shipping;
using Connector.Core.Ports;

namespace Connector.Core.Flows.Reconcile;

/// <summary>Reads the shipping side's lists of a window, 500 records a call, in the last lane, and keeps no reading: cursors and stores of the polls stay as they are.</summary>
internal sealed class ShippingReader(IShippingAccounts accounts, ShipmentOwners owners)
{
    private const int MaxPages = 10_000;

    /// <summary>Of each account: orders, labels, voided labels, orders marked as shipped.</summary>
    private const int Kinds = 4;

    public int Lists => accounts.Names.Count * Kinds;

    public async Task<ShippingIndex> ReadAsync(DateTimeOffset from, IProgress<string>? progress, SliceLimit limit, CancellationToken cancellationToken)
    {
        var index = new ShippingIndex();
        for (var list = 0; list < Lists; list++)
        {
            var (at, page, more) = (from, 1, true);
            for (var pages = 0; more && pages < MaxPages; pages++)
            {
                var read = await ReadPageAsync(list, at, page, null, limit, cancellationToken);
                foreach (var order in read.Orders) index.Add(order);
                await AddAsync(index, read.Shipments, cancellationToken);
                progress?.Report($"{index.Orders} shipping orders and {index.Shipments} shipments read");
                ((at, page), more) = (Next(at, page, read.Last), read.More);
            }
        }
        return index;
    }

    public async Task<ReadPage> ReadPageAsync(int list, DateTimeOffset from, int page, DateTimeOffset? to, SliceLimit limit, CancellationToken cancellationToken)
    {
        var (account, window) = (accounts.Get(accounts.Names[list / Kinds]), new ShippingWindow(from, to, page));
        switch (list % Kinds)
        {
            case 0:
                var orders = await limit.AskAsync(() => account.ListOrdersAsync(window, RateLane.Background, cancellationToken), cancellationToken);
                return new ReadPage(orders.Items, [], orders.Items is [.., var order] ? order.ModifiedAt : null, orders.More);
            case 1 or 2:
                var voided = list % Kinds == 2;
                var labels = await limit.AskAsync(() => account.ListShipmentsAsync(window, voided, RateLane.Background, cancellationToken), cancellationToken);
                return new ReadPage([], labels.Items, !voided && labels.Items is [.., var label] ? label.CreatedAt : null, labels.More);
            default:
                var marked = await limit.AskAsync(() => account.ListFulfillmentsAsync(window, RateLane.Background, cancellationToken), cancellationToken);
                return new ReadPage([], marked.Items, marked.Items is [.., var shipped] ? shipped.CreatedAt : null, marked.More);
        }
    }

    /// <summary>Pure: a list may move while it is read, so its next page begins at the last record; where all records have one instant, or no order, at the next number.</summary>
    public static (DateTimeOffset From, int Page) Next(DateTimeOffset from, int page, DateTimeOffset? last) => last is { } at && at > from ? (at, 1) : (from, page + 1);

    /// <summary>One order as it is now; null when it does not (any longer).</summary>
    public Task<ShippingOrderSnapshot?> AskAsync(string account, long id, SliceLimit limit, CancellationToken cancellationToken) =>
        limit.AskAsync(() => accounts.Get(account).GetOrderAsync(id, RateLane.Background, cancellationToken), cancellationToken);

    public async Task AddAsync(ShippingIndex index, IReadOnlyList<Shipment> shipments, CancellationToken cancellationToken)
    {
        foreach (var shipment in shipments)
        {
            if (OrderKeys.TryParse(shipment.OrderKey, out var orderId, out _)) index.Add(shipment, orderId);
            else if (shipment.ShippingOrderId is { } id && index.Find(shipment.Account, id)?.OrderId is { } existing) index.Add(shipment, existing);
            else
            {
                var found = await owners.FindAsync(shipment, cancellationToken);
                if (found.Count == 0) index.Add(shipment, null);
                foreach (var (owner, part) in found) index.Add(part, owner);
            }
        }
    }
}

/// <param name="Last">The instant of the last record; null where the list is in no order.</param>
internal sealed record ReadPage(IReadOnlyList<ShippingOrderSnapshot> Orders, IReadOnlyList<Shipment> Shipments, DateTimeOffset? Last, bool More);
