using System.Reflection;
using Connector.Core.Model.Shipping;
using Connector.Core.Rules.Files;
using Connector.Core.Rules.Mapping;
using Connector.Core.Rules.Mapping.Services;
using Xunit;

namespace Connector.Tests.Core.Rules.Mapping;

public sealed class ExplanationTests
{
    [Fact]
    public void Every_field_has_a_value_and_an_origin()
    {
        var rules = Sample.Rules(r =>
        {
            r.Order.CustomField3 = new() { Pointer = "/missing", Fallbacks = [new() { CustomField = "ribbon" }] };
            r.Items.Sku = new() { Attribute = "code" };
        });
        rules.Services.Rules = [new ServiceRule { Name = "all", Carrier = "ups", Service = "ups_ground" }];
        var line = Sample.Line("b") with { Attributes = Sample.Attributes(("code", "\"C-9\""), ("weight-kg", "2")) };
        var order = Sample.Order(Sample.Line("a"), line) with { CustomFields = Sample.Attributes(("ribbon", "\"blue\"")) };
        var group = Assert.Single(rules.CreateMapping().Explain(order, order.PlanAll()).Groups);

        Assert.Equal("east", group.GroupKey);
        Assert.Equal(("blue", "custom field ribbon"), Field(group, "CustomField3"));
        Assert.Equal(("C-9", "attribute code"), Field(group, "Items[1].Sku"));
        Assert.Equal("MUG", Field(group, "Items[0].Sku").Value);
        Assert.Equal(("2000 Grams", "attribute weight-kg"), Field(group, "Items[1].Weight"));
        Assert.Equal(("250 Grams", "attribute weight-grams"), Field(group, "Items[0].Weight"));
        Assert.Equal(("ups_ground", "rule all"), Field(group, "ServiceCode"));
        Assert.Equal(("Portland", "city"), Field(group, "ShipTo.City"));
        Assert.Equal(("20", "total of this group when paid, else 0"), Field(group, "AmountPaid"));
    }

    [Fact]
    public void A_hold_has_the_rule_as_its_origin()
    {
        var rules = Sample.Rules();
        rules.Services.Unmapped = UnmappedMethod.Hold;
        rules.Services.Rules = [new ServiceRule { Name = "other", Methods = ["No such method"], Carrier = "ups", Service = "ups_ground" }];
        var order = Sample.Order().WithShipping(5m);
        var group = Assert.Single(rules.CreateMapping().Explain(order, order.PlanAll()).Groups);
        Assert.Equal(("OnHold", "held because of RequestedService"), Field(group, "Status"));
    }

    [Theory]
    [InlineData("\"sat\"", true)]
    [InlineData("\"yes\"", false)]
    [InlineData("\"no\"", false)]
    public void A_value_that_cannot_be_read_is_a_warning_and_no_missing_one(string value, bool isWrong)
    {
        var rules = Sample.Rules(static r => r.Order.SaturdayDelivery = new() { CustomField = "sat" });
        var order = Sample.Order() with { CustomFields = Sample.Attributes(("sat", value)) };
        var explained = rules.CreateMapping().Explain(order, order.PlanAll());
        var group = Assert.Single(explained.Groups);
        Assert.Equal(isWrong ? "custom field sat cannot be read as Boolean" : "custom field sat", Field(group, "SaturdayDelivery").Origin);
        Assert.Equal(isWrong, explained.Result.Warnings.Any(static w => w is { Code: WarningCodes.ValueLeftOut, Field: "SaturdayDelivery" }));
    }

    [Fact]
    public void A_value_that_is_not_there_is_no_warning()
    {
        var rules = Sample.Rules(static r => r.Order.SaturdayDelivery = new() { CustomField = "sat" });
        Assert.DoesNotContain(rules.CreateMapping().Explain(Sample.Order(), Sample.Order().PlanAll()).Result.Warnings, static w => w.Field == "SaturdayDelivery");
    }

    [Fact]
    public void A_refused_order_has_its_problem_and_no_fields()
    {
        var order = Sample.Order() with { ShippingAddress = null };
        var explanation = Sample.Rules().CreateMapping().Explain(order, order.PlanAll());
        Assert.NotNull(explanation.Result.Problem);
        Assert.Empty(explanation.Groups);
    }

    [Fact]
    public void The_table_of_target_fields_has_every_member_of_the_shipping_order()
    {
        var listed = TargetFields.All.Select(t => t.Name.Replace("[]", "", StringComparison.Ordinal)).ToHashSet();
        var missing = Members(typeof(ShippingOrder), "").Where(m => !listed.Contains(m)).ToArray();
        Assert.Empty(missing);
        Assert.Equal(listed.Count, TargetFields.All.Count);
    }

    private static IEnumerable<string> Members(Type type, string prefix)
    {
        foreach (var member in type.GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly))
        {
            if (member.Name is "EqualityContract" or nameof(ShippingOrder.ShippingOrderId)) continue;
            var of = member.PropertyType.IsGenericType && member.PropertyType.GetGenericTypeDefinition() == typeof(IReadOnlyList<>)
                ? member.PropertyType.GetGenericArguments()[0]
                : member.PropertyType;
            var nested = of == typeof(ShippingAddress) || of == typeof(ShippingItem) || of == typeof(Insurance) || of == typeof(Customs) || of == typeof(CustomsItem)
                || of == typeof(BillToParty);
            if (nested)
            {
                foreach (var inner in Members(of, $"{prefix}{member.Name}.")) yield return inner;
            }
            else
            {
                yield return prefix + member.Name;
            }
        }
    }

    private static (string? Value, string Origin) Field(GroupExplanation group, string name)
    {
        var field = Assert.Single(group.Fields, f => f.Field == name);
        return (field.Value, field.Origin);
    }
}
