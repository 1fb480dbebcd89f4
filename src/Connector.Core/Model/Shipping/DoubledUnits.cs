namespace Connector.Core.Model.Shipping;

/// <summary>
/// Pure: units that are in a part and still in the order that it was split from. A split between our read and our call is undone by the call in the one order only: it sends the
/// lines of before.
/// </summary>
internal static class DoubledUnits
{
    /// <param name="sent">What we last sent for the whole.</param>
    /// <param name="orders">The whole and its parts as they are now.</param>
    /// <returns>Parts whose units all exist twice. Of several the newest: what was split off earlier was known to the call.</returns>
    public static IReadOnlyList<ShippingOrderSnapshot> Find(ShippingOrder sent, IReadOnlyCollection<ShippingOrderSnapshot> orders)
    {
        var excess = LineUnits.Count(sent).ToDictionary(u => u.Key, u => -u.Value, StringComparer.Ordinal);
        foreach (var (key, quantity) in orders.Where(o => o.Status != ShippingOrderStatus.Cancelled).SelectMany(o => LineUnits.Count(o.Content)))
            if (excess.ContainsKey(key)) excess[key] += quantity;
        var found = new List<ShippingOrderSnapshot>();
        foreach (var part in orders.Where(o => o.ParentId is not null && o.Status != ShippingOrderStatus.Cancelled).OrderByDescending(o => o.CreatedAt).ThenByDescending(o => o.ShippingOrderId))
        {
            var units = LineUnits.Count(part.Content);
            if (units.Count == 0 || units.Any(u => excess.GetValueOrDefault(u.Key) < u.Value)) continue;
            foreach (var (key, quantity) in units) excess[key] -= quantity;
            found.Add(part);
        }
        return found;
    }

    /// <summary>The content without the units of the part; null where nothing would be left of it.</summary>
    public static ShippingOrder? Without(ShippingOrder content, ShippingOrder part)
    {
        var less = LineUnits.Count(part);
        var items = new List<ShippingItem>(content.Items.Count);
        foreach (var item in content.Items)
        {
            var taken = item.Adjustment || item.LineItemKey is not { Length: > 0 } key ? 0 : Math.Min(item.Quantity, less.GetValueOrDefault(key));
            if (taken > 0) less[item.LineItemKey!] -= taken;
            if (item.Quantity > taken) items.Add(item with { Quantity = item.Quantity - taken });
        }
        return items.Exists(i => !i.Adjustment) ? content with { Items = items, Weight = null } : null;
    }
}
