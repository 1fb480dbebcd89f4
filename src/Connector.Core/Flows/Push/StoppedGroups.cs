using Connector.Core.Model.Orders;
using Connector.Core.Model.Shipping;
using Connector.Core.Rules.Selection;

namespace Connector.Core.Flows.Push;

/// <summary>
/// Pure: what becomes of the groups of an order that was sent and should not ship from there (docs/adr/0022). What was last sent is kept but for its status, so that a later
/// merge knows whose hold it is: ours ends when the order is due again, one that people made does not.
/// </summary>
internal static class StoppedGroups
{
    /// <summary>Whether the group may be shippable there, as far as its row knows.</summary>
    public static bool IsOpen(SyncRow row) => row.GroupKey.Length > 0 && row.Status is SyncStatus.Synced or SyncStatus.Reserved && row.LastPayload() is not null;

    /// <param name="status">OnHold or AwaitingPayment.</param>
    public static PlannedGroup Hold(SyncRow row, ShippingOrderStatus status, DateTimeOffset now)
    {
        if (!IsOpen(row)) return Untouched(row);
        var wanted = Content(row, status);
        var group = PlannedGroup.From(PushDecision.ForWanted(row, wanted.Hash, now), row.GroupKey, row.Account);
        return group with
        {
            // Parts of it, if its first call went through, are to be held as well.
            Holds = true, MayBeCrossed = group.Action == PushAction.Create, Wanted = wanted, ToSend = wanted.Order with { ShippingOrderId = row.ShippingOrderId }, Row = row, ShippingOrderId = row.ShippingOrderId
        };
    }

    /// <summary>Null for a group of which nothing is known to be there: it is cancelled like any other.</summary>
    public static PlannedGroup? MarkShipped(SyncRow row, DateTimeOffset now)
    {
        if (!IsOpen(row)) return Untouched(row);
        if (row.Reservation is { } call && call.Until > now) return Untouched(row) with { BusyUntil = call.Until };
        if (row.ShippingOrderId is not { } id) return null;
        var wanted = Content(row, ShippingOrderStatus.Shipped);
        return Untouched(row) with { Action = PushAction.MarkShipped, Wanted = wanted, ToSend = wanted.Order with { ShippingOrderId = id } };
    }

    /// <summary>Whether a part is open of an order that has shipped itself, whoever made the part; as last read.</summary>
    public static bool HasOpenParts(SyncRow row, IReadOnlyList<ShippingOrderSnapshot> seen) => ListOpenParts(row, seen).Any();

    /// <summary>Whether the open parts of an order that has shipped itself hold more of a line than is left of it, after what others delivered and what left with other labels; as last read.</summary>
    public static bool MayShipTooMany(Order order, SyncRow row, PushKnowledge known)
    {
        var open = ListOpenParts(row, known.Seen).ToList();
        if (open.Count == 0) return false;
        var ids = open.ConvertAll(static p => (long?)p.ShippingOrderId);
        var left = known.Shipments.Select(static s => s.Shipment).Where(s => s is { Voided: false, IsReturn: false } && !ids.Contains(s.ShippingOrderId)).SelectMany(static s => s.Items ?? []);
        var units = open.SelectMany(static p => p.Content.Items).Where(static i => !i.Adjustment).Select(static i => (Key: i.LineItemKey, i.Quantity))
            .Concat(left.Select(static i => (Key: i.LineItemKey ?? "", i.Quantity))).ToList();
        return order.Lines.Any(line => line.Id.Length > 0 && units.Where(u => OrderKeys.IsOfLine(u.Key, line.Id)).Sum(static u => u.Quantity) > OpenQuantity.Compute(order, line));
    }

    private static IEnumerable<ShippingOrderSnapshot> ListOpenParts(SyncRow row, IReadOnlyList<ShippingOrderSnapshot> seen)
    {
        if (row is not { Status: SyncStatus.Shipped, Reservation: null, ShippingOrderId: { } id }) return [];
        var mine = seen.Where(s => s.Account == row.Account && s.OrderKey == row.OrderKey).ToList();
        var parts = PartTree.From(id, row.OrderKey, mine);
        var foreign = mine.Find(s => s.ShippingOrderId == id) is { } whole ? ForeignParts.Separate(row, [whole, .. parts], ForeignParts.ListOf(row, seen)).Parts : [];
        return parts.Concat(foreign).Where(static p => PartTree.IsOpen(p.Status));
    }

    /// <summary>The order itself is left alone: should it be open again, a void that nobody has read yet says why.</summary>
    public static PlannedGroup MarkParts(SyncRow row)
    {
        var wanted = Content(row, ShippingOrderStatus.Shipped);
        return Untouched(row) with { Action = PushAction.MarkShipped, PartsOnly = true, Wanted = wanted, ToSend = wanted.Order with { ShippingOrderId = row.ShippingOrderId } };
    }

    public static PlannedGroup Untouched(SyncRow row) => new(row.GroupKey, row.Account, PushAction.None) { Row = row, ShippingOrderId = row.ShippingOrderId };

    /// <summary>A day on which the shipping side would release it by itself goes.</summary>
    /// <remarks>Acknowledged content; else what a first call without a known outcome carried.</remarks>
    private static WantedContent Content(SyncRow row, ShippingOrderStatus status) =>
        WantedContent.From(PayloadJson.Unpack(row.LastPayload()!) with { Status = status, HoldUntil = null });
}
