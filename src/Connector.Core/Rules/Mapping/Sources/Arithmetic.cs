using System.Globalization;
using Connector.Core.Model.Shipping;
using Connector.Core.Rules.Mapping.Units;

namespace Connector.Core.Rules.Mapping.Sources;

/// <summary>Pure: what is done to a number that was found.</summary>
internal sealed class Arithmetic(decimal times, decimal plus, string? unit, PlusChoice per, int? decimals)
{
    private const decimal Limit = 1_000_000_000_000m;

    /// <summary>Null for sources that only read.</summary>
    public static Arithmetic? Create(ValueSource source)
    {
        if (source is { Times: null, Plus: null, Decimals: null }) return null;
        var (plus, unit) = UnitText.TryRead(source.Plus, out var number, out var stated) ? (number, stated) : (0m, null);
        return new Arithmetic(source.Times ?? 1m, plus, unit, source.PlusPer, source.Decimals);
    }

    /// <summary>Null for a text that is no number.</summary>
    public string? Apply(string text) => SourceFormats.TryNumber(text, out var number) && number is > -Limit and < Limit
        ? (decimals is null ? PlainNumber(Round(number * times + plus)) : Round(number * times + plus).ToString($"F{decimals}", CultureInfo.InvariantCulture))
        : null;

    /// <param name="units">That share what is added to a line.</param>
    public Weight Apply(Weight weight, long units)
    {
        var value = weight.Value * times;
        if (plus != 0m && WeightReader.TryCreate(plus, unit, out var more))
        {
            var grams = WeightReader.Grams(more) / (per == PlusChoice.Line ? Math.Max(units, 1) : 1);
            value += WeightReader.InUnit(grams, weight.Unit);
        }
        return weight with { Value = Round(value) };
    }

    public decimal Apply(decimal length, LengthUnit read)
    {
        var value = length * times;
        if (plus != 0m && LengthReader.TryCreate(plus, unit, out var more, out var own)) value += LengthReader.InUnit(LengthReader.Centimetres(more, own), read);
        return Round(value);
    }

    private decimal Round(decimal value) => decimals is { } digits ? decimal.Round(value, digits, MidpointRounding.AwayFromZero) : value;

    private static string PlainNumber(decimal value) => value.ToString("0.############################", CultureInfo.InvariantCulture);
}
