using System.Text.Json;
using Connector.Core.Rules.Mapping.Sources;

namespace Connector.Core.Rules.Mapping.Units;

/// <summary>Pure: a number and the unit that is beside it, if any.</summary>
internal static class UnitText
{
    /// <summary>In rules: every value names its own unit.</summary>
    public const string Stated = "stated";
    private const int MaxLength = 40;

    /// <summary>A number, a text ("1.2 kg", "1,2kg"), or an object with value and unit, also as a nested attribute.</summary>
    public static bool TryRead(JsonElement value, out decimal number, out string? unit)
    {
        unit = null;
        number = 0;
        switch (value.ValueKind)
        {
            case JsonValueKind.Number:
                return value.TryGetDecimal(out number);
            case JsonValueKind.Object or JsonValueKind.Array:
                if (!NestedValue.TryMember(value, "value", out var inner) && !NestedValue.TryMember(value, "amount", out inner)) return TryReadEnum(value, out number, out unit);
                if (inner.ValueKind is JsonValueKind.Object or JsonValueKind.Array || !TryRead(inner, out number, out unit)) return false;
                if (NestedValue.TryMember(value, "unit", out var named) || NestedValue.TryMember(value, "units", out named))
                {
                    unit = ValueText.EnumKey(named)?.Trim();
                }
                return true;
            default:
                return TryRead(ValueText.String(value), out number, out unit);
        }
    }

    /// <summary>An enum says it in its label, in any language, or in its key.</summary>
    private static bool TryReadEnum(JsonElement value, out decimal number, out string? unit)
    {
        (number, unit) = (0m, null);
        if (value.ValueKind != JsonValueKind.Object) return false;
        if (value.TryGetProperty("label"u8, out var label))
        {
            if (label.ValueKind == JsonValueKind.String && TryRead(ValueText.String(label), out number, out unit)) return true;
            if (label.ValueKind == JsonValueKind.Object && label.EnumerateObject().FirstOrDefault().Value is { ValueKind: JsonValueKind.String } first
                && TryRead(ValueText.String(first), out number, out unit))
            {
                return true;
            }
        }
        return value.TryGetProperty("key"u8, out var key) && key.ValueKind == JsonValueKind.String && TryRead(ValueText.String(key), out number, out unit);
    }

    public static bool TryRead(string? text, out decimal number, out string? unit)
    {
        unit = null;
        number = 0;
        if (text is null || text.Length > MaxLength) return false;
        var trimmed = text.AsSpan().Trim();
        var end = 0;
        while (end < trimmed.Length && (char.IsAsciiDigit(trimmed[end]) || trimmed[end] is '.' or ',' or '-' or '+')) end++;
        var rest = trimmed[end..].Trim();
        // "16 oz." ends in a dot.
        rest = rest.TrimEnd('.').TrimEnd();
        if (!rest.IsEmpty) unit = rest.ToString();
        return TryDecimal(trimmed[..end], out number);
    }

    /// <summary>One comma alone is a decimal comma, unless three digits follow it: "1,200" may mean either, and a guess would be wrong by a thousand.</summary>
    private static bool TryDecimal(ReadOnlySpan<char> digits, out decimal number)
    {
        number = 0;
        var comma = digits.IndexOf(',');
        if (comma < 0) return SourceFormats.TryNumber(digits.ToString(), out number);
        if (digits[(comma + 1)..].Contains(',') || digits.Contains('.') || digits.Length - comma - 1 == 3) return false;
        return SourceFormats.TryNumber(digits.ToString().Replace(',', '.'), out number);
    }
}
