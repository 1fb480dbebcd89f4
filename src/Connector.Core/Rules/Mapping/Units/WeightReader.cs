using System.Text.Json;
using Connector.Core.Model.Shipping;
using Connector.Core.Rules.Mapping.Sources;

namespace Connector.Core.Rules.Mapping.Units;

/// <summary>Pure: weights as shops store them: numbers with a configured unit, texts such as "1.2 kg" and "1 lb 4 oz", enums, objects with value and unit.</summary>
internal static class WeightReader
{
    public const decimal GramsPerOunce = 28.349523125m;
    public const decimal GramsPerPound = 453.59237m;
    private const decimal OuncesPerPound = 16m;
    private static readonly char[] s_around = [' ', '.', ',', '+', '&', '\u00A0'];

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
    public static bool TryRead(CompiledSource source, in SourceContext at, out Weight weight)
    {
        weight = default!;
        if (!source.TryMeasure(at, out var value, out var made, out var chosen)) return false;
        if (!(made is null ? TryRead(value, chosen.Unit, out weight) : TryRead(made, chosen.Unit, out weight))) return false;
        if (chosen.Arithmetic is { } arithmetic) weight = arithmetic.Apply(weight, at.Run.Units);
        return true;
    }

    /// <summary>False for a unit that we do not know.</summary>
    public static bool TryCreate(decimal number, string? unit, out Weight weight) => TryMake(number, unit, out weight);

    public static decimal InUnit(decimal grams, WeightUnit unit) => unit switch
    {
        WeightUnit.Ounces => grams / GramsPerOunce,
        WeightUnit.Pounds => grams / GramsPerPound,
        _ => grams
    };

    public static decimal Grams(Weight weight) => weight.Unit switch
    {
        WeightUnit.Ounces => weight.Value * GramsPerOunce,
        WeightUnit.Pounds => weight.Value * GramsPerPound,
        _ => weight.Value
    };

    private static bool TryMake(decimal number, string? unit, out Weight weight)
    {
        weight = null!;
        var more = unit?.AsSpan().IndexOfAnyInRange('0', '9') ?? -1;
        if (more > 0) return TryMake(number, unit![..more], out var first) && TryRead(unit[more..], unit: null, out var second) && TrySum(first, second, out weight);
        weight = Word(unit) switch
        {
            "g" or "gr" or "gm" or "gms" or "gram" or "grams" or "gramme" or "grammes" or "grm" or "gramm" => new(number, WeightUnit.Grams),
            "kg" or "kgs" or "kilogram" or "kilograms" or "kilogramme" or "kilogrammes" or "kilogramm" or "kgm" or "kilo" or "kilos" => new(number * 1000m, WeightUnit.Grams),
            "oz" or "ozs" or "ounce" or "ounces" or "onz" => new(number, WeightUnit.Ounces),
            "lb" or "lbs" or "pound" or "pounds" or "lbr" => new(number, WeightUnit.Pounds),
            _ => null!
        };
        return weight is not null;
    }

    /// <summary>Without what people put around it: "lb." and "lb and", of "1 lb and 4 oz".</summary>
    private static string? Word(string? unit)
    {
        if (unit is null) return null;
        var word = unit.ToLowerInvariant().Trim(s_around);
        return word.EndsWith(" and", StringComparison.Ordinal) ? word[..^4].TrimEnd(s_around) : word;
    }

    /// <summary>Pounds and ounces, kilograms and grams: the smaller unit follows the larger one.</summary>
    private static bool TrySum(Weight first, Weight second, out Weight sum)
    {
        sum = null!;
        if (first.Value < 0m || second.Value < 0m) return false;
        if (first.Unit == WeightUnit.Grams && second.Unit == WeightUnit.Grams && second.Value < first.Value) sum = new(first.Value + second.Value, WeightUnit.Grams);
        if (first.Unit == WeightUnit.Pounds && second.Unit == WeightUnit.Ounces) sum = new(first.Value * OuncesPerPound + second.Value, WeightUnit.Ounces);
        return sum is not null;
    }
}
