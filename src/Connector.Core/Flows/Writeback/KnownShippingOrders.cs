using Connector.Core.Model.Shipping;
using Connector.Core.Ports;

namespace Connector.Core.Flows.Writeback;

/// <summary>What the connector knows of the shipping orders of shop orders, without a call: its own rows, the last readings, and what became of goods that were merged into another order.</summary>
internal sealed class KnownShippingOrders(ISyncStore sync, IShippingStore seen, MergedOrders merged)
{
    public async Task<ILookup<string, ShippingOrderRecord>> FindAsync(IReadOnlyCollection<string> orderIds, CancellationToken cancellationToken)
    {
        var rows = (await sync.GetAsync(orderIds, cancellationToken)).Where(r => r.GroupKey.Length > 0).ToList();
        var readings = (await seen.GetOrdersAsync([.. rows.Select(r => r.OrderKey)], cancellationToken)).ToLookup(s => s.OrderKey);
        var records = new List<ShippingOrderRecord>(rows.Count);
        foreach (var row in rows) records.Add(new ShippingOrderRecord(row, [.. readings[row.OrderKey]], await FindLossAsync(row, cancellationToken)));
        return records.ToLookup(r => r.Row.OrderId, StringComparer.Ordinal);
    }

    private async Task<LostGoods?> FindLossAsync(SyncRow row, CancellationToken cancellationToken)
    {
        if (row.ShippingOrderId is not { } id || await merged.FindSurvivorAsync(row.Account, id, cancellationToken) is not { } into) return null;
        if (await seen.FindOrderAsync(row.Account, into, cancellationToken) is not { } survivor) return null;
        var family = survivor.OrderKey is { } key ? (await seen.GetOrdersAsync([key], cancellationToken)).Where(o => o.Account == row.Account).ToList() : [];
        var units = MergedGoods.CountMissing(row, [survivor, .. PartTree.From(into, survivor.OrderKey ?? "", family)]);
        return units > 0 ? new LostGoods(units, survivor.OrderNumber) : null;
    }
}

/// <param name="Readings">Everything that was last read under the row's key.</param>
/// <param name="Loss">Goods that people merged into another order and that stand in none now; null when all are there.</param>
internal sealed record ShippingOrderRecord(SyncRow Row, IReadOnlyList<ShippingOrderSnapshot> Readings, LostGoods? Loss);

/// <param name="Survivor">Number of the order that they were merged into.</param>
internal sealed record LostGoods(int Units, string Survivor)
{
    public string Text => $"Its goods were merged into order {Survivor} in ShipStation, and {Units} of its units are no longer there; add them to an order in ShipStation, or dismiss this when they were taken out on purpose.";
}
