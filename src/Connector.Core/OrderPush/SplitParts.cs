using Connector.Core.Errors;
using Connector.Core.Ports;
using Connector.Core.Rates;
using Connector.Core.ShippingOrders;

namespace Connector.Core.OrderPush;

/// <summary>
/// The parts that people split off an order on the shipping side follow it: a new address goes to each, a cancellation too. Which units are in which part is
/// people's business, so a change of lines is left to them. Doing it twice changes nothing.
/// </summary>
internal sealed class SplitParts(IShippingAccounts accounts, IShippingStore seen)
{
    /// <param name="there">The order that they were split from, as it stands now.</param>
    /// <returns>Why not all of them could follow; null when they do.</returns>
    public async Task<GroupFailure?> FollowAsync(GroupPush group, ShippingOrderSnapshot there, CancellationToken cancellationToken)
    {
        if (!there.MergedOrSplit || there.MergedIds.Count > 0 || group.Action is not (PushAction.Update or PushAction.Cancel)) return null;
        var parts = (await seen.GetOrdersAsync([group.Row!.OrderKey], cancellationToken)).Where(p => p.Account == group.Account && p.ParentId == there.ShippingOrderId);
        if (group.Action == PushAction.Update && LinesChanged(group)) return Split;
        GroupFailure? failure = null;
        foreach (var part in parts) failure = await FollowAsync(group, part.ShippingOrderId, cancellationToken) ?? failure;
        return failure;
    }

    private async Task<GroupFailure?> FollowAsync(GroupPush group, long partId, CancellationToken cancellationToken)
    {
        var isCancel = group.Action == PushAction.Cancel;
        var lane = isCancel ? RateLane.Cancel : RateLane.Normal;
        var part = await accounts.Get(group.Account).GetOrderAsync(partId, lane, cancellationToken);
        if (part is null || part.Status == ShippingOrderStatus.Cancelled) return null;
        if (PushDecision.BlockedBy(part, isCancel) is { } blocked) return isCancel ? new GroupFailure(blocked.Kind, blocked.Code, blocked.Text, Final: true) : null;
        var theirs = part.Content with { ShippingOrderId = partId };
        var wanted = isCancel ? theirs with { Status = ShippingOrderStatus.Cancelled } : Followed(group, theirs);
        // As payloads: two lists of the same content are not equal as records.
        if (PayloadJson.Write(wanted).AsSpan().SequenceEqual(PayloadJson.Write(theirs))) return null;
        var result = (await accounts.Get(group.Account).UpsertAsync([wanted], lane, cancellationToken)).Single();
        return result.Success ? null : new GroupFailure(FailureKind.Rejected, ErrorCodes.PushRejected, $"A part that was split off could not follow: {result.Error}", Final: true);
    }

    /// <summary>What the shop changed, but for what the split itself decides: number, lines and amounts.</summary>
    private static ShippingOrder Followed(GroupPush group, ShippingOrder theirs)
    {
        if (group.Row?.Payload is not { } lastSent) return theirs;
        var before = PayloadJson.Read(PayloadJson.Decompress(lastSent));
        var merged = PayloadMerge.Merge(AsPart(before), AsPart(group.Wanted!), theirs).Order;
        return merged with
        {
            OrderKey = theirs.OrderKey, OrderNumber = theirs.OrderNumber, StoreId = theirs.StoreId, Items = theirs.Items, AmountPaid = theirs.AmountPaid, TaxAmount = theirs.TaxAmount,
            ShippingAmount = theirs.ShippingAmount, ShippingOrderId = theirs.ShippingOrderId
        };

        ShippingOrder AsPart(ShippingOrder whole) => whole with { Items = theirs.Items, Weight = theirs.Weight };
    }

    private static bool LinesChanged(GroupPush group) =>
        group.Row?.Payload is { } lastSent && !Lines(PayloadJson.Read(PayloadJson.Decompress(lastSent))).SetEquals(Lines(group.Wanted!));

    private static HashSet<(string, int)> Lines(ShippingOrder order) => [.. order.Items.Select(i => (i.LineItemKey, i.Quantity))];

    private static GroupFailure Split => new(
        FailureKind.Rejected, ErrorCodes.LockedInShipping, "The order was split in ShipStation, so a change of its lines cannot be sent; change the parts there.", Final: true);
}
