namespace Connector.Core.Model.Shipping;

/// <summary>Pure: how many units an order holds of each line of the shop. Adjustments are no goods, and an item without our key is nobody's line.</summary>
internal static class LineUnits
{
    public static Dictionary<string, int> Count(ShippingOrder order) => Count(order.Items);

    public static Dictionary<string, int> Count(IEnumerable<ShippingItem> items) => items.Where(static i => !i.Adjustment && i.LineItemKey is { Length: > 0 })
        .GroupBy(static i => i.LineItemKey, StringComparer.Ordinal).ToDictionary(static g => g.Key, static g => g.Sum(static i => i.Quantity), StringComparer.Ordinal);
}
