using Connector.Core.Flows.Push;
using Connector.Core.Flows.Writeback;
using Connector.Core.Model.Messages;
using Connector.Core.Model.Orders;
using Connector.Core.Model.Shipping;
using Connector.Core.Ports;

namespace Connector.Core.Flows.Plan;

/// <summary>What would be written to shop orders: the export mark, and shipments that they do not show yet.</summary>
internal sealed class WritebackPlanner(
    ICommerceOrders commerce, IShippingAccounts accounts, ISyncStore sync, IShippingStore store, DeliveryPlanner deliveries, ExportMarker marking)
{
    private const int PageSize = 100;

    /// <summary>The shipments of each order that are known; with <paramref name="live"/> also those that no poll has seen yet.</summary>
    public async Task<ILookup<string, ShipmentRow>> ShipmentsAsync(IReadOnlyList<PlannedOrder> batch, bool live, CancellationToken cancellationToken)
    {
        var withRows = batch.Where(w => w.Rows.Count > 0).ToList();
        if (withRows.Count == 0) return Array.Empty<ShipmentRow>().ToLookup(s => s.OrderId!, StringComparer.Ordinal);
        var known = (await store.GetShipmentsAsync([.. withRows.Select(w => w.Message.Id)], cancellationToken)).ToList();
        if (live)
        {
            foreach (var row in withRows.SelectMany(w => w.Rows).Where(r => r.ShippingOrderId is not null))
                foreach (var shipment in await accounts.Get(row.Account).ListShipmentsOfOrderAsync(row.ShippingOrderId!.Value, RateLane.Background, cancellationToken))
                    Take(known, new ShipmentRow(shipment, row.OrderId, null, null));
        }
        return known.ToLookup(s => s.OrderId!, StringComparer.Ordinal);
    }

    /// <summary>Call it after the groups were planned: their failures are written to the shop, too.</summary>
    public async Task<(IReadOnlyList<FieldDifference> InShop, IReadOnlyList<string> Remarks, bool NeedsAttention)> PlanAsync(
        SettledOrder settled, IEnumerable<ShipmentRow> shipments, CancellationToken cancellationToken)
    {
        var (order, reported) = (settled.Planned.Order, shipments.ToList());
        var inShop = new List<FieldDifference>();
        if (settled.Outcome is null && settled.Groups.Count > 0)
        {
            inShop.AddRange(ShopDifference.Compute(order, await marking.ChangesAsync(settled, order, cancellationToken)));
            if (settled.Groups.Any(g => g is { Failure: null, Planned.Action: PushAction.Create }) && marking.Marks) inShop.Add(new FieldDifference("syncInfo", null, "the ids of the new ShipStation orders"));
        }
        if (!reported.Exists(s => s.Outstanding)) return (inShop, [], false);
        var made = await MakeAsync(order, settled.Planned.Rows, reported, cancellationToken);
        // Both halves may speak of the same field; the write-back comes later and has the last word.
        var written = ShopDifference.Compute(order, made.Changes).ToList();
        inShop.RemoveAll(d => written.Exists(w => w.Field == d.Field));
        return ([.. inShop, .. written], [.. made.Flags.Select(f => f.Text)], made.Changes.Count > 0 && made.Flags.Any(f => f.NeedsAttention));
    }

    /// <summary>Orders that need no push but have shipments that the shop does not show.</summary>
    /// <param name="planned">Ids of orders that were looked at already.</param>
    public async Task<IReadOnlyList<OrderPreview>> OutstandingAsync(IReadOnlySet<string> planned, CancellationToken cancellationToken)
    {
        var found = new List<OrderPreview>();
        await foreach (var rows in sync.ScanAllAsync(PageSize, cancellationToken))
        {
            var byOrder = rows.Where(r => !planned.Contains(r.OrderId)).ToLookup(r => r.OrderId, StringComparer.Ordinal);
            if (byOrder.Count > 0) await AddOutstandingAsync(byOrder, found, cancellationToken);
        }
        return found;
    }

    private async Task AddOutstandingAsync(ILookup<string, SyncRow> rows, List<OrderPreview> found, CancellationToken cancellationToken)
    {
        var shipments = (await store.GetShipmentsAsync([.. rows.Select(r => r.Key)], cancellationToken)).ToLookup(s => s.OrderId!, StringComparer.Ordinal);
        var outstanding = shipments.Where(s => s.Any(row => row.Outstanding)).Select(s => s.Key).ToList();
        if (outstanding.Count == 0) return;
        foreach (var order in (await commerce.LoadAsync(outstanding, cancellationToken)).Orders)
        {
            var made = await MakeAsync(order, [.. rows[order.Id]], [.. shipments[order.Id]], cancellationToken);
            if (made.Changes.Count == 0) continue;
            found.Add(new OrderPreview(
                order.Id, order.NumberOrId, order.Version, PlannedAction.Unchanged, null, null, null, [], [.. ShopDifference.Compute(order, made.Changes)], [.. made.Flags.Select(f => f.Text)])
            {
                ShipmentNeedsAttention = made.Flags.Any(f => f.NeedsAttention)
            });
        }
    }

    private async Task<DeliveryPlan> MakeAsync(Order order, IReadOnlyList<SyncRow> rows, IReadOnlyList<ShipmentRow> shipments, CancellationToken cancellationToken)
    {
        var mine = rows.Where(r => r.GroupKey.Length > 0).ToList();
        var seen = await store.GetOrdersAsync([.. mine.Select(r => r.OrderKey)], cancellationToken);
        return await deliveries.MakeAsync(order, mine, [.. shipments.Select(s => s.Shipment)], seen, cancellationToken);
    }

    private static void Take(List<ShipmentRow> known, ShipmentRow read)
    {
        var at = known.FindIndex(k => k.Shipment.Account == read.Shipment.Account && k.Shipment.Key == read.Shipment.Key);
        if (at < 0) known.Add(read);
        else known[at] = known[at] with { Shipment = ShippingReadings.Merge((known[at].Shipment, known[at].OrderId), (read.Shipment, read.OrderId)).Shipment };
    }
}
