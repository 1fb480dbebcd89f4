using Connector.Core.Model.Orders;
using Connector.Core.Model.Shipping;

namespace Connector.Core.Flows.Writeback;

/// <summary>Which line of the shop order a shipped item is.</summary>
internal static class LineMatch
{
    /// <summary>The lines that a shipped item may be of, the first of them first: one by our key; else all with its SKU.</summary>
    public static IReadOnlyList<OrderLine> Candidates(Order order, ShipmentItem item)
    {
        if (Find(order, item) is { } one) return [one];
        return string.IsNullOrEmpty(item.Sku) ? [] : [.. order.Lines.Where(l => l.Id.Length > 0 && string.Equals(l.Sku, item.Sku, StringComparison.Ordinal))];
    }

    /// <summary>By our line key (it may carry a suffix); then by SKU where just one line has it; null when neither says.</summary>
    public static OrderLine? Find(Order order, ShipmentItem item)
    {
        if (item.LineItemKey is { Length: > 0 } key)
        {
            if (order.Lines.FirstOrDefault(l => l.Id == key) is { } exact) return exact;
            if (order.Lines.FirstOrDefault(l => l.Id.Length > 0 && key.StartsWith(l.Id + "-", StringComparison.Ordinal)) is { } suffixed) return suffixed;
        }
        if (string.IsNullOrEmpty(item.Sku)) return null;
        var sameSku = order.Lines.Where(l => string.Equals(l.Sku, item.Sku, StringComparison.Ordinal)).Take(2).ToList();
        return sameSku.Count == 1 ? sameSku[0] : null;
    }
}
