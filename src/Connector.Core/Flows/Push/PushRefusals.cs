using Connector.Core.Model.Messages;
using Connector.Core.Model.Shipping;
using Connector.Core.Ports;

namespace Connector.Core.Flows.Push;

/// <summary>A single refusal: either the order is locked there by now, or the record is bad. Reading it shows which.</summary>
internal static class PushRefusals
{
    /// <summary>Without a failure when it is none: an earlier call whose response was lost had brought the same order there, and it was shipped since.</summary>
    public static async Task<CallResult> ReadAsync(IShippingAccount account, ReservedGroup reserved, string? error, CancellationToken cancellationToken)
    {
        var (group, row) = (reserved.Call.Group, reserved.Row);
        var rejected = new CallResult(
            group.ShippingOrderId, new GroupFailure(FailureKind.Rejected, ErrorCodes.PushRejected, $"ShipStation refused the order: {error ?? "no reason given"}", Final: true));
        // A lost response to the first call may hide an order that was shipped in the meantime.
        if (group.Action == PushAction.Create && row is { ShippingOrderId: null, PayloadHash: null } && error?.Contains("cannot be changed", StringComparison.OrdinalIgnoreCase) != true) return rejected;
        try
        {
            var there = group.ShippingOrderId is { } id
                ? await account.GetOrderAsync(id, RateLane.Normal, cancellationToken)
                : (await account.FindOrdersAsync(row.ShippingNumber, RateLane.Normal, cancellationToken)).FirstOrDefault(o => o.OrderKey == row.OrderKey);
            if (there is null) return rejected;
            var isShipped = there.Status == ShippingOrderStatus.Shipped;
            if (group.Action == PushAction.Create && isShipped && IsSame(there.Content, reserved.Call.Content)) return new CallResult(there.ShippingOrderId, null);
            if (PushDecision.BlockedBy(there, group.Action == PushAction.Cancel) is not { } blocked) return rejected with { ShippingOrderId = there.ShippingOrderId };
            return new CallResult(there.ShippingOrderId, GroupFailure.From(blocked)) { IsShipped = isShipped };
        }
        catch (ConnectorException e)
        {
            return new CallResult(group.ShippingOrderId, PushFailures.From(e));
        }
    }

    private static bool IsSame(ShippingOrder there, ShippingOrder ours) =>
        Goods(there).SetEquals(Goods(ours))
        && string.Equals(there.ShipTo.Street1, ours.ShipTo.Street1, StringComparison.OrdinalIgnoreCase)
        && string.Equals(there.ShipTo.PostalCode, ours.ShipTo.PostalCode, StringComparison.OrdinalIgnoreCase);

    private static HashSet<(string, int)> Goods(ShippingOrder order) => [.. order.Items.Where(i => !i.Adjustment).Select(i => (i.LineItemKey, i.Quantity))];
}
