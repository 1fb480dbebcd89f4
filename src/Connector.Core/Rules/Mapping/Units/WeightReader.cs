using System.Text.Json;
using Connector.Core.Model.Orders;
using Connector.Core.Model.Shipping;
using Connector.Core.Rules.Mapping.Sources;

namespace Connector.Core.Rules.Mapping.Units;

/// <summary>Pure: weights as shops store them: numbers with a configured unit, texts such as "1.2 kg", objects with value and unit.</summary>
internal static class WeightReader
{
    public const decimal GramsPerOunce = 28.349523125m;
    public const decimal GramsPerPound = 453.59237m;

    /// <summary>The units that rules may name.</summary>
    public static readonly string[] Units = ["g", "kg", "oz", "lb"];

    /// <summary>False when there is no number or no unit that we know. A unit in the value beats the configured one.</summary>
    public static bool TryRead(JsonElement value, string? unit, out Weight weight)
    {
        weight = default!;
        return UnitText.TryRead(value, out var number, out var stated) && TryMake(number, stated ?? unit, out weight);
    }

    public static bool TryRead(string? text, string? unit, out Weight weight)
    {
        weight = default!;
        return UnitText.TryRead(text, out var number, out var stated) && TryMake(number, stated ?? unit, out weight);
    }

    /// <summary>What the source finds, in its own unit.</summary>
    public static bool TryRead(CompiledSource source, Order order, OrderLine? line, out Weight weight)
    {
        weight = default!;
        if (!source.TryFind(order, line, out var value, out var constant)) return false;
        return constant is null ? TryRead(value, source.Unit, out weight) : TryRead(constant, source.Unit, out weight);
    }

    public static decimal Grams(Weight weight) => weight.Unit switch
    {
        WeightUnit.Ounces => weight.Value * GramsPerOunce,
        WeightUnit.Pounds => weight.Value * GramsPerPound,
        _ => weight.Value
    };

    private static bool TryMake(decimal number, string? unit, out Weight weight)
    {
        weight = unit?.ToLowerInvariant() switch
        {
            "g" or "gr" or "gram" or "grams" or "grm" or "gramm" => new(number, WeightUnit.Grams),
            "kg" or "kgs" or "kilogram" or "kilograms" or "kgm" or "kilo" => new(number * 1000m, WeightUnit.Grams),
            "oz" or "ounce" or "ounces" or "onz" => new(number, WeightUnit.Ounces),
            "lb" or "lbs" or "pound" or "pounds" or "lbr" => new(number, WeightUnit.Pounds),
            _ => null!
        };
        return weight is not null;
    }
}
