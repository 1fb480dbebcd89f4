using Connector.Core.Flows.Push;
using Connector.Core.Model.Messages;
using Connector.Core.Model.Orders;
using Connector.Core.Model.Shipping;
using Connector.Core.Ports;
using Connector.Core.Rules.Labels.Times;
using Connector.Core.Rules.Selection;
using Connector.Core.Rules.Selection.Routing;

namespace Connector.Core.Flows.Labels;

/// <summary>The orders of a time as they stood before their label: what happened to them since is left out. Reads only.</summary>
internal sealed class PreviewWorks(ICommerceOrders commerce, ISyncStore sync, IShippingStore seen, SelectionRules selection, LabelCalendar calendar, OrderRouter router)
{
    /// <summary>By the time of the order. With how many parts are not in ShipStation.</summary>
    public async Task<(IReadOnlyList<LabelWork> Works, int NotSent)> LoadAsync(DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken)
    {
        var (works, notSent) = (new List<LabelWork>(), 0);
        PagePosition? after = null;
        for (var more = true; more;)
        {
            // What was ordered since changed since.
            var page = await commerce.ListChangedAsync(new OrderQuery(from, after, selection.Predicate), cancellationToken);
            var orders = page.Orders.Where(order => order.PlacedAt >= from && order.PlacedAt < to).ToList();
            var rows = (await sync.GetAsync([.. orders.Select(static o => o.Id)], cancellationToken)).ToLookup(static r => r.OrderId, StringComparer.Ordinal);
            var keys = orders.SelectMany(o => rows[o.Id]).Select(static r => r.OrderKey).ToList();
            var remotes = keys.Count == 0 ? [] : await seen.GetOrdersAsync(keys, cancellationToken);
            foreach (var order in orders)
            {
                var parts = Parts(order, [.. rows[order.Id]], remotes);
                if (parts.Count == 0) notSent++;
                works.AddRange(parts);
            }
            (after, more) = (page.Last, page.More && page.Last is not null);
        }
        return ([.. works.OrderBy(static w => w.Order.Order.PlacedAt).ThenBy(static w => w.Row.OrderKey, StringComparer.Ordinal)], notSent);
    }

    private List<LabelWork> Parts(Order order, IReadOnlyList<SyncRow> rows, IReadOnlyList<ShippingOrderSnapshot> remotes)
    {
        var sent = rows.Where(static row => row is { Status: SyncStatus.Synced or SyncStatus.Shipped, ShippingOrderId: not null, PayloadHash: not null }).ToList();
        if (sent.Count == 0) return [];
        var message = new WorkMessage { Type = MessageTypes.BuyLabel, Id = order.Id, OrderNumber = order.NumberOrId, Reason = "preview", CorrelationId = "", EnqueuedAt = order.PlacedAt };
        var groups = sent.Select(static row => new PlannedGroup(row.GroupKey, row.Account, PushAction.None) { Row = row with { Status = SyncStatus.Synced } }).ToList();
        var planned = new PlannedOrder(new LoadedOrder(message, order, rows), groups);
        return
        [
            .. groups.Select(group => new LabelWork(
                LabelCandidate.Create(group.Row!, LabelCandidate.Location(group.Row!.OrderKey, router), calendar, order.PlacedAt) with { WaitsSince = null }, planned,
                LabelCandidate.LocationKey(group.Row.OrderKey, router.LocationKeys))
            {
                Group = group,
                Remote = remotes.FirstOrDefault(r => r.OrderKey == group.Row.OrderKey && r.ShippingOrderId == group.Row.ShippingOrderId) is { } remote ? Before(remote) : null
            })
        ];
    }

    private static ShippingOrderSnapshot Before(ShippingOrderSnapshot remote) => remote.Status == ShippingOrderStatus.Shipped ? remote with { Status = ShippingOrderStatus.AwaitingShipment } : remote;
}
