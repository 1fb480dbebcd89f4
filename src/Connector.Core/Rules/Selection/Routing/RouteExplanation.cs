using Connector.Core.Model.Orders;
using Connector.Core.Rules.Selection;

namespace Connector.Core.Rules.Selection.Routing;

/// <summary>Puts into words, for every line, which rule won and why the others did not.</summary>
internal static class RouteExplanation
{
    /// <summary>In the order of the shop's lines. Lines that do not ship have quantity 0, no location, and the reason as the only refusal.</summary>
    public static IReadOnlyList<LineExplanation> Explain(
        Order order, List<Allocation.Share> shares, RuleConditions[] rules, LocationRule[] locations, LineShipping shipping)
    {
        var explanations = new List<LineExplanation>(order.Lines.Count);
        for (var i = 0; i < order.Lines.Count; i++)
        {
            var before = explanations.Count;
            foreach (var share in shares)
            {
                if (share.Part.LineIndex != i) continue;
                explanations.Add(new LineExplanation(
                    order.Lines[i].Id, share.Quantity, locations[share.Location].Key, share.Rule?.Name, Refused(share, rules)));
            }
            if (explanations.Count == before) explanations.Add(NotShipped(order, order.Lines[i], shipping));
        }
        return explanations;
    }

    private static RefusedRule[] Refused(Allocation.Share share, RuleConditions[] rules)
    {
        var refused = new RefusedRule[share.Rule is null ? rules.Length : rules.Length - 1];
        var count = 0;
        var past = false;
        for (var i = 0; i < rules.Length; i++)
        {
            if (rules[i] == share.Rule)
            {
                past = true;
                continue;
            }
            refused[count++] = share.Part.Refused[i] ?? (past || !rules[i].Rule.RequireStock ? rules[i].NotNeeded : rules[i].OutOfStock);
        }
        return refused;
    }

    private static LineExplanation NotShipped(Order order, OrderLine line, LineShipping shipping)
    {
        var reason = shipping.Classify(line) switch
        {
            LineNature.Fee => "a fee, nothing to ship",
            LineNature.Discount => "a discount, nothing to ship",
            LineNature.NotShipped => shipping.WhyNotShipped(line) ?? "not shipped",
            _ => shipping.OpenUnits(order, line) == 0 ? "nothing of it is open" : "no rule and no default location"
        };
        return new LineExplanation(line.Id, 0, "", null, [new RefusedRule("(all)", reason)]);
    }
}
