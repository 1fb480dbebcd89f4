using Connector.Core.Model.Messages;
using Connector.Core.Model.Shipping;
using Connector.Core.Ports;

namespace Connector.Core.Flows.Push;

/// <summary>
/// Orders that people merged into another before their id was known, because the first call had no known outcome: nothing stands under their number, and their goods are in the
/// other order.
/// </summary>
internal sealed class UnknownMerges(IShippingAccounts accounts, ISyncStore sync, IFreshReadings readings)
{
    /// <summary>For clocks that do not agree.</summary>
    private static readonly TimeSpan s_margin = TimeSpan.FromHours(1);

    /// <summary>The order that holds the goods now; null where no call may have brought them, or none that was merged holds any. Reads what has changed since the order was placed.</summary>
    public async Task<ShippingOrderSnapshot?> FindAsync(SyncRow row, DateTimeOffset placed, RateLane lane, CancellationToken cancellationToken)
    {
        var lines = Lines(row);
        if (lines.Count == 0) return null;
        for (var page = 1; ; page++)
        {
            var read = await accounts.Get(row.Account).ListOrdersAsync(new ShippingWindow(placed - s_margin, null, page), lane, cancellationToken);
            if (read.Items.FirstOrDefault(order => Holds(order, lines)) is { } survivor) return survivor;
            if (!read.More) return null;
        }
    }

    /// <summary>Notes the id, where it is the only one of those merged that is nobody's, and gives the order its part of labels that were read before.</summary>
    /// <returns>The row as stored now; as it was where the id stays unknown or somebody else was faster.</returns>
    public async Task<SyncRow> LearnIdAsync(SyncRow row, ShippingOrderSnapshot survivor, CancellationToken cancellationToken)
    {
        var nobodys = new List<long>();
        foreach (var id in survivor.MergedIds)
            if (await sync.FindByShippingOrderIdAsync(row.Account, id, cancellationToken) is null) nobodys.Add(id);
        if (row.ShippingOrderId is null)
        {
            if (nobodys is not [var own] || (await sync.WriteAsync([row with { ShippingOrderId = own }], cancellationToken)) is not [{ } stored]) return row;
            row = stored;
        }
        await readings.KeepMergedAsync(survivor, cancellationToken);
        return row;
    }

    /// <summary>Pure: line keys of all that calls without a known outcome carried; none once one was acknowledged.</summary>
    public static IReadOnlySet<string> Lines(SyncRow row) => row.PayloadHash is not null
        ? new HashSet<string>()
        : row.CarriedPayloads().SelectMany(static sent => PayloadJson.Unpack(sent).Items).Where(static i => !i.Adjustment && i.LineItemKey.Length > 0).Select(static i => i.LineItemKey)
            .ToHashSet(StringComparer.Ordinal);

    /// <summary>Pure: whether others were merged into it, it is not cancelled, and one of these lines is in it.</summary>
    public static bool Holds(ShippingOrderSnapshot order, IReadOnlySet<string> lines) =>
        order is { MergedIds.Count: > 0, Status: not ShippingOrderStatus.Cancelled } && order.Content.Items.Any(i => !i.Adjustment && lines.Contains(i.LineItemKey));

    /// <summary>Pure: what a first call means that was refused because the order stands in another: all is there as wanted, or a person must change it.</summary>
    public static GroupFailure? Judge(ShippingOrder wanted, ShippingOrderSnapshot survivor) =>
        survivor.Status != ShippingOrderStatus.Shipped && PushPlanner.IsSamePlace(wanted.ShipTo, survivor.Content.ShipTo) && MergedGoods.CountMissing(wanted, [survivor]) == 0 ? null : Into(survivor);

    /// <summary>Pure: a person must change it.</summary>
    public static GroupFailure Into(ShippingOrderSnapshot survivor) => survivor.Status == ShippingOrderStatus.Shipped
        ? new(FailureKind.CancelledAfterShipment, ErrorCodes.CancelledAfterShipment, $"The goods have left with order {survivor.OrderNumber}, into which the order was merged in ShipStation.", Final: true)
        : new(FailureKind.Rejected, ErrorCodes.LockedInShipping, $"The order was merged into order {survivor.OrderNumber} in ShipStation and cannot be changed or cancelled alone; change its goods there.", Final: true);
}
