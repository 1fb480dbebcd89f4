using Connector.Core.Model.Orders;
using Connector.Core.Model.Shipping;
using Connector.Core.Rules.Mapping.Writeback;

namespace Connector.Core.Flows.Writeback;

/// <summary>Makes the <see cref="OrderStatusPlan"/> of an order with the merchant's rules; shared by the write-back and the comparison.</summary>
internal sealed class OrderStatusPlanner(OrderFieldTargets targets, WritebackRules rules)
{
    /// <summary>Reads the order's Type where it is not known yet; writes nothing.</summary>
    /// <param name="seen">Last readings of its shipping orders.</param>
    public async Task<OrderStatusPlan> MakeAsync(Order order, IReadOnlyList<ShippingOrderSnapshot> seen, CancellationToken cancellationToken) =>
        OrderStatusPlan.Make(order, seen, rules, await targets.ForAsync(order, cancellationToken));
}
