using Connector.Core.Model.Orders;
using Connector.Core.Model.Shipping;
using Connector.Core.Rules.Mapping.Writeback;

namespace Connector.Core.Flows.Writeback;

/// <summary>Pure: the states that an order is to have after what was shipped and what arrived. Delivered is never taken back: people may have set it.</summary>
internal static class OrderStateChanges
{
    public static IEnumerable<OrderChange> Compute(Order order, Coverage coverage, ParcelsOutcome parcels, IReadOnlyList<Shipment> shipments, WritebackRules rules)
    {
        var wanted = coverage.State;
        var state = order.ShipmentState;
        var tookBack = wanted == ShipmentState.Pending && shipments.Any(s => !DeliveryPlan.IsHere(s) && !s.IsReturn) && state is ShipmentState.Partial or ShipmentState.Shipped;
        var forward = wanted is ShipmentState.Partial or ShipmentState.Shipped && state != wanted && state != ShipmentState.Delivered;
        var arrives = parcels.AllDelivered && (parcels.News || state != ShipmentState.Delivered);
        if (rules.ShipmentState)
        {
            if (arrives && rules.ShipmentStateDelivered)
            {
                if (state != ShipmentState.Delivered) yield return new OrderChange.SetShipmentState(ShipmentState.Delivered);
            }
            else if (forward || (tookBack && wanted == ShipmentState.Pending)) yield return new OrderChange.SetShipmentState(wanted);
        }
        var completed = wanted == ShipmentState.Shipped && forward ? rules.OrderStateWhenShipped : null;
        if (((arrives ? rules.OrderStateWhenDelivered : null) ?? completed) is { } complete && order.State != complete && order.State != OrderState.Cancelled)
            yield return new OrderChange.SetOrderState(complete);
        if (Transition(wanted, forward, arrives, parcels, rules) is { } key && order.WorkflowStateKey != key) yield return new OrderChange.TransitionState(key, Force: false);
        var noLongerComplete = wanted != ShipmentState.Shipped && rules.OrderStateWhenShipped is { } done && order.State == done && !shipments.All(DeliveryPlan.IsHere);
        if (noLongerComplete && rules.OrderStateWhenVoided is { } back && order.State != back) yield return new OrderChange.SetOrderState(back);
    }

    /// <summary>One transition at a time: what needs attention goes before what does not, the later step before the earlier.</summary>
    private static string? Transition(ShipmentState wanted, bool forward, bool arrives, ParcelsOutcome parcels, WritebackRules rules) =>
        (parcels.NewReturn ? rules.TransitionWhenReturned : null)
        ?? (parcels.NewException ? rules.TransitionWhenException : null)
        ?? (arrives ? rules.TransitionWhenDelivered : null)
        ?? (forward && wanted == ShipmentState.Shipped ? rules.TransitionWhenShipped : null)
        ?? (forward && wanted == ShipmentState.Partial ? rules.TransitionWhenPartial : null);
}
