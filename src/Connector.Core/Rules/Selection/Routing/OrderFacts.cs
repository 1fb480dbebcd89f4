using Connector.Core.Model.Orders;
using Connector.Core.Rules.Selection.Conditions;

namespace Connector.Core.Rules.Selection.Routing;

/// <summary>What rules ask about the parts of an order.</summary>
/// <param name="grams">Of all goods; null when one of them has no weight, or no rule asks.</param>
internal sealed class OrderFacts(Order order, decimal? grams)
{
    public Order Order => order;

    public ConditionFacts About(RoutingPart part) => ConditionFacts.From(order, part.Destination.Address, part.Destination.Shipping, grams, part.Line);
}
