using Connector.Core.Model.Orders;
using Connector.Core.Rules.Selection.Conditions;

namespace Connector.Core.Rules.Selection;

/// <summary>Pure: whether a line ships. The one place where this is decided; selection, routing and mapping all ask here.</summary>
public sealed class LineShipping(LineRules rules)
{
    private readonly CompiledCondition[] _notShipped = [.. rules.NotShipped.Select(static c => CompiledCondition.Compile(c.ToCondition())!)];

    public LineNature Classify(OrderLine line) => line.Kind == LineKind.Custom ? ClassifyCustom(line) : ClassifyProduct(line);

    /// <summary>Why the line is left out ("digital"); null for lines that are not <see cref="LineNature.NotShipped"/>.</summary>
    public string? WhyNotShipped(OrderLine line)
    {
        if (Classify(line) != LineNature.NotShipped) return null;
        return line.Kind == LineKind.Custom ? "not shipped" : rules.NotShipped[NotShippedBy(line)].Reason;
    }

    /// <summary>Units of the line that are ours to ship.</summary>
    public long OpenUnits(Order order, OrderLine line) => OpenQuantity.Compute(order, line, rules.ClosedStates);

    /// <summary>Units of the line that are still part of the order, whoever ships them.</summary>
    public long KeptUnits(Order order, OrderLine line) => OpenQuantity.Kept(order, line, rules.ClosedStates);

    /// <summary>Units of the line that are still part of the order and that nobody has delivered.</summary>
    public long UndeliveredUnits(Order order, OrderLine line) => OpenQuantity.Undelivered(order, line, rules.ClosedStates);

    /// <summary>Whether units are not open only because of the line item state in which they are.</summary>
    public bool HasClosedUnits(Order order, OrderLine line) => rules.ClosedStates.Count > 0 && KeptUnits(order, line) < OpenQuantity.Kept(order, line);

    private LineNature ClassifyProduct(OrderLine line) => NotShippedBy(line) < 0 ? LineNature.Goods : LineNature.NotShipped;

    /// <summary>Index of the first condition that leaves the line out, or -1.</summary>
    private int NotShippedBy(OrderLine line)
    {
        var facts = new ConditionFacts { Line = line };
        for (var i = 0; i < _notShipped.Length; i++)
        {
            if (_notShipped[i].Holds(facts)) return i;
        }
        return -1;
    }

    private LineNature ClassifyCustom(OrderLine line)
    {
        if (line.Slug is { } slug)
        {
            if (Pattern.MatchesAny(slug, rules.NotShippedSlugs)) return LineNature.NotShipped;
            if (Pattern.MatchesAny(slug, rules.GoodsSlugs)) return LineNature.Goods;
            if (Pattern.MatchesAny(slug, rules.DiscountSlugs)) return LineNature.Discount;
            if (Pattern.MatchesAny(slug, rules.FeeSlugs)) return LineNature.Fee;
        }
        var other = rules.OtherCustomLines;
        return other == LineNature.Fee && (line.Total ?? line.UnitPrice) is { Amount: < 0 } ? LineNature.Discount : other;
    }
}
