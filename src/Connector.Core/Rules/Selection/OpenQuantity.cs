using Connector.Core.Model.Orders;
using Connector.Core.Model.Shipping;
using Connector.Core.Rules.Selection.Conditions;

namespace Connector.Core.Rules.Selection;

/// <summary>
/// How many units of a line are ours to ship: what was ordered, less what was returned or refunded before it left, less what stands in a line item state that does
/// not ship, less what others have delivered. The one place where this is decided; selection, routing and mapping all ask here.
/// </summary>
/// <remarks>
/// Deliveries and returns are walked in the order in which they happened. A return takes a unit that had been delivered by then and is not back yet: that unit
/// was shipped and stays part of the order. Where there is none, the return was agreed before the goods left, so that unit need not be shipped. A refund of
/// goods that never travelled back (announced, refunded, no return parcel) takes units that have not left yet first. A return that was announced and refused
/// (NotRefunded) takes nothing. Later deliveries never change the outcome of an earlier return, so the quantity does not swing back once the rest has shipped.
/// A refund and a line item state may speak of the same units: the larger of the two counts.
/// </remarks>
public static class OpenQuantity
{
    /// <summary>From zero to <see cref="Kept"/>; never below what we delivered ourselves.</summary>
    /// <param name="closedStates">See <see cref="LineRules.ClosedStates"/>.</param>
    public static long Compute(Order order, OrderLine line, IList<string>? closedStates = null)
    {
        var kept = Kept(order, line, closedStates);
        var (ours, others) = Delivered(order, line);
        return Math.Max(kept - others, Math.Min(ours, kept));
    }

    /// <summary>Units that are still part of the order, whoever ships them: from zero to the ordered quantity; never below what was delivered already (up to the ordered quantity).</summary>
    public static long Kept(Order order, OrderLine line, IList<string>? closedStates = null)
    {
        var ordered = Math.Max(line.Quantity, 0);
        var taken = order.Returns.Count == 0 ? 0 : Taken(order, line, ordered);
        if (closedStates is not { Count: > 0 }) return ordered - taken;
        var (ours, others) = Delivered(order, line);
        return ordered - Math.Max(taken, Math.Clamp(Closed(line, closedStates), 0, ordered - Math.Clamp(ours + others, 0, ordered)));
    }

    /// <summary>Units that are still part of the order and that nobody has delivered.</summary>
    public static long Undelivered(Order order, OrderLine line, IList<string>? closedStates = null)
    {
        var (ours, others) = Delivered(order, line);
        return Math.Max(Kept(order, line, closedStates) - ours - others, 0);
    }

    /// <summary>Units in deliveries that we did not make.</summary>
    public static long DeliveredByOthers(Order order, OrderLine line) => Delivered(order, line).Others;

    /// <summary>Whether deliveries of ours hold every unit that is still part of the line.</summary>
    public static bool IsDeliveredByUs(Order order, OrderLine line) => Kept(order, line) is > 0 and var kept && Delivered(order, line).Ours >= kept;

    private static (long Ours, long Others) Delivered(Order order, OrderLine line)
    {
        long ours = 0, others = 0;
        foreach (var shipping in order.Shippings)
        {
            foreach (var delivery in shipping.Deliveries)
            {
                var isOurs = Shipment.IsKey(delivery.Key);
                foreach (var item in delivery.Items)
                {
                    if (item.LineId != line.Id || item.Quantity <= 0) continue;
                    if (isOurs) ours += item.Quantity;
                    else others += item.Quantity;
                }
            }
        }
        return (ours, others);
    }

    private static long Closed(OrderLine line, IList<string> closedStates) =>
        line.States.Where(s => s.Quantity > 0 && Pattern.MatchesEither(s.StateKey, s.StateId, closedStates)).Sum(static s => s.Quantity);

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
