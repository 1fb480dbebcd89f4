using Connector.Core.Model.Orders;
using Connector.Core.Rules.Files;
using Connector.Core.Rules.Mapping.Sources;
using Connector.Core.Rules.Selection.Conditions;
using Connector.Core.Rules.Selection.Routing;
using Xunit;

namespace Connector.Tests.Core.Rules.Files;

public sealed class OrderNeedsReaderTests
{
    public static TheoryData<string, Action<ConnectorRules>, string> Cases => new()
    {
        { "nothing", static _ => { }, "" },
        { "a field", static r => r.Mapping.Items.Weight = new FieldSource { Attribute = "grams" }, "Mapping.Items.Weight=grams" },
        { "inside an attribute", static r => r.Mapping.Items.Weight = new FieldSource { Attribute = "size.weight" }, "Mapping.Items.Weight=size" },
        { "another kind of source", static r => r.Mapping.Items.Weight = new FieldSource { CustomField = "grams" }, "" },
        { "a fallback", static r => r.Mapping.Items.Upc = new FieldSource { CustomField = "upc", Fallbacks = { new ValueSource { Attribute = "ean" } } }, "Mapping.Items.Upc.Fallbacks[0]=ean" },
        { "selection", static r => r.Selection.ZeroWeightAttribute = "grams", "Selection.ZeroWeightAttribute=grams" },
        { "routing weight", static r => r.Routing.Weight = new WeightAttribute { Attribute = "grams" }, "Routing.Weight=grams" },
        { "a routing rule", static r => r.Routing.Rules.Add(new RoutingRule { Attribute = new FieldCondition { Name = "group" } }), "Routing.Rules[0].Attribute=group" },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Attributes_are_found_wherever_rules_name_them(string situation, Action<ConnectorRules> change, string expected)
    {
        var rules = new ConnectorRules();
        change(rules);

        var needs = rules.ReadNeeds();

        Assert.True(expected == string.Join(' ', needs.Attributes.Select(static use => $"{use.Path}={use.Name}")), situation);
        Assert.False(needs.LineStates || needs.WorkflowStates);
    }

    [Fact]
    public void States_are_needed_where_a_rule_names_one()
    {
        var rules = new ConnectorRules();
        rules.Selection.Lines.ClosedStates.Add("backordered");
        Assert.Equal((true, false), States(rules.ReadNeeds()));
        rules.Selection.WorkflowStates.Out = ["fraud"];
        Assert.Equal((true, true), States(rules.ReadNeeds()));
    }

    private static (bool Lines, bool Workflow) States(OrderNeeds needs) => (needs.LineStates, needs.WorkflowStates);
}
