using Connector.Core.Model.Orders;
using Connector.Core.Model.Shipping;

namespace Connector.Core.Flows.Writeback;

/// <summary>From the label's weight and dimensions to whole millimetres and grams.</summary>
internal static class ParcelSizes
{
    private const decimal GramsPerOunce = 28.349523125m;
    private const decimal GramsPerPound = 453.59237m;
    private const decimal MillimetresPerInch = 25.4m;
    private const decimal MillimetresPerCentimetre = 10m;

    /// <summary>Null when the label has neither.</summary>
    public static ParcelSize? From(Shipment shipment)
    {
        var grams = shipment.Weight is { Value: > 0 } weight ? Whole(weight.Value * Grams(weight.Unit)) : null;
        if (shipment.Dimensions is not { Length: > 0, Width: > 0, Height: > 0 } size) return grams is null ? null : new ParcelSize(null, null, null, grams);
        var unit = size.Unit == LengthUnit.Inches ? MillimetresPerInch : MillimetresPerCentimetre;
        return new ParcelSize(Whole(size.Height * unit), Whole(size.Length * unit), Whole(size.Width * unit), grams);
    }

    private static decimal Grams(WeightUnit unit) => unit switch
    {
        WeightUnit.Ounces => GramsPerOunce,
        WeightUnit.Pounds => GramsPerPound,
        _ => 1m
    };

    private static int? Whole(decimal value)
    {
        var rounded = Math.Round(value, MidpointRounding.AwayFromZero);
        return rounded is > 0 and <= int.MaxValue ? (int)rounded : null;
    }
}
