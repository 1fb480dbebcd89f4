using System.Text.Json;
using Connector.Core.Model.Shipping;
using Connector.Core.Rules.Mapping.Sources;

namespace Connector.Core.Rules.Mapping.Units;

/// <summary>Pure: lengths as shops store them.</summary>
internal static class LengthReader
{
    public const decimal CentimetresPerInch = 2.54m;

    /// <summary>The units that rules may name.</summary>
    public static readonly string[] Units = ["mm", "cm", "m", "in"];

    public static bool TryRead(JsonElement value, string? unit, out decimal number, out LengthUnit read)
    {
        read = default;
        return UnitText.TryRead(value, out number, out var stated) && TryMake(ref number, stated ?? unit, out read);
    }

    public static bool TryRead(string? text, string? unit, out decimal number, out LengthUnit read)
    {
        read = default;
        return UnitText.TryRead(text, out number, out var stated) && TryMake(ref number, stated ?? unit, out read);
    }

    /// <summary>What the source finds, in its own unit.</summary>
    public static bool TryRead(CompiledSource source, in SourceContext at, out decimal number, out LengthUnit read)
    {
        number = 0;
        read = default;
        if (!source.TryMeasure(at, out var value, out var made, out var chosen)) return false;
        if (!(made is null ? TryRead(value, chosen.Unit, out number, out read) : TryRead(made, chosen.Unit, out number, out read))) return false;
        if (chosen.Arithmetic is { } arithmetic) number = arithmetic.Apply(number, read);
        return true;
    }

    /// <summary>False for a unit that we do not know.</summary>
    public static bool TryCreate(decimal number, string? unit, out decimal length, out LengthUnit read)
    {
        length = number;
        return TryMake(ref length, unit, out read);
    }

    public static decimal InUnit(decimal centimetres, LengthUnit unit) => unit == LengthUnit.Inches ? centimetres / CentimetresPerInch : centimetres;

    public static decimal Centimetres(decimal number, LengthUnit unit) => unit == LengthUnit.Inches ? number * CentimetresPerInch : number;

    private static bool TryMake(ref decimal number, string? unit, out LengthUnit read)
    {
        read = LengthUnit.Centimeters;
        switch (unit?.ToLowerInvariant())
        {
            case "mm" or "millimeter" or "millimetre" or "mmt":
                number /= 10m;
                return true;
            case "cm" or "centimeter" or "centimetre" or "cmt":
                return true;
            case "m" or "meter" or "metre" or "mtr":
                number *= 100m;
                return true;
            case "in" or "inch" or "inches" or "\"" or "inh":
                read = LengthUnit.Inches;
                return true;
            default:
                return false;
        }
    }
}
