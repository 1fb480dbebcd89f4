using Connector.Core.Orders;
using Connector.Core.Ports;
using Connector.Core.Rules;

namespace Connector.Core.Routing;

/// <summary>Pure: makes the <see cref="RoutePlan"/> of an order.</summary>
public sealed class OrderRouter(ConnectorRules rules)
{
    private readonly ConnectorRules _rules = rules;

    /// <summary>True when a rule asks for stock, so that the caller reads it before <see cref="Plan"/>.</summary>
    public bool NeedsStock => _rules.Routing is null;

    /// <param name="order">Lines that do not ship (digital, fees) and quantities that were returned or refunded are left out here.</param>
    /// <param name="stock">Stock of the order's SKUs; empty unless <see cref="NeedsStock"/>.</param>
    public RoutePlan Plan(Order order, IReadOnlyList<StockEntry> stock) => throw new NotSupportedException(nameof(_rules));
}
