using Connector.Core.Model.Orders;

namespace Connector.Core.Model.Shipping;

/// <summary>Pure: what foreign orders have to do with one of ours: parts, into which units of it went, and copies, whose units are still in it.</summary>
internal static class ForeignParts
{
    private const int LineIdLength = 36;

    /// <summary>Line keys are ids of the shop's lines.</summary>
    public static bool IsLineKey(string? key) => key is { Length: >= LineIdLength } && Guid.TryParseExact(key[..LineIdLength], "D", out _);

    /// <summary>Not our key, and line keys as ours.</summary>
    public static bool MayBeOne(ShippingOrderSnapshot read) =>
        !OrderKeys.TryParse(read.OrderKey, out _, out _) && read.Content.Items.Any(static i => !i.Adjustment && IsLineKey(i.LineItemKey));

    /// <summary>Under what number its origin may be known.</summary>
    public static IEnumerable<string> NumbersOf(ShippingOrderSnapshot read) =>
        new[] { read.Content.CustomField1, read.Content.CustomField2, read.Content.CustomField3, read.OrderNumber }.OfType<string>().Where(static n => n.Length > 0).Distinct(StringComparer.Ordinal);

    /// <summary>Whether it holds lines that we sent under the row's key.</summary>
    public static bool IsOf(SyncRow row, ShippingOrderSnapshot read) => ListOf(row, [read]).Any();

    /// <summary>Those that hold lines that we sent under the row's key; what we sent is unpacked once.</summary>
    public static IEnumerable<ShippingOrderSnapshot> ListOf(SyncRow row, IEnumerable<ShippingOrderSnapshot> read)
    {
        var possible = read.Where(r => r.Account == row.Account && MayBeOne(r)).ToList();
        if (possible.Count == 0 || row.LastPayload() is not { } sent) return [];
        var ours = LineUnits.Count(PayloadJson.Unpack(sent));
        return possible.Where(r => r.Content.Items.Any(i => !i.Adjustment && ours.ContainsKey(i.LineItemKey)));
    }

    /// <summary>Made while a call of ours had no known outcome, that is: not long before it was found to have none, or later. Also when it has shipped since: what left with it may stand in ours as well.</summary>
    public static bool MayBeCrossed(SyncRow row, ShippingOrderSnapshot read) =>
        row.Unverified is { } calls && read.Status != ShippingOrderStatus.Cancelled && read.CreatedAt >= calls.Since - s_crossing && IsOf(row, read);

    /// <summary>Longer than a call may take, and than clocks differ.</summary>
    private static readonly TimeSpan s_crossing = TimeSpan.FromMinutes(5);

    /// <summary>Units that we sent and that are in none of these; never below zero.</summary>
    public static Dictionary<string, int> Missing(SyncRow row, IEnumerable<ShippingOrderSnapshot> orders)
    {
        if (row.LastPayload() is not { } packed) return [];
        var sent = PayloadJson.Unpack(packed);
        var (missing, items) = (LineUnits.Count(sent), orders.SelectMany(static o => o.Content.Items).Where(static i => !i.Adjustment).ToList());
        foreach (var item in items.Where(i => missing.ContainsKey(i.LineItemKey))) Take(item.LineItemKey, item.Quantity);
        // Lines that people typed in again are known by their article.
        foreach (var item in items.Where(static i => i.LineItemKey.Length == 0 && !string.IsNullOrEmpty(i.Sku)))
        {
            var left = item.Quantity;
            foreach (var line in sent.Items.Where(s => !s.Adjustment && s.Sku == item.Sku)) left -= Take(line.LineItemKey, left);
        }
        return missing;

        int Take(string key, int quantity)
        {
            var taken = Math.Min(missing.GetValueOrDefault(key), quantity);
            if (taken > 0) missing[key] -= taken;
            return Math.Max(taken, 0);
        }
    }

    /// <summary>Of several that hold the same units the older ones are the parts.</summary>
    /// <param name="own">Our order and what was split off it, as they are now.</param>
    /// <param name="foreign">Foreign orders with lines of ours.</param>
    public static (IReadOnlyList<ShippingOrderSnapshot> Parts, IReadOnlyList<ShippingOrderSnapshot> Copies) Separate(
        SyncRow row, IEnumerable<ShippingOrderSnapshot> own, IEnumerable<ShippingOrderSnapshot> foreign)
    {
        var missing = Missing(row, own);
        var (parts, copies) = (new List<ShippingOrderSnapshot>(), new List<ShippingOrderSnapshot>());
        foreach (var order in foreign.OrderBy(o => o.CreatedAt).ThenBy(o => o.ShippingOrderId))
        {
            var units = LineUnits.Count(order.Content).Where(u => u.Value > 0).ToList();
            if (units.Count > 0 && units.TrueForAll(u => missing.GetValueOrDefault(u.Key) >= u.Value))
            {
                foreach (var (key, quantity) in units) missing[key] -= quantity;
                parts.Add(order);
            }
            else copies.Add(order);
        }
        return (parts, copies);
    }
}
