using Connector.Core.Model;
using Connector.Core.Model.Messages;
using Connector.Core.Model.Shipping;
using Connector.Core.Ports;

namespace Connector.Core.Flows.Push;

/// <summary>A single refusal: either the order is locked there by now, or the record is bad. Reading it shows which.</summary>
internal static class PushRefusals
{
    /// <summary>Null when it is no failure: an earlier call whose response was lost had brought the same order there, and it was shipped since.</summary>
    public static async Task<GroupFailure?> ReadAsync(IShippingAccount account, GroupPush group, string? error, CancellationToken cancellationToken)
    {
        var rejected = new GroupFailure(FailureKind.Rejected, ErrorCodes.PushRejected, $"ShipStation refused the order: {error ?? "no reason given"}", Final: true);
        if (group.Action == PushAction.Create && group.Row?.ShippingOrderId is null)
        {
            // A lost response to the first call may hide an order that was shipped in the meantime.
            if (group.Row?.PayloadHash is null && (error is null || !error.Contains("cannot be changed", StringComparison.OrdinalIgnoreCase))) return rejected;
        }
        try
        {
            var there = group.ShippingOrderId is { } id
                ? await account.GetOrderAsync(id, RateLane.Normal, cancellationToken)
                : (await account.FindOrdersAsync(group.Row!.ShippingNumber, RateLane.Normal, cancellationToken)).FirstOrDefault(o => o.OrderKey == group.Row.OrderKey);
            if (there is null) return rejected;
            group.ShippingOrderId = there.ShippingOrderId;
            if (group.Action == PushAction.Create && there.Status == ShippingOrderStatus.Shipped && IsSame(there.Content, group.ToSend!)) return null;
            if (PushDecision.BlockedBy(there, group.Action == PushAction.Cancel) is not { } blocked) return rejected;
            if (there.Status == ShippingOrderStatus.Shipped) group.Row = group.Row! with { Status = SyncStatus.Shipped };
            return new GroupFailure(blocked.Kind, blocked.Code, blocked.Text, Final: true);
        }
        catch (ConnectorException e)
        {
            return PushFailures.Of(e);
        }
    }

    private static bool IsSame(ShippingOrder there, ShippingOrder ours) =>
        Goods(there).SetEquals(Goods(ours))
        && string.Equals(there.ShipTo.Street1, ours.ShipTo.Street1, StringComparison.OrdinalIgnoreCase)
        && string.Equals(there.ShipTo.PostalCode, ours.ShipTo.PostalCode, StringComparison.OrdinalIgnoreCase);

    private static HashSet<(string, int)> Goods(ShippingOrder order) => [.. order.Items.Where(i => !i.Adjustment).Select(i => (i.LineItemKey, i.Quantity))];
}
