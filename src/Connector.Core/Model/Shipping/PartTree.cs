namespace Connector.Core.Model.Shipping;

/// <summary>Pure: which orders were split off one of ours, directly or from another part.</summary>
internal static class PartTree
{
    /// <param name="rootId">The order that we made.</param>
    /// <param name="orderKey">Its key. Parts share it; a part whose parent is gone is known by it. A copy with our key that was split off nothing is no part.</param>
    /// <param name="read">Orders of the same account, also foreign ones.</param>
    public static IReadOnlyList<ShippingOrderSnapshot> From(long rootId, string orderKey, IReadOnlyCollection<ShippingOrderSnapshot> read)
    {
        var present = read.Select(o => o.ShippingOrderId).ToHashSet();
        var byParent = read.Where(o => o.ParentId is not null).ToLookup(o => o.ParentId!.Value);
        var (found, next) = (new Dictionary<long, ShippingOrderSnapshot>(), new Queue<long>([rootId]));
        foreach (var orphan in read.Where(o => o.ParentId is { } parent && parent != rootId && !present.Contains(parent) && o.OrderKey == orderKey)) Take(orphan);
        while (next.TryDequeue(out var parent))
            foreach (var part in byParent[parent]) Take(part);
        return [.. found.Values.OrderBy(o => o.ShippingOrderId)];

        void Take(ShippingOrderSnapshot part)
        {
            if (part.ShippingOrderId != rootId && found.TryAdd(part.ShippingOrderId, part)) next.Enqueue(part.ShippingOrderId);
        }
    }

    public static bool IsOpen(ShippingOrderStatus status) =>
        status is ShippingOrderStatus.AwaitingPayment or ShippingOrderStatus.AwaitingShipment or ShippingOrderStatus.OnHold;
}
