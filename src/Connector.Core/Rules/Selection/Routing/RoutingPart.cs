using Connector.Core.Model.Orders;
using Connector.Core.Rules.Selection;

namespace Connector.Core.Rules.Selection.Routing;

/// <summary>So many units of a line to one destination: the smallest thing that is routed.</summary>
internal sealed class RoutingPart(OrderLine line, int lineIndex, Destination destination, long quantity)
{
    public OrderLine Line => line;
    public int LineIndex => lineIndex;
    public Destination Destination => destination;
    public long Quantity => quantity;

    /// <summary>One entry for each rule; null where the rule claims the line (stock apart).</summary>
    public RefusedRule?[] Refused { get; private set; } = [];

    public void Ask(RuleConditions[] rules, OrderFacts facts)
    {
        Refused = rules.Length == 0 ? [] : new RefusedRule?[rules.Length];
        var asked = facts.About(this);
        for (var i = 0; i < rules.Length; i++) Refused[i] = rules[i].Refusal(asked);
    }

    /// <summary>The parts of all goods, in an order that does not depend on the order of lines.</summary>
    public static List<RoutingPart> Create(Order order, LineShipping shipping)
    {
        var parts = new List<RoutingPart>(order.Lines.Count);
        var destinations = new List<Destination>(1);
        for (var i = 0; i < order.Lines.Count; i++)
        {
            var line = order.Lines[i];
            if (shipping.Classify(line) == LineNature.Goods) Add(parts, destinations, order, line, i, shipping.OpenUnits(order, line));
        }
        if (parts.Count > 1) parts.Sort(ByLineId);
        return parts;
    }

    /// <summary>Targets are served in their order; units that were returned are taken from the last ones, units without a target go to the order's own address.</summary>
    private static void Add(List<RoutingPart> parts, List<Destination> destinations, Order order, OrderLine line, int index, long left)
    {
        foreach (var target in line.Targets)
        {
            var units = Math.Clamp(target.Quantity, 0, left);
            if (units == 0) continue;
            left -= units;
            var known = destinations.FindIndex(d => d.AddressKey == target.AddressKey && d.ShippingKey == target.ShippingKey);
            if (known < 0)
            {
                known = destinations.Count;
                destinations.Add(Destination.From(order, target));
            }
            parts.Add(new RoutingPart(line, index, destinations[known], units));
        }
        if (left == 0) return;
        var own = destinations.FindIndex(static d => d.AddressKey is null && d.ShippingKey is null);
        if (own < 0)
        {
            own = destinations.Count;
            destinations.Add(Destination.Own(order));
        }
        parts.Add(new RoutingPart(line, index, destinations[own], left));
    }

    private static int ByLineId(RoutingPart a, RoutingPart b)
    {
        var byLine = string.CompareOrdinal(a.Line.Id, b.Line.Id);
        if (byLine != 0) return byLine;
        // By key, not by place in the shop's list: who gets the last units of the stock must not depend on how addresses are listed.
        var byAddress = string.CompareOrdinal(a.Destination.AddressKey, b.Destination.AddressKey);
        if (byAddress != 0) return byAddress;
        var byShipping = string.CompareOrdinal(a.Destination.ShippingKey, b.Destination.ShippingKey);
        return byShipping != 0 ? byShipping : a.LineIndex.CompareTo(b.LineIndex);
    }
}
