using Connector.Core.Model.Messages;
using Connector.Core.Model.Shipping;
using Connector.Core.Ports;

namespace Connector.Core.Flows.Push;

/// <summary>Marks orders as shipped that have ended by another way, one call each. Twice does no harm: one that is shipped already is refused, and a reading shows why.</summary>
internal sealed class ShippedMarker(Reservations reservations)
{
    /// <summary>After a failure that is not about one order no other call is made: the rest comes back.</summary>
    public async Task MarkAsync(IShippingAccount account, CallUnderWay call, CancellationToken cancellationToken)
    {
        ConnectorException? outage = null;
        foreach (var group in call.Held)
        {
            if (outage is not null)
            {
                call.Fail(group.Row.OrderKey, PushFailures.From(outage));
                continue;
            }
            var renewed = await reservations.HoldAsync([group], account.LongestCall, cancellationToken);
            call.Renew(renewed);
            if (renewed.Held is not [var held] || held.Call.Content.ShippingOrderId is not { } id) continue;
            try
            {
                await MarkAsync(account, id, held.Row.OrderKey, cancellationToken);
                call.End(held.Row.OrderKey, new CallResult(id, null) { IsShipped = true });
            }
            catch (ConnectorException e)
            {
                call.Fail(held.Row.OrderKey, PushFailures.From(e));
                if (e.Kind != FailureKind.Rejected) outage = e;
            }
        }
    }

    /// <summary>One order, or a part that was split off one. A refusal of what is not open any longer is none.</summary>
    public static async Task MarkAsync(IShippingAccount account, long shippingOrderId, string? orderKey, CancellationToken cancellationToken)
    {
        try
        {
            await account.MarkShippedAsync(shippingOrderId, orderKey, RateLane.Cancel, cancellationToken);
        }
        catch (ConnectorException e) when (e.Kind == FailureKind.Rejected)
        {
            if (await account.GetOrderAsync(shippingOrderId, RateLane.Cancel, cancellationToken) is { } there && PartTree.IsOpen(there.Status)) throw;
        }
    }
}
