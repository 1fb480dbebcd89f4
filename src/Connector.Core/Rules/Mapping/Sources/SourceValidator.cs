using Connector.Core.Rules.Mapping.Units;
using Connector.Core.Rules.Selection.Conditions;

namespace Connector.Core.Rules.Mapping.Sources;

/// <summary>Checks one source with its fallbacks, and what is inside it.</summary>
internal sealed class SourceValidator
{
    private const int MaxFallbacks = 20;
    private readonly SourceUse _use;
    private readonly RuleProblems _checks;
    private readonly string[]? _units;
    private readonly bool _wildcards;

    private SourceValidator(SourceUse use, RuleProblems checks, string[]? units, bool wildcards) => (_use, _checks, _units, _wildcards) = (use, checks, units, wildcards);

    /// <param name="units">The units of a measure; null for fields that have none.</param>
    /// <param name="wildcards">Whether attributes and custom fields may be patterns.</param>
    public static void Check(string path, FieldSource? source, SourceUse use, RuleProblems checks, string[]? units = null, bool wildcards = false)
    {
        if (source is not null) new SourceValidator(use, checks, units, wildcards).CheckField(path, source);
    }

    /// <summary>The sources that others name: each by itself, and whether one leads back to itself.</summary>
    public static void CheckShared(string path, IDictionary<string, ValueSource> shared, RuleProblems checks)
    {
        foreach (var (name, source) in shared)
        {
            var at = $"{path}.{name}";
            if (name.Length == 0 || !name.All(static c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_')) checks.Add(at, "is not a name; allowed: letters, digits, '-' and '_'");
            if (SharedSources.Circle(name, shared) is { } circle) checks.Add(at, $"leads back to itself: {string.Join(" -> ", circle)}; allowed: sources that do not name each other in a circle");
            else new SourceValidator(SourceUse.Line, checks, null, wildcards: false).CheckOne(at, source, fieldUnit: null);
        }
    }

    private void CheckField(string path, FieldSource source)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        string? end = null;
        CheckInChain(path, source, null, seen, ref end);
        if (source.Fallbacks.Count > MaxFallbacks) _checks.Add($"{path}.Fallbacks", $"has {source.Fallbacks.Count} entries; at most {MaxFallbacks} are possible");
        for (var i = 0; i < source.Fallbacks.Count; i++) CheckInChain($"{path}.Fallbacks[{i}]", source.Fallbacks[i], source.Unit, seen, ref end);
        if (source.WhenMissing is { } choice && end is not null) _checks.Add($"{path}.WhenMissing", $"{choice} can never happen: {end} always has a value");
        CheckDefault(path, source);
    }

    private void CheckInChain(string path, ValueSource source, string? fieldUnit, HashSet<string> seen, ref string? end)
    {
        if (end is not null) _checks.Add(path, $"can never be reached: {end} before it always has a value");
        if (Identity(source) is { } identity && !seen.Add(identity)) _checks.Add(path, "can never be reached: the same source comes before it");
        CheckOne(path, source, fieldUnit);
        if (source is { Constant: not null, Slice: null }) end ??= $"{path}.Constant";
    }

    private void CheckOne(string path, ValueSource source, string? fieldUnit)
    {
        CheckKind(path, source);
        if (source.Format is { } format && !SourceFormats.TryFind(format, out _))
        {
            _checks.Add($"{path}.Format", $"'{format}' is not a format; allowed: {string.Join(", ", SourceFormats.Names)}");
        }
        if (source.Template is not null || source.WhenPartMissing == PartMissingChoice.NoValue) CheckChanges(path, source);
        else _checks.Add($"{path}.WhenPartMissing", "goes with Template only; allowed: with Template, or leave it out");
        if (source.When.Count > 0) CheckCases(path, source, fieldUnit);
        else if (source.Shared is null) CheckUnit(path, source, fieldUnit);
    }

    private void CheckKind(string path, ValueSource source)
    {
        string?[] kinds = [source.Pointer, source.Attribute, source.CustomField, source.Constant, source.Template, source.Shared];
        if (kinds.Count(k => k is not null) + (source.Lookup is null ? 0 : 1) + (source.When.Count > 0 ? 1 : 0) != 1)
        {
            _checks.Add(path, "needs exactly one of Pointer, Attribute, CustomField, Constant, Template, Lookup, When, Shared");
            return;
        }
        if (source.Pointer is { } pointer && !JsonPointer.TryParse(pointer, out _, out var error)) _checks.Add($"{path}.Pointer", $"'{pointer}' {error}");
        if (source.Attribute is { } attribute) CheckAttribute($"{path}.Attribute", attribute, source.OfOrder, $"{path}.OfOrder");
        if (source.CustomField is { } field) CheckName($"{path}.CustomField", field, _wildcards);
        if (source.Constant is { } constant && string.IsNullOrWhiteSpace(constant)) _checks.Add($"{path}.Constant", "is empty");
        if (source.Template is { } template) CheckTemplate($"{path}.Template", template, source.OfOrder);
        if (source.Lookup is { } lookup) CheckLookup($"{path}.Lookup", lookup);
        if (source.Shared is { } shared) CheckShared($"{path}.Shared", shared);
    }

    private void CheckAttribute(string path, string attribute, bool ofOrder, string ofOrderPath)
    {
        if (_use != SourceUse.Line) _checks.Add(path, "belongs to a line; fields of the order have Pointer, CustomField and Constant");
        CheckName(path, attribute, _wildcards);
        if (ofOrder) _checks.Add(ofOrderPath, "is not possible with Attribute: an order has none");
    }

    private void CheckName(string path, string name, bool wildcards = false)
    {
        for (var i = 0; i < name.Length; i++)
        {
            if (char.IsAsciiLetterOrDigit(name[i]) || name[i] is '-' or '_' || (wildcards && name[i] is '*' or '?')) continue;
            if (name[i] == '.' && i > 0 && i + 1 < name.Length && name[i - 1] != '.') continue;
            _checks.Add(path, $"'{name}' has '{name[i]}' at position {i}; allowed: letters, digits, '-', '_', and '.' between names");
            return;
        }
        if (name.Length == 0) _checks.Add(path, "is empty");
    }

    private void CheckTemplate(string path, string template, bool ofOrder)
    {
        if (!TemplateText.TryParse(template, out var parts, out var error))
        {
            _checks.Add(path, $"'{template}' {error}; allowed: text with values such as {{orderNumber}}, and two braces for one");
            return;
        }
        if (!parts.Exists(static p => p.IsField)) _checks.Add(path, $"'{template}' has no value; allowed: one or more in braces, or a Constant");
        foreach (var part in parts.Where(static p => p.IsField))
        {
            CheckPart(path, part.Text, ofOrder);
            if (part.Format is { } format && !SourceFormats.TryFind(format, out _)) _checks.Add(path, $"'{format}' of {{{part.Text}}} is not a format; allowed: {string.Join(", ", SourceFormats.Names)}");
        }
    }

    private void CheckPart(string path, string name, bool ofOrder)
    {
        if (name.StartsWith(TemplateFields.Custom, StringComparison.Ordinal)) CheckName(path, name[TemplateFields.Custom.Length..]);
        else if (name.StartsWith(TemplateFields.Attribute, StringComparison.Ordinal)) CheckAttribute(path, name[TemplateFields.Attribute.Length..], ofOrder, path);
        else if (name.StartsWith(TemplateFields.Shared, StringComparison.Ordinal)) CheckShared(path, name[TemplateFields.Shared.Length..]);
        else if (name.StartsWith('/'))
        {
            if (!JsonPointer.TryParse(name, out _, out var error)) _checks.Add(path, $"'{name}' {error}");
        }
        else if (!TemplateFields.OfOrder.ContainsKey(name) && (_use != SourceUse.Line || !TemplateFields.OfLine.ContainsKey(name)))
        {
            _checks.Add(path, $"{{{name}}} names nothing; allowed: {TemplateFields.Allowed(_use)}");
        }
    }

    private void CheckLookup(string path, LookupSource lookup)
    {
        new SourceValidator(_use, _checks, null, wildcards: false).CheckOne($"{path}.Of", lookup.Of, null);
        if (lookup.Default is not null && string.IsNullOrWhiteSpace(lookup.Default)) _checks.Add($"{path}.Default", "is blank; allowed: a text, or leave it out");
        if (lookup.Csv is { } text)
        {
            if (lookup.File is not null || lookup.Table.Count > 0) _checks.Add($"{path}.Csv", "is there beside Table or File; allowed: one of them");
            LookupTable.Parse(text, $"{path}.Csv", _checks.All);
            return;
        }
        if (lookup.File is { } file)
        {
            if (string.IsNullOrWhiteSpace(file)) _checks.Add($"{path}.File", "is blank; allowed: the name of a CSV file beside the rules file");
            if (lookup.Table.Count > 0) _checks.Add($"{path}.File", "is there beside Table; allowed: one of them");
            else if (lookup.Rows is null && !string.IsNullOrWhiteSpace(file)) _checks.Add($"{path}.File", "was not read; allowed: with a rules file");
            return;
        }
        if (lookup.Table.Count == 0) _checks.Add($"{path}.Table", "is empty; allowed: one entry or more, or a File");
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (key, value) in lookup.Table)
        {
            if (!seen.Add(key.Trim())) _checks.Add($"{path}.Table.{key}", "is there twice; allowed: each value once");
            if (string.IsNullOrWhiteSpace(value)) _checks.Add($"{path}.Table.{key}", "has no result; allowed: a text");
        }
    }

    private void CheckShared(string path, string name)
    {
        if (!_checks.Shared.TryGetValue(name, out var source))
        {
            _checks.Add(path, $"'{name}' is not in Mapping.Shared; allowed: {(_checks.Shared.Count == 0 ? "none, it is empty" : string.Join(", ", _checks.Shared.Keys))}");
        }
        else if (_use != SourceUse.Line && SharedSources.Circle(name, _checks.Shared) is null && SharedSources.AsksLine(source, _checks.Shared))
        {
            _checks.Add(path, $"'{name}' reads a line, which fields of the order do not have; allowed: in fields of items");
        }
    }

    private void CheckCases(string path, ValueSource source, string? fieldUnit)
    {
        if (source.Unit is not null && _units is null) CheckUnit(path, source, fieldUnit);
        var scope = (_use == SourceUse.Order ? ConditionScope.Part : ConditionScope.Unweighed) with { Keys = _checks.Locations };
        for (var i = 0; i < source.When.Count; i++)
        {
            var one = source.When[i];
            var at = $"{path}.When[{i}]";
            if (one.If is not null) ConditionValidator.Validate(one.If, scope, $"{at}.If", _checks.All);
            else if (i < source.When.Count - 1) _checks.Add(at, "has no If and takes everything, the cases after it can never be reached; allowed: as the last one");
            CheckOne(at, one, source.Unit ?? fieldUnit);
        }
        var terms = source.When.Select(static one => new RuleTerms().Terms(one.If)).ToList();
        if (source.When.Take(source.When.Count - 1).All(static one => one.If is not null)) _checks.Shadowed(terms, $"{path}.When");
    }

    /// <summary>What is done to a found value.</summary>
    private void CheckChanges(string path, ValueSource source)
    {
        (string Name, bool IsSet)[] changes =
        [
            ("Slice", source.Slice is not null), ("Times", source.Times is not null), ("Plus", source.Plus is not null), ("PlusPer", source.PlusPer != PlusChoice.Unit), ("Decimals", source.Decimals is not null)
        ];
        if (source.When.Count > 0 || source.Shared is not null)
        {
            var kind = source.Shared is null ? "When" : "Shared";
            foreach (var (name, _) in changes.Where(static c => c.IsSet)) _checks.Add($"{path}.{name}", $"is not possible with {kind}; allowed: {(source.Shared is null ? "in its cases" : "in Mapping.Shared")}");
            return;
        }
        if (source.Slice is { } pattern && !Slice.TryCreate(pattern, out _, out var error))
        {
            _checks.Add($"{path}.Slice", $"'{pattern}' {error}; allowed: a regular expression of up to 200 characters without look-around, back-references and atomic groups");
        }
        if (source.Times is { } times) _checks.Range($"{path}.Times", times, 0.000001m, 1_000_000m);
        if (source.Decimals is { } decimals) _checks.Range($"{path}.Decimals", decimals, 0, 6);
        CheckPlus(path, source);
    }

    private void CheckPlus(string path, ValueSource source)
    {
        if (source.PlusPer == PlusChoice.Line && (source.Plus is null || _use != SourceUse.Line || _units != WeightReader.Units))
        {
            _checks.Add($"{path}.PlusPer", "Line goes with the Plus of an item's weight only; allowed: Unit");
        }
        if (source.Plus is not { } plus) return;
        if (!UnitText.TryRead(plus, out _, out var unit)) _checks.Add($"{path}.Plus", $"'{plus}' is not a number; allowed: {(_units is null ? "a number such as 2.50" : $"a number with a unit such as 50 {_units[0]}")}");
        else if (_units is null && unit is not null) _checks.Add($"{path}.Plus", $"'{plus}' has a unit; allowed: a number alone, only weights and lengths have units");
        else if (_units is not null && (unit is null || !_units.Contains(unit))) _checks.Add($"{path}.Plus", $"'{plus}' does not fit; allowed: a number with one of the units {string.Join(", ", _units)}");
    }

    private void CheckUnit(string path, ValueSource source, string? inherited)
    {
        if (_units is null)
        {
            if (source.Unit is not null) _checks.Add($"{path}.Unit", "is not possible here: only weights and lengths have units");
            return;
        }
        var unit = source.Unit ?? inherited;
        if (unit is null)
        {
            _checks.Add($"{path}.Unit", $"is missing; allowed: {string.Join(", ", _units)}, or {UnitText.Stated} where each value names its own");
        }
        else if (source.Unit is not null && source.Unit != UnitText.Stated && !_units.Contains(source.Unit))
        {
            _checks.Add($"{path}.Unit", $"'{source.Unit}' is not a unit; allowed: {string.Join(", ", _units)}");
        }
    }

    private void CheckDefault(string path, FieldSource source)
    {
        if (source.WhenMissing == MissingChoice.Default)
        {
            if (string.IsNullOrWhiteSpace(source.Default)) _checks.Add($"{path}.Default", "is missing; WhenMissing is Default");
            else if (_units is not null && (!UnitText.TryRead(source.Default, out var number, out _) || number <= 0m))
            {
                _checks.Add($"{path}.Default", $"'{source.Default}' is not a number above 0");
            }
            else if (source.Unit == UnitText.Stated && UnitText.TryRead(source.Default, out _, out var stated) && stated is null)
            {
                _checks.Add($"{path}.Default", $"'{source.Default}' has no unit; with {UnitText.Stated} the default names its own too");
            }
        }
        else if (source.Default is not null)
        {
            _checks.Add($"{path}.Default", "is never taken; WhenMissing must be Default");
        }
    }

    /// <summary>Null for kinds of which two may differ inside.</summary>
    private static string? Identity(ValueSource source) => source.Constant is not null || source.Lookup is not null || source.When.Count > 0
        ? null : $"{source.Pointer}|{source.Attribute}|{source.CustomField}|{source.Template}|{source.Shared}|{source.OfOrder}|{source.Format}|{source.Unit}|{source.Slice}";
}
