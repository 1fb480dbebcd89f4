namespace Connector.Core.Rules.Mapping.Parcels;

/// <summary>So many units at this value each.</summary>
internal readonly record struct UnitValue(int Units, decimal Value);

/// <summary>Pure: customs ask for the value of one unit. The parts add up to the value of all units, exactly.</summary>
internal static class UnitValues
{
    /// <summary>One part where the value divides, else two: 10.00 for three is 2 x 3.33 and 1 x 3.34. Nothing is worth less than the smallest unit.</summary>
    /// <param name="total">Not negative, in whole smallest units.</param>
    public static IReadOnlyList<UnitValue> Split(decimal total, int units, int digits)
    {
        var smallest = 1m;
        for (var i = 0; i < digits; i++) smallest /= 10m;
        if (units <= 1 || total == 0m) return [new UnitValue(units, total)];
        var value = decimal.Floor(total / units / smallest) * smallest;
        if (value == 0m) return [new UnitValue(units, smallest)];
        var more = (int)((total - value * units) / smallest);
        return more == 0 ? [new UnitValue(units, value)] : [new UnitValue(units - more, value), new UnitValue(more, value + smallest)];
    }
}
