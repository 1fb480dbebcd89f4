using Connector.Core.Model.Orders;
using Connector.Core.Rules.Mapping;
using Connector.Core.Rules.Mapping.Services;
using Connector.Core.Rules.Selection;
using Connector.Core.Rules.Selection.Routing;

namespace Connector.Core.Flows.Plan;

/// <summary>
/// Runs selection, routing and mapping on an order document, without either vendor. Routing and mapping run whatever the selection says, so that old orders are
/// of use for trying out rules. Never throws for anything that an order may hold.
/// </summary>
public sealed class MappingLab(OrderSelection selection, OrderRouter router, OrderMapping mapping, RoutingRules routing, ServiceRules services)
{
    /// <param name="now">For minimum age, batches and hold dates.</param>
    public MappingTrial Try(Order order, DateTimeOffset now)
    {
        var route = router.Plan(order, []);
        return new MappingTrial(selection.Decide(order, now), route, mapping.Explain(order, route), [.. Notes(order)]);
    }

    /// <summary>What only the live shop knows, where a rule asks for it.</summary>
    private IEnumerable<string> Notes(Order order)
    {
        if (router.NeedsStock) yield return "Stock is not known offline: rules with RequireStock find none.";
        if (order.Lines.Any(l => l is { SupplyChannelId: not null, SupplyChannelKey: null }) && routing.Rules.Any(r => r.SupplyChannels.Count > 0))
            yield return "Lines name their supply channel by id only: rules that name it by key do not see it. Expand lineItems[*].supplyChannel in the document.";
        if (order.Shippings.Any(s => s is { MethodId: not null, MethodKey: null }) && services.Rules.Any(r => r.Methods.Count > 0))
            yield return "The shipping method is named by id only: rules that name it by key do not see it, those that name it by its name do. Expand shippingInfo.shippingMethod in the document.";
    }
}

/// <summary>What the rules make of one order.</summary>
/// <param name="Route">For each line the rule that won and why the others did not.</param>
/// <param name="Mapping">Shipping orders with value and origin of every field, or why there are none.</param>
/// <param name="Notes">What could not be known without the shop.</param>
public sealed record MappingTrial(SelectionDecision Decision, RoutePlan Route, MappingExplanation Mapping, IReadOnlyList<string> Notes);
