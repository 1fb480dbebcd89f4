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
        foreach (var (path, member, value) in RuleWalk.List(rules)) Read(path, member, value, uses);
        if (rules.Selection.ZeroWeightAttribute is { Length: > 0 } weightless) Add("Selection.ZeroWeightAttribute", weightless, uses);
        var states = rules.Selection.WorkflowStates;
        return new OrderNeeds(
            [.. uses.Attributes.Distinct()],
            uses.LineStates || rules.Selection.Lines.ClosedStates.Count > 0,
            states.In.Count + states.Out.Count > 0 || rules.States.Rules.Any(rule => rule.WorkflowStates.Count > 0))
        {
            CustomerGroups = uses.CustomerGroups,
            Documents = uses.Documents,
            BuiltIn = BuiltInAttributes.Names
        };
    }

    private static void Read(string path, string member, object value, Uses uses)
    {
        switch (value)
        {
            case FieldCondition condition when member == "Attribute":
                Add(path, condition.Name, uses);
                break;
            case ValueSource source:
                // A dot leads into a nested attribute.
                Add(path, source.Attribute?.Split('.')[0], uses);
                uses.Documents |= source.Pointer is not null;
                if (source.Template is { } template) Template(template, path, uses);
                break;
            case Condition condition:
                uses.LineStates |= condition.LineStates.Count > 0;
                uses.CustomerGroups |= condition.CustomerGroups.Count > 0;
                break;
            case WeightAttribute weight:
                Add(path, weight.Attribute, uses);
                break;
        }
    }

    private static void Template(string template, string path, Uses uses)
    {
        if (!TemplateText.TryParse(template, out var parts, out _)) return;
        foreach (var part in parts.Where(static p => p.IsField))
        {
            uses.CustomerGroups |= part.Text == TemplateFields.CustomerGroup;
            uses.Documents |= part.Text.StartsWith('/');
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
        public bool Documents { get; set; }
    }
}
