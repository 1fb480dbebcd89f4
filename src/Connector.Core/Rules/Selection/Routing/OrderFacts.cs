using System.Globalization;
using Connector.Core.Model.Orders;
using Connector.Core.Rules.Selection.Conditions;

namespace Connector.Core.Rules.Selection.Routing;

/// <summary>What rules ask about the order as a whole, worked out once and only when asked.</summary>
internal sealed class OrderFacts(Order order, List<RoutingPart> parts, WeightAttribute? weight)
{
    private bool _weighed;
    private decimal? _grams;

    public Order Order => order;

    /// <summary>Of all goods; null when one of them has no weight.</summary>
    public decimal? Grams
    {
        get
        {
            if (!_weighed) _grams = Weigh();
            _weighed = true;
            return _grams;
        }
    }

    private decimal? Weigh()
    {
        if (weight is null) return null;
        var sum = 0m;
        foreach (var part in parts)
        {
            if (!part.Line.Attributes.TryGetValue(weight.Attribute, out var value)
                || !decimal.TryParse(FieldText.From(value), NumberStyles.Number, CultureInfo.InvariantCulture, out var one)
                || one is < 0m or > 1_000_000_000m)
            {
                return null;
            }
            sum += one * GramsIn(weight.Unit) * Math.Min(part.Quantity, int.MaxValue);
        }
        return sum;
    }

    private static decimal GramsIn(WeightAttributeUnit unit) => unit switch
    {
        WeightAttributeUnit.Kilograms => 1000m,
        WeightAttributeUnit.Ounces => 28.349523125m,
        WeightAttributeUnit.Pounds => 453.59237m,
        _ => 1m
    };
}
