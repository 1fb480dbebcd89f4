using System.Globalization;
using Connector.Core.Model.Orders;
using Connector.Core.Rules.Selection.Conditions;

namespace Connector.Core.Rules.Selection.Routing;

/// <summary>Pure: the weight of goods before they are routed, by the attribute that Routing.Weight names.</summary>
internal static class GoodsWeight
{
    /// <summary>Null when one of the goods has no weight.</summary>
    public static decimal? Compute(IReadOnlyList<RoutingPart> parts, WeightAttribute? weight)
    {
        if (weight is null) return null;
        var sum = 0m;
        for (var i = 0; i < parts.Count; i++)
        {
            if (One(parts[i].Line, weight) is not { } one) return null;
            sum += one * Math.Min(parts[i].Quantity, int.MaxValue);
        }
        return sum;
    }

    public static decimal? Compute(Order order, LineShipping shipping, WeightAttribute? weight)
    {
        if (weight is null) return null;
        var sum = 0m;
        for (var i = 0; i < order.Lines.Count; i++)
        {
            var line = order.Lines[i];
            var units = shipping.Classify(line) == LineNature.Goods ? shipping.OpenUnits(order, line) : 0;
            if (units <= 0) continue;
            if (One(line, weight) is not { } one) return null;
            sum += one * Math.Min(units, int.MaxValue);
        }
        return sum;
    }

    private static decimal? One(OrderLine line, WeightAttribute weight) =>
        line.Attributes.TryGetValue(weight.Attribute, out var value) && decimal.TryParse(FieldText.From(value), NumberStyles.Number, CultureInfo.InvariantCulture, out var one)
            && one is >= 0m and <= 1_000_000_000m ? one * GramsIn(weight.Unit) : null;

    private static decimal GramsIn(WeightAttributeUnit unit) => unit switch
    {
        WeightAttributeUnit.Kilograms => 1000m,
        WeightAttributeUnit.Ounces => 28.349523125m,
        WeightAttributeUnit.Pounds => 453.59237m,
        _ => 1m
    };
}
