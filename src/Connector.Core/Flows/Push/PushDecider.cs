using Connector.Core.Model.Shipping;
using Connector.Core.Ports;
using Connector.Core.Rules.Mapping;

namespace Connector.Core.Flows.Push;

/// <summary>Gathers what a plan may look at besides the order, and lets <see cref="PushPlanner"/> make it. Reads only: a dry run plans with it as the push does.</summary>
internal sealed class PushDecider(ICommerceReferences references, IShippingStore seen, ForeignOrders foreign, PushPlanner planner, IOrderOverrides overrides, TimeProvider clock)
{
    /// <summary>One plan for each order, in the same order.</summary>
    public async Task<IReadOnlyList<PlannedOrder>> PlanAsync(IReadOnlyList<LoadedOrder> batch, CancellationToken cancellationToken)
    {
        if (batch.Count == 0) return [];
        batch = await OverriddenAsync(batch, cancellationToken);
        var readings = await seen.GetOrdersAsync([.. batch.SelectMany(o => o.Rows).Select(r => r.OrderKey)], cancellationToken);
        readings = [.. readings, .. await ForeignAsync(batch, cancellationToken)];
        var withRows = batch.Where(o => o.Rows.Count > 0).Select(o => o.Message.Id).ToList();
        var shipments = withRows.Count == 0 ? [] : await seen.GetShipmentsAsync(withRows, cancellationToken);
        var skus = planner.NeedsStock ? batch.SelectMany(o => o.Order.Lines).Select(l => l.Sku).OfType<string>().ToHashSet(StringComparer.Ordinal) : [];
        var stock = skus.Count == 0 ? [] : await references.ListStockAsync(skus, cancellationToken);
        var known = new PushKnowledge(readings, shipments, stock);
        return [.. batch.Select(order => planner.Plan(order, known, clock.GetUtcNow()))];
    }

    /// <summary>With the values that people set for single orders.</summary>
    private async Task<IReadOnlyList<LoadedOrder>> OverriddenAsync(IReadOnlyList<LoadedOrder> batch, CancellationToken cancellationToken)
    {
        var set = (await overrides.ListAsync([.. batch.Select(static o => o.Order.Id)], cancellationToken)).ToLookup(static o => o.OrderId, StringComparer.Ordinal);
        return set.Count == 0 ? batch : [.. batch.Select(o => o with { Order = OverridableFields.Apply(o.Order, [.. set[o.Order.Id]]) })];
    }

    /// <summary>Plans for those that were sent and whose order is gone or cannot be read any longer.</summary>
    public IReadOnlyList<PlannedOrder> PlanUnread(IReadOnlyList<UnloadedOrder> unread) => [.. unread.Select(order => planner.PlanUnread(order, clock.GetUtcNow())).OfType<PlannedOrder>()];

    /// <summary>What others made of orders that are cancelled or shipped, or had a call without a known outcome; as last read.</summary>
    private async Task<IReadOnlyList<ShippingOrderSnapshot>> ForeignAsync(IReadOnlyList<LoadedOrder> batch, CancellationToken cancellationToken)
    {
        var found = new List<ShippingOrderSnapshot>();
        foreach (var row in batch.SelectMany(static o => o.Rows).Where(static r => r.Status is SyncStatus.Cancelled or SyncStatus.Shipped || r.Unverified is not null || r.Reservation is not null))
            foreach (var id in await foreign.ListAsync(row, cancellationToken))
                if (await seen.FindOrderAsync(row.Account, id, cancellationToken) is { } read) found.Add(read);
        return found;
    }
}
