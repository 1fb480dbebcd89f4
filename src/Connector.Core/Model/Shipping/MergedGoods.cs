namespace Connector.Core.Model.Shipping;

/// <summary>
/// Pure: whether the goods of an order that people merged into another are there. A call of ours that was under way during the merge may have put the content of
/// before back, and then they are in no order at all.
/// </summary>
internal static class MergedGoods
{
    /// <param name="row">Of the order that was merged away.</param>
    /// <param name="there">The order that it was merged into, and the parts of that one, whatever their status.</param>
    /// <returns>Units that we sent and that stand nowhere; 0 also where nothing is known of what was sent, or the order is finished.</returns>
    public static int CountMissing(SyncRow row, IEnumerable<ShippingOrderSnapshot> there) =>
        row is { Status: SyncStatus.Synced, Payload: { } sent } ? CountMissing(PayloadJson.Unpack(sent), there) : 0;

    /// <returns>Units of this content that stand in none of the orders.</returns>
    public static int CountMissing(ShippingOrder sent, IEnumerable<ShippingOrderSnapshot> there)
    {
        var found = LineUnits.Count(there.SelectMany(static o => o.Content.Items));
        return LineUnits.Count(sent).Sum(line => Math.Max(0, line.Value - found.GetValueOrDefault(line.Key)));
    }
}
