using Connector.Core.Model.Orders;

namespace Connector.Core.Rules.Selection;

/// <summary>
/// How many units of a line are on the shipping side: what was ordered, less what was returned or refunded before it left. The one place where this is
/// decided; selection, routing and mapping all ask here.
/// </summary>
/// <remarks>
/// Deliveries and returns are walked in the order in which they happened. A return takes a unit that had been delivered by then and is not back yet: that unit
/// was shipped and stays part of the order. Where there is none, the return was agreed before the goods left, so that unit need not be shipped. A refund of
/// goods that never travelled back (announced, refunded, no return parcel) takes units that have not left yet first. A return that was announced and refused
/// (NotRefunded) takes nothing. Later deliveries never change the outcome of an earlier return, so the quantity does not swing back once the rest has shipped.
/// </remarks>
public static class OpenQuantity
{
    /// <summary>From zero to the ordered quantity; never below what was delivered already (up to the ordered quantity).</summary>
    public static long Compute(Order order, OrderLine line)
    {
        var ordered = Math.Max(line.Quantity, 0);
        return order.Returns.Count == 0 ? ordered : ordered - Taken(order, line, ordered);
    }

    private static long Taken(Order order, OrderLine line, long ordered)
    {
        if (!order.Returns.Any(r => IsOf(r, line))) return 0;
        long delivered = 0, away = 0, taken = 0;
        foreach (var step in Steps(order, line))
        {
            if (step.Return is null)
            {
                delivered += step.Quantity;
                away += step.Quantity;
                continue;
            }
            var notLeft = Math.Max(ordered - delivered - taken, 0);
            var before = NeverTravelled(step.Return) ? Math.Min(step.Quantity, notLeft) : 0;
            var back = Math.Min(step.Quantity - before, away);
            away -= back;
            taken += before + Math.Min(step.Quantity - before - back, notLeft - before);
        }
        return Math.Clamp(taken, 0, ordered - Math.Clamp(delivered, 0, ordered));
    }

    private static IEnumerable<Step> Steps(Order order, OrderLine line)
    {
        var deliveries = from shipping in order.Shippings
                         from delivery in shipping.Deliveries
                         from item in delivery.Items
                         where item.LineId == line.Id && item.Quantity > 0
                         select new Step(delivery.CreatedAt, item.Quantity, null);
        var returns = from item in order.Returns
                      where IsOf(item, line)
                      select new Step(item.CreatedAt ?? DateTimeOffset.MinValue, item.Quantity, item);
        return deliveries.Concat(returns).OrderBy(s => s.At);
    }

    private static bool IsOf(ReturnedItem item, OrderLine line) => item.LineId == line.Id && item.Quantity > 0 && !WasRefused(item);

    private static bool WasRefused(ReturnedItem item) => item is { ShipmentState: "Advised", PaymentState: "NotRefunded" };

    private static bool NeverTravelled(ReturnedItem item) =>
        item is { ShipmentState: "Advised", PaymentState: "Refunded" } && string.IsNullOrEmpty(item.ReturnTrackingId);

    private sealed record Step(DateTimeOffset At, long Quantity, ReturnedItem? Return);
}
