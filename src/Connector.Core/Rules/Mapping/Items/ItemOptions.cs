using System.Text.Json;
using Connector.Core.Model.Orders;
using Connector.Core.Model.Shipping;
using Connector.Core.Rules.Mapping.Sources;
using Connector.Core.Rules.Mapping.Texts;
using Connector.Core.Rules.Selection.Conditions;

namespace Connector.Core.Rules.Mapping.Items;

/// <summary>Pure: the options of an item, one for each rule, or one for each attribute or custom field that a rule's pattern matches.</summary>
internal sealed class ItemOptions(ItemFieldRules rules, SourceCompiler compiler)
{
    public const string Field = "Items[].Options";

    private readonly (ItemOptionRule Rule, string Name, TargetSource? Value)[] _options =
        [.. rules.Options.Select(o => (o, TextCleaner.Line(o.Name) ?? "", o.Pattern is null ? new TargetSource(compiler, Field, o.Value, SourceFormat.Text) : null))];

    public IReadOnlyList<ItemOption> Compute(MappingRun run, OrderLine line)
    {
        List<ItemOption>? options = null;
        foreach (var (rule, name, source) in _options)
        {
            if (source is null) AddAll(run, line, rule, ref options);
            else Add(run, line, name, source.TryText(run, line, out var text) ? text : null, ref options);
        }
        return options is null ? [] : options;
    }

    /// <summary>By name, so that the same line always gives the same options.</summary>
    private static void AddAll(MappingRun run, OrderLine line, ItemOptionRule rule, ref List<ItemOption>? options)
    {
        IReadOnlyDictionary<string, JsonElement> fields = rule.Value.Attribute is not null ? line.Attributes : rule.Value.OfOrder ? run.Order.CustomFields : line.CustomFields;
        if (fields.Count == 0) return;
        var format = rule.Value.Format is { } named && SourceFormats.TryFind(named, out var known) ? known : SourceFormat.Text;
        foreach (var name in fields.Keys.Where(name => Pattern.Matches(rule.Pattern!, name) && !Pattern.MatchesAny(name, rule.Except)).Order(StringComparer.Ordinal))
        {
            Add(run, line, TextCleaner.Line(rule.Name.Replace("*", name, StringComparison.Ordinal)) ?? name, SourceFormats.Apply(format, fields[name], run.Locales), ref options);
        }
        if (options is { Count: > 0 }) run.Trace?.Say(Field, rule.Value.Attribute is null ? $"custom fields {rule.Pattern}" : $"attributes {rule.Pattern}");
    }

    private static void Add(MappingRun run, OrderLine line, string name, string? text, ref List<ItemOption>? options)
    {
        if (run.Fit(FieldLimits.ItemOption, TextCleaner.Line(text), line) is not { } value) return;
        if (options?.Count >= FieldLimits.MaxOptions)
        {
            run.Warn(WarningCodes.ValueLeftOut, Field, $"Line {MappingRun.Label(line)} has more than {FieldLimits.MaxOptions} options; the others are left out.");
            return;
        }
        (options ??= []).Add(new ItemOption(Shortener.To(name, FieldLimits.ItemOption.Length), value));
    }
}
