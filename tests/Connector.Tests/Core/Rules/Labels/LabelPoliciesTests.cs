using System.Text.Json;
using Connector.Core.Model.Shipping;
using Connector.Core.Rules.Labels;
using Connector.TestSupport;
using Xunit;

namespace Connector.Tests.Core.Rules.Labels;

public sealed class LabelPoliciesTests
{
    /// <summary>Condition, whether the sample order passes, and the words when it does not.</summary>
    public static TheoryData<string, Action<LabelRule>, string?> Conditions() => new()
    {
        { "location", r => r.Locations = ["west", "EAST"], null },
        { "other location", r => r.Locations = ["west"], "location is not west" },
        { "store", r => r.Stores = ["us-*"], null },
        { "other store", r => r.Stores = ["eu"], "store is not eu" },
        { "method", r => r.ShippingMethods = ["STAND*"], null },
        { "other method", r => r.ShippingMethods = ["express"], "shipping method is not express" },
        { "carrier", r => r.Carriers = ["stamps*"], null },
        { "other carrier", r => r.Carriers = ["ups"], "carrier is not ups" },
        { "service", r => r.Services = ["usps_priority_mail"], null },
        { "other service", r => r.Services = ["usps_media*", "x"], "service is not usps_media* or x" },
        { "country", r => r.Countries = ["US"], null },
        { "other country", r => r.Countries = ["DE"], "country is not DE" },
        { "region", r => r.Regions = ["il"], null },
        { "other region", r => r.Regions = ["AA"], "region is not AA" },
        { "postal code", r => r.PostalPrefixes = ["62 7"], null },
        { "other postal code", r => r.PostalPrefixes = ["9"], "postal code is not 9" },
        { "tag", r => r.TagIds = [1, 5104], null },
        { "other tag", r => r.TagIds = [1, 2], "has none of the tags 1, 2" },
        { "any SKU", r => r.Skus = ["TRAY-*"], null },
        { "no SKU", r => r.Skus = ["LAMP"], "SKU is not LAMP" },
        { "any product type", r => r.ProductTypes = ["battery"], null },
        { "no product type", r => r.ProductTypes = ["book"], "product type is not book" },
        { "attribute", r => r.Attribute = new() { Name = "fragile" }, null },
        { "no attribute", r => r.Attribute = new() { Name = "cold" }, "not so: attribute 'cold' is set" },
        { "field", r => r.CustomField = new() { Name = "vip", Values = ["gold"] }, null },
        { "no field", r => r.CustomField = new() { Name = "vip", Values = ["tin"] }, "not so: custom field 'vip' is tin" },
        { "value", r => (r.MinOrderValue, r.MaxOrderValue) = (60.95m, 60.95m), null },
        { "value below", r => r.MinOrderValue = 60.96m, "order value is below 60.96" },
        { "value above", r => r.MaxOrderValue = 60.94m, "order value is above 60.94" },
        { "weight", r => (r.MinWeightGrams, r.MaxWeightGrams) = (700m, 700m), null },
        { "weight below", r => r.MinWeightGrams = 701m, "weight is unknown or below 701 g" },
        { "weight above", r => r.MaxWeightGrams = 699m, "weight is unknown or above 699 g" }
    };

    [Theory]
    [MemberData(nameof(Conditions))]
    public void A_condition_takes_the_order_or_says_why_not(string name, Action<LabelRule> with, string? refusal)
    {
        var rule = new LabelRule { Name = name, Mode = LabelMode.Propose };
        with(rule);

        var policy = new LabelPolicies(new LabelRules { Mode = LabelMode.Buy, Rules = [rule] }).Find(Facts());

        Assert.Equal(refusal is null ? (LabelMode.Propose, name) : (LabelMode.Buy, null), (policy.Mode, policy.Rule));
        Assert.Equal(refusal is null ? [] : [(name, refusal)], policy.Refused.Select(r => (r.Rule, r.Reason)));
    }

    /// <summary>Mode of the section, of the rule, and what counts.</summary>
    [Theory]
    [InlineData(LabelMode.Off, null, LabelMode.Off)]
    [InlineData(LabelMode.Off, LabelMode.Buy, LabelMode.Off)]
    [InlineData(LabelMode.Propose, null, LabelMode.Propose)]
    [InlineData(LabelMode.Propose, LabelMode.Buy, LabelMode.Buy)]
    [InlineData(LabelMode.Buy, LabelMode.Propose, LabelMode.Propose)]
    [InlineData(LabelMode.Buy, LabelMode.Off, LabelMode.Off)]
    public void Off_of_the_section_counts_for_all_other_modes_are_the_rules(LabelMode section, LabelMode? rule, LabelMode expected) =>
        Assert.Equal(expected, new LabelPolicies(new LabelRules { Mode = section, Rules = [new() { Mode = rule, Limits = new() }] }).Find(Facts()).Mode);

    [Fact]
    public void The_first_rule_that_matches_decides_and_limits_fall_back_to_the_section()
    {
        var select = new ServiceSelectionRules { By = ServicePick.Cheapest };
        var rules = new LabelRules
        {
            Mode = LabelMode.Propose,
            Guards = { Limits = { MaxPrice = 30m, MaxAboveCharged = 4m } },
            Rules = [new() { Countries = ["DE"], Mode = LabelMode.Off }, new() { Limits = new() { MaxPrice = 12m }, Select = select }, new() { Mode = LabelMode.Off }]
        };

        var policy = new LabelPolicies(rules).Find(Facts());

        Assert.Equal(("Labels.Rules[1]", 12m, 4m), (policy.Rule, policy.Limits.MaxPrice, policy.Limits.MaxAboveCharged));
        Assert.Same(select, policy.Services);
        Assert.Equal("Labels.Rules[0]", Assert.Single(policy.Refused).Rule);
    }

    [Fact]
    public void A_shipment_of_unknown_weight_matches_no_weight()
    {
        var rules = new LabelRules { Mode = LabelMode.Buy, Rules = [new() { MaxWeightGrams = 1000m, Mode = LabelMode.Off }] };
        Assert.Equal(LabelMode.Buy, new LabelPolicies(rules).Find(LabelSample.Facts(o => o with { Weight = null })).Mode);
    }

    private static LabelFacts Facts()
    {
        var facts = LabelSample.Facts(o => o with { TagIds = [5104] });
        var tray = A.Line("TRAY-OAK", 1, 30m, l => l with { ProductTypeKey = "battery", Attributes = Field("fragile", true) });
        return facts with { Order = An.Order([A.Line("MUG-BLUE", 2), tray], o => o with { StoreKey = "us-main", CustomFields = Field("vip", "gold") }) };
    }

    private static Dictionary<string, JsonElement> Field(string name, object value) => new() { [name] = JsonSerializer.SerializeToElement(value) };
}
