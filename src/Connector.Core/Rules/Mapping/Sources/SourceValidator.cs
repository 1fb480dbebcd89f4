using Connector.Core.Model.Orders;
using Connector.Core.Rules.Mapping.Units;

namespace Connector.Core.Rules.Mapping.Sources;

/// <summary>Whether a target field belongs to a line or to the order.</summary>
internal enum SourceUse { Order, Line }

/// <summary>Checks one source with its fallbacks.</summary>
internal static class SourceValidator
{
    private const int MaxFallbacks = 20;

    /// <param name="units">The units of a measure; null for fields that have none.</param>
    public static void Check(string path, FieldSource? source, SourceUse use, RuleProblems checks, string[]? units = null)
    {
        if (source is null) return;
        var seen = new HashSet<string>(StringComparer.Ordinal);
        string? end = null;
        CheckOne(path, source, use, checks, units, fieldUnit: null, seen, ref end);
        if (source.Fallbacks.Count > MaxFallbacks) checks.Add($"{path}.Fallbacks", $"has {source.Fallbacks.Count} entries; at most {MaxFallbacks} are possible");
        for (var i = 0; i < source.Fallbacks.Count; i++)
        {
            CheckOne($"{path}.Fallbacks[{i}]", source.Fallbacks[i], use, checks, units, source.Unit, seen, ref end);
        }
        if (source.WhenMissing is { } choice && end is not null) checks.Add($"{path}.WhenMissing", $"{choice} can never happen: {end} always has a value");
        CheckDefault(path, source, checks, units);
    }

    private static void CheckOne(
        string path, ValueSource source, SourceUse use, RuleProblems checks, string[]? units, string? fieldUnit, HashSet<string> seen, ref string? end)
    {
        if (end is not null) checks.Add(path, $"can never be reached: {end} before it always has a value");
        CheckKind(path, source, use, checks);
        if (Identity(source) is { } identity && !seen.Add(identity)) checks.Add(path, "can never be reached: the same source comes before it");
        if (source.Format is { } format && !SourceFormats.TryFind(format, out _))
        {
            checks.Add($"{path}.Format", $"'{format}' is not a format; allowed: {string.Join(", ", SourceFormats.Names)}");
        }
        CheckUnit(path, source, checks, units, fieldUnit);
        if (source.Constant is not null) end ??= $"{path}.Constant";
    }

    private static void CheckKind(string path, ValueSource source, SourceUse use, RuleProblems checks)
    {
        string?[] kinds = [source.Pointer, source.Attribute, source.CustomField, source.Constant];
        if (kinds.Count(k => k is not null) != 1)
        {
            checks.Add(path, "needs exactly one of Pointer, Attribute, CustomField, Constant");
            return;
        }
        if (source.Pointer is { } pointer && !JsonPointer.TryParse(pointer, out _, out var error)) checks.Add($"{path}.Pointer", $"'{pointer}' {error}");
        if (source.Attribute is { } attribute)
        {
            if (use == SourceUse.Order) checks.Add($"{path}.Attribute", "belongs to a line; fields of the order have Pointer, CustomField and Constant");
            CheckName($"{path}.Attribute", attribute, checks);
            if (source.OfOrder) checks.Add($"{path}.OfOrder", "is not possible with Attribute: an order has none");
        }
        if (source.CustomField is { } field) CheckName($"{path}.CustomField", field, checks);
        if (source.Constant is { } constant && string.IsNullOrWhiteSpace(constant)) checks.Add($"{path}.Constant", "is empty");
    }

    private static void CheckName(string path, string name, RuleProblems checks)
    {
        for (var i = 0; i < name.Length; i++)
        {
            if (char.IsAsciiLetterOrDigit(name[i]) || name[i] is '-' or '_') continue;
            if (name[i] == '.' && i > 0 && i + 1 < name.Length && name[i - 1] != '.') continue;
            checks.Add(path, $"'{name}' has '{name[i]}' at position {i}; allowed: letters, digits, '-', '_', and '.' between names");
            return;
        }
        if (name.Length == 0) checks.Add(path, "is empty");
    }

    private static void CheckUnit(string path, ValueSource source, RuleProblems checks, string[]? units, string? inherited)
    {
        if (units is null)
        {
            if (source.Unit is not null) checks.Add($"{path}.Unit", "is not possible here: only weights and lengths have units");
            return;
        }
        var unit = source.Unit ?? inherited;
        if (unit is null)
        {
            checks.Add($"{path}.Unit", $"is missing; allowed: {string.Join(", ", units)}, or {UnitText.Stated} where each value names its own");
        }
        else if (source.Unit is not null && source.Unit != UnitText.Stated && !units.Contains(source.Unit))
        {
            checks.Add($"{path}.Unit", $"'{source.Unit}' is not a unit; allowed: {string.Join(", ", units)}");
        }
    }

    private static void CheckDefault(string path, FieldSource source, RuleProblems checks, string[]? units)
    {
        if (source.WhenMissing == MissingChoice.Default)
        {
            if (string.IsNullOrWhiteSpace(source.Default)) checks.Add($"{path}.Default", "is missing; WhenMissing is Default");
            else if (units is not null && (!UnitText.TryRead(source.Default, out var number, out _) || number <= 0m))
            {
                checks.Add($"{path}.Default", $"'{source.Default}' is not a number above 0");
            }
            else if (source.Unit == UnitText.Stated && UnitText.TryRead(source.Default, out _, out var stated) && stated is null)
            {
                checks.Add($"{path}.Default", $"'{source.Default}' has no unit; with {UnitText.Stated} the default names its own too");
            }
        }
        else if (source.Default is not null)
        {
            checks.Add($"{path}.Default", "is never taken; WhenMissing must be Default");
        }
    }

    private static string? Identity(ValueSource source) =>
        source.Constant is not null ? null : $"{source.Pointer}|{source.Attribute}|{source.CustomField}|{source.OfOrder}|{source.Format}|{source.Unit}";
}
