using Connector.Core.Model.Messages;
using Connector.Core.Model.Orders;
using Connector.Core.Model.Shipping;
using Connector.Core.Ports;
using Connector.Core.Rules.Selection;

namespace Connector.Core.Rules.Selection.Routing;

/// <summary>Pure: makes the <see cref="RoutePlan"/> of an order.</summary>
public sealed class OrderRouter
{
    private readonly LocationRule[] _locations;
    private readonly RuleConditions[] _rules;
    private readonly int[] _priority;
    private readonly int? _fallback;
    private readonly RoutingRules _routing;
    private readonly LineShipping _shipping;
    private readonly bool _asksForWeight;

    /// <param name="routing">Checked rules; a rule that names an unknown location throws <see cref="ArgumentException"/>.</param>
    public OrderRouter(RoutingRules routing, IEnumerable<LocationRule> locations, LineShipping shipping)
    {
        _routing = routing;
        _shipping = shipping;
        _locations = [.. locations];
        _rules = [.. _routing.Rules.Select((rule, i) => new RuleConditions(rule, i, IndexOf(rule.Location, $"Routing.Rules[{i}].Location")))];
        _asksForWeight = _rules.Any(static r => r.AsksForWeight);
        _priority = [.. _rules.Select(r => r.Location).Distinct()];
        _fallback = _routing.DefaultLocation is { } key ? IndexOf(key, "Routing.DefaultLocation") : _locations.Length == 1 ? 0 : null;
    }

    /// <summary>The locations that goods can leave from.</summary>
    public IEnumerable<string> LocationKeys => _locations.Select(static l => l.Key);

    /// <summary>False for a merchant who configured none: all of an order leaves from one place.</summary>
    public bool HasLocations => _locations is not [{ IsUnconfigured: true }];

    /// <summary>True when a rule asks for stock, so that the caller reads it before <see cref="Plan(Order, IReadOnlyList{StockEntry})"/>.</summary>
    public bool NeedsStock => _routing.Rules.Any(r => r.RequireStock);

    /// <param name="order">Lines that do not ship (digital, fees) and quantities that were returned or refunded are left out here.</param>
    /// <param name="stock">Stock of the order's SKUs; empty unless <see cref="NeedsStock"/>.</param>
    public RoutePlan Plan(Order order, IReadOnlyList<StockEntry> stock) => Plan(order, stock, []);

    /// <param name="existing">
    /// Where units of this order are on the shipping side already. They count as being on stock there, so that an order does not wander off because its own
    /// reservation took the last ones.
    /// </param>
    public RoutePlan Plan(Order order, IReadOnlyList<StockEntry> stock, IReadOnlyCollection<ExistingUnits> existing)
    {
        if (order.Lines.Count == 0) return Failed(ErrorCodes.NoLines, "The order has no line items.");
        var parts = RoutingPart.Create(order, _shipping);
        if (parts.Count > 0 && _locations.Length == 0) return Failed(ErrorCodes.NoLocation, "No location is configured.");

        var facts = new OrderFacts(order, _asksForWeight ? GoodsWeight.Compute(parts, _routing.Weight) : null);
        foreach (var part in parts) part.Ask(_rules, facts);

        var allocation = new Allocation(_rules, _priority, _fallback, Ledger(order, stock, existing));
        var shares = allocation.Run(parts, _routing.Strategy);
        var explanations = RouteExplanation.Explain(order, shares, _rules, _locations, _shipping);
        if (allocation.Unclaimed.Count == 0) return new RoutePlan(FulfillmentGroups.Create(order, shares, _locations), explanations);

        var lines = string.Join(", ", allocation.Unclaimed.Select(p => p.Line.Sku ?? p.Line.Id).Distinct().Take(5));
        return new RoutePlan([], explanations, new RouteProblem(ErrorCodes.NoLocation, $"No rule and no default location for: {lines}"));
    }

    private StockLedger Ledger(Order order, IReadOnlyList<StockEntry> stock, IReadOnlyCollection<ExistingUnits> existing)
    {
        var ledger = new StockLedger(_locations, stock);
        foreach (var units in existing)
        {
            var location = Array.FindIndex(_locations, l => l.Key == units.LocationKey);
            var sku = order.Lines.FirstOrDefault(l => l.Id == units.LineId)?.Sku;
            if (location >= 0 && sku is not null) ledger.Add(sku, location, Math.Max(units.Quantity, 0));
        }
        return ledger;
    }

    private int IndexOf(string key, string path)
    {
        var index = Array.FindIndex(_locations, l => l.Key == key);
        return index >= 0 ? index : throw new ArgumentException($"{path}: '{key}' is not a location", nameof(key));
    }

    private static RoutePlan Failed(string code, string description) => new([], [], new RouteProblem(code, description));
}

/// <summary>Units of a line that are on the shipping side at this location.</summary>
public sealed record ExistingUnits(string LineId, string LocationKey, long Quantity);
