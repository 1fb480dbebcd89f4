using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Connector.Core.Model.Orders;
using Connector.Core.Rules.Files;
using Connector.Core.Rules.Mapping.Sources;
using Connector.Core.Rules.Selection.Conditions;
using Connector.Core.Rules.Selection.Routing;
using Connector.Tests.Core.Rules.Mapping;
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

    public static TheoryData<string, Action<ConnectorRules>, bool> Lookers => new()
    {
        { "nothing", static _ => { }, false },
        { "a pointer", static r => r.Mapping.Order.GiftMessage = new FieldSource { Pointer = "/custom/fields/gift" }, true },
        { "of a line", static r => r.Mapping.Items.Upc = new FieldSource { Pointer = "/variant/key" }, true },
        { "a fallback", static r => r.Mapping.Items.Upc = new FieldSource { CustomField = "upc", Fallbacks = { new ValueSource { Pointer = "/variant/key" } } }, true },
        { "a template", static r => r.Mapping.Order.CustomerNotes = new FieldSource { Template = "by {/shippingInfo/shippingMethodName:upper}" }, true },
        { "a template without one", static r => r.Mapping.Order.CustomerNotes = new FieldSource { Template = "{orderNumber}/{custom.gift} /x" }, false },
        { "a shared source", static r => r.Mapping.Shared["s"] = new ValueSource { Pointer = "/x" }, true },
        { "a custom field", static r => r.Mapping.Order.GiftMessage = new FieldSource { CustomField = "gift" }, false }
    };

    [Theory]
    [MemberData(nameof(Lookers))]
    public void The_document_is_needed_where_a_rule_looks_into_it(string situation, Action<ConnectorRules> change, bool expected)
    {
        var rules = new ConnectorRules();
        change(rules);

        Assert.True(expected == rules.ReadNeeds().Documents, situation);
    }

    /// <summary>Rules that were not seen to look into the document would find nothing in it, and say nothing.</summary>
    [Fact]
    public void No_pointer_is_overlooked_whatever_the_rules_are()
    {
        var needed = 0;
        for (var seed = 0; seed < 1000; seed++)
        {
            var rules = new ConnectorRules();
            new RandomRules(seed).Fill(rules.Mapping);
            var text = JsonSerializer.Serialize(rules.Mapping, s_set);

            Assert.True((text.Contains("\"Pointer\":", StringComparison.Ordinal) || text.Contains("{/", StringComparison.Ordinal)) == rules.ReadNeeds().Documents, text);
            if (rules.ReadNeeds().Documents) needed++;
        }
        Assert.InRange(needed, 1, 999);
    }

    private static readonly JsonSerializerOptions s_set = new() { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static (bool Lines, bool Workflow) States(OrderNeeds needs) => (needs.LineStates, needs.WorkflowStates);
}
