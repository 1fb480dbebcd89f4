using System.Collections;
using Connector.Core.Model.Orders;
using Connector.Core.Rules.Mapping;
using Connector.Core.Rules.Mapping.Sources;
using Connector.Core.Rules.Selection.Conditions;
using Connector.Core.Rules.Selection.Routing;

namespace Connector.Core.Rules.Files;

/// <summary>Finds in the rules what they look at. Built-in sources stand apart: a shop that saves their attributes to line items is not asked for products.</summary>
public static class OrderNeedsReader
{
    public static OrderNeeds ReadNeeds(this ConnectorRules rules)
    {
        var uses = new Uses();
        Walk(rules, "", uses);
        if (rules.Selection.ZeroWeightAttribute is { Length: > 0 } weightless) Add("Selection.ZeroWeightAttribute", weightless, uses);
        var states = rules.Selection.WorkflowStates;
        return new OrderNeeds(
            [.. uses.Attributes.Distinct()],
            uses.LineStates || rules.Selection.Lines.ClosedStates.Count > 0,
            states.In.Count + states.Out.Count > 0 || rules.States.Rules.Any(rule => rule.WorkflowStates.Count > 0))
        {
            CustomerGroups = uses.CustomerGroups,
            BuiltIn = BuiltInAttributes.Names
        };
    }

    private static void Walk(object owner, string path, Uses uses)
    {
        foreach (var member in RuleShape.From(owner.GetType()).Members.Values)
        {
            var place = path.Length == 0 ? member.Name : $"{path}.{member.Name}";
            switch (member.Property.GetValue(owner))
            {
                case null or string:
                    break;
                case FieldCondition condition when member.Name == "Attribute":
                    Add(place, condition.Name, uses);
                    break;
                case IDictionary map:
                    foreach (DictionaryEntry entry in map) WalkInto(entry.Value, $"{place}.{entry.Key}", uses);
                    break;
                case IEnumerable list:
                    var index = 0;
                    foreach (var entry in list) WalkInto(entry, $"{place}[{index++}]", uses);
                    break;
                case var value:
                    WalkInto(value, place, uses);
                    break;
            }
        }
    }

    private static void WalkInto(object? value, string path, Uses uses)
    {
        if (value is null || value.GetType() is var type && (!type.IsClass || type == typeof(string) || type.Assembly != typeof(ConnectorRules).Assembly)) return;
        // A dot leads into a nested attribute.
        if (value is ValueSource source) Add(path, source.Attribute?.Split('.')[0], uses);
        if (value is ValueSource { Template: { } template }) Template(template, path, uses);
        if (value is Condition condition)
        {
            uses.LineStates |= condition.LineStates.Count > 0;
            uses.CustomerGroups |= condition.CustomerGroups.Count > 0;
        }
        if (value is WeightAttribute weight) Add(path, weight.Attribute, uses);
        Walk(value, path, uses);
    }

    private static void Template(string template, string path, Uses uses)
    {
        if (!TemplateText.TryParse(template, out var parts, out _)) return;
        foreach (var part in parts.Where(static p => p.IsField))
        {
            uses.CustomerGroups |= part.Text == TemplateFields.CustomerGroup;
            if (part.Text.StartsWith(TemplateFields.Attribute, StringComparison.Ordinal)) Add(path, part.Text[TemplateFields.Attribute.Length..].Split('.')[0], uses);
        }
    }

    /// <summary>What a pattern matches is only known on the line.</summary>
    private static void Add(string path, string? name, Uses uses)
    {
        if (!string.IsNullOrEmpty(name) && !name.Contains('*', StringComparison.Ordinal) && !name.Contains('?', StringComparison.Ordinal)) uses.Attributes.Add(new AttributeUse(path, name));
    }

    private sealed class Uses
    {
        public List<AttributeUse> Attributes { get; } = [];
        public bool LineStates { get; set; }
        public bool CustomerGroups { get; set; }
    }
}
