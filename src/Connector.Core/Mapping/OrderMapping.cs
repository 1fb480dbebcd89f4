using Connector.Core.Orders;
using Connector.Core.Routing;
using Connector.Core.Rules;

namespace Connector.Core.Mapping;

/// <summary>Pure: makes the shipping orders of a routed order (docs/mapping.md).</summary>
public sealed class OrderMapping(ConnectorRules rules)
{

    public MappingResult Map(Order order, RoutePlan plan) => throw new NotSupportedException(rules.GetType().Name);
}
