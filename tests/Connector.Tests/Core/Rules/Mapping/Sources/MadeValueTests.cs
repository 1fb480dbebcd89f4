using Connector.Core.Model.Orders;
using Connector.Core.Model.Shipping;
using Connector.Core.Rules.Files;
using Connector.Core.Rules.Mapping;
using Connector.Core.Rules.Mapping.Sources;
using Xunit;

namespace Connector.Tests.Core.Rules.Mapping.Sources;

/// <summary>Templates, look-ups, cases, slices and arithmetic, seen through custom field 3 and the weight of an item.</summary>
public sealed class MadeValueTests
{
    [Theory]
    [InlineData("{orderNumber}/{custom.slot}", "US-100245/A7")]
    [InlineData("{{{orderNumber}}}", "{US-100245}")]
    [InlineData("{placedAt:day} {orderValue} {currency} {country} {location}", "2026-03-02 20 USD US east")]
    [InlineData("{/note:upper}", "HELLO")]
    [InlineData("{custom.slot:lower}-{custom.deep.inner}", "a7-x")]
    [InlineData("{custom.nothing}{custom.slot}", null)]
    [InlineData("{custom.slot:number}", null)]
    public void A_template_is_filled(string template, string? expected) => Assert.Equal(expected, Field3(new FieldSource { Template = template }));

    [Theory]
    [InlineData("{custom.nothing}{custom.slot}!", "A7!")]
    [InlineData("{custom.nothing}!", null)]
    public void A_part_may_be_left_out_but_not_all(string template, string? expected) =>
        Assert.Equal(expected, Field3(new FieldSource { Template = template, WhenPartMissing = PartMissingChoice.LeaveOut }));

    [Theory]
    [InlineData("a7", "east", null, "east")]
    [InlineData("B1", "up", null, null)]
    [InlineData("B1", "up", "elsewhere", "elsewhere")]
    public void A_value_is_looked_up(string key, string value, string? byDefault, string? expected) =>
        Assert.Equal(expected, Field3(new FieldSource { Lookup = new() { Of = new() { CustomField = "slot" }, Table = { [key] = value }, Default = byDefault } }));

    [Fact]
    public void What_the_table_does_not_have_is_left_to_the_fallback_and_the_choice_of_the_field()
    {
        var lookup = new LookupSource { Of = new() { CustomField = "slot" }, Table = { ["x"] = "y" } };
        Assert.Equal("A7", Field3(new FieldSource { Lookup = lookup, Fallbacks = [new() { CustomField = "slot" }] }));
        Assert.Equal("none", Field3(new FieldSource { Lookup = lookup, WhenMissing = MissingChoice.Default, Default = "none" }));
        Assert.Equal("look-up of custom field slot has no entry for its value: Leave", Origin(new FieldSource { Lookup = lookup, WhenMissing = MissingChoice.Leave }));
    }

    [Fact]
    public void The_first_case_that_holds_is_taken_and_explained()
    {
        var source = new FieldSource { When = [new() { If = new() { Countries = ["DE"] }, Constant = "home" }, new() { If = new() { MinOrderValue = 10m }, CustomField = "slot" }, new() { Constant = "rest" }] };
        Assert.Equal("A7", Field3(source));
        Assert.Equal("custom field slot, because order value is 10 or more", Origin(source));
    }

    [Fact]
    public void A_case_without_a_value_does_not_lead_to_the_next_one()
    {
        var source = new FieldSource { When = [new() { If = new() { Countries = ["US"] }, CustomField = "nothing" }, new() { Constant = "rest" }], WhenMissing = MissingChoice.Leave };
        Assert.Null(Field3(source));
        Assert.Equal("custom field nothing is not there: Leave", Origin(source));
        Assert.Equal("no case of When holds: Leave", Origin(new FieldSource { When = [new() { If = new() { Countries = ["DE"] }, Constant = "x" }], WhenMissing = MissingChoice.Leave }));
    }

    [Theory]
    [InlineData("^([A-Z])", "A")]
    [InlineData("[0-9]+", "7")]
    [InlineData("(x)|7", null)]
    [InlineData("z", null)]
    public void A_text_is_cut(string pattern, string? expected) => Assert.Equal(expected, Field3(new FieldSource { CustomField = "slot", Slice = pattern }));

    [Theory]
    [InlineData(1.1, null, null, "2.75")]
    [InlineData(1.1, "2", 1, "4.8")]
    [InlineData(null, "-0.5", 2, "2.00")]
    public void A_number_is_counted(double? times, string? plus, int? decimals, string expected) =>
        Assert.Equal(expected, Field3(new FieldSource { CustomField = "amount", Times = (decimal?)times, Plus = plus, Decimals = decimals }));

    [Fact]
    public void What_is_no_number_is_not_counted() => Assert.Null(Field3(new FieldSource { CustomField = "slot", Times = 2m }));

    [Theory]
    [InlineData("g", 1.1, null, PlusChoice.Unit, 1100)]
    [InlineData("g", null, "50 g", PlusChoice.Unit, 1050)]
    [InlineData("g", null, "50 g", PlusChoice.Line, 1010)]
    [InlineData("kg", 2.0, "1 kg", PlusChoice.Unit, 2001000)]
    public void A_weight_is_counted_with_units(string unit, double? times, string? plus, PlusChoice per, double grams)
    {
        var order = Sample.Order(Sample.Line("a", 5) with { Attributes = Sample.Attributes(("mass", "1000")) });
        var weight = new FieldSource { Attribute = "mass", Unit = unit, Times = (decimal?)times, Plus = plus, PlusPer = per };
        Assert.Equal(new Weight((decimal)grams, WeightUnit.Grams), order.MapOne(r => (r.Items.Weight, r.Items.MaximumWeightGrams) = (weight, 10_000_000m)).Items[0].Weight);
    }

    [Fact]
    public void A_weight_in_ounces_stays_in_ounces()
    {
        var order = Sample.Order(Sample.Line() with { Attributes = Sample.Attributes(("mass", "\"10 oz\"")) });
        Assert.Equal(new Weight(26m, WeightUnit.Ounces), order.MapOne(r => r.Items.Weight = new() { Attribute = "mass", Unit = "stated", Plus = "1 lb" }).Items[0].Weight);
    }

    [Fact]
    public void A_weight_may_come_out_of_cases_and_look_ups()
    {
        var order = Sample.Order(Sample.Line("a") with { ProductTypeKey = "mug" }, Sample.Line("b") with { Attributes = Sample.Attributes(("kg", "2")) });
        var source = new FieldSource
        {
            When = [new() { If = new() { ProductTypes = ["mug"] }, Lookup = new() { Of = new() { Template = "{productType}" }, Table = { ["mug"] = "1 lb 4 oz" } }, Unit = "stated" }, new() { Attribute = "kg", Unit = "kg" }]
        };
        Assert.Equal([new Weight(20m, WeightUnit.Ounces), new Weight(2000m, WeightUnit.Grams)], order.MapOne(r => r.Items.Weight = source).Items.Select(static i => i.Weight!));
    }

    [Fact]
    public void All_fields_of_a_line_become_options_up_to_the_limit()
    {
        var many = Enumerable.Range(0, 150).ToDictionary(static i => $"a{i:000}", static i => Sample.Json($"\"v{i}\""));
        var result = Sample.Order(Sample.Line() with { Attributes = many }).Map(Sample.Rules(r => r.Items.Options = [new() { Name = "*", Value = new() { Attribute = "*" } }]));
        var options = Assert.Single(result.Orders).Order.Items[0].Options;
        Assert.Equal(100, options.Count);
        Assert.Equal("a000", options[0].Name);
        Assert.Contains(result.Warnings, static w => w is { Code: WarningCodes.ValueLeftOut, Field: "Items[].Options" });
    }

    public static TheoryData<string, ValueSource> Wrong => new()
    {
        { ": needs exactly one of Pointer, Attribute, CustomField, Constant, Template, Lookup, When, Shared", new() { Template = "{orderId}", Constant = "x" } },
        { ".Template: 'no value' has no value", new() { Template = "no value" } },
        { ".Template: {slot} names nothing; allowed: orderNumber, orderId", new() { Template = "{slot}" } },
        { ".Template: {sku} names nothing", new() { Template = "{sku}" } },
        { ".Template: '{a' opens a brace at position 0", new() { Template = "{a" } },
        { ".Template: 'a}' closes a brace at position 1", new() { Template = "a}" } },
        { ".Template: '{}' has nothing between", new() { Template = "{}" } },
        { ".Template: belongs to a line", new() { Template = "{attribute.a}" } },
        { ".Template: 'x y' has ' ' at position 1", new() { Template = "{custom.x y}" } },
        { ".Template: 'shout' of {orderId} is not a format; allowed: text", new() { Template = "{orderId:shout}" } },
        { ".Template: 'desk' is not in Mapping.Shared; allowed: none", new() { Template = "{shared.desk}" } },
        { ".Shared: 'desk' is not in Mapping.Shared", new() { Shared = "desk" } },
        { ".WhenPartMissing: goes with Template only", new() { Constant = "a", WhenPartMissing = PartMissingChoice.LeaveOut } },
        { ".Lookup.Of: needs exactly one", new() { Lookup = new() { Table = { ["a"] = "b" } } } },
        { ".Lookup.Table: is empty", new() { Lookup = new() { Of = new() { CustomField = "a" } } } },
        { ".Lookup.Table.a : is there twice", new() { Lookup = new() { Of = new() { CustomField = "a" }, Table = { ["a"] = "b", ["a "] = "c" } } } },
        { ".Lookup.Table.a: has no result", new() { Lookup = new() { Of = new() { CustomField = "a" }, Table = { ["a"] = "" } } } },
        { ".Lookup.File: is there beside Table", new() { Lookup = new() { Of = new() { CustomField = "a" }, Table = { ["a"] = "b" }, File = "x.csv" } } },
        { ".Lookup.File: was not read", new() { Lookup = new() { Of = new() { CustomField = "a" }, File = "x.csv" } } },
        { ".Slice: '(a' is no regular expression", new() { CustomField = "a", Slice = "(a" } },
        { ".Slice: '(?<=a)b' needs backtracking", new() { CustomField = "a", Slice = "(?<=a)b" } },
        { @".Slice: '(a)\1' needs backtracking", new() { CustomField = "a", Slice = @"(a)\1" } },
        { ".Slice: is not possible with When; allowed: in its cases", new() { When = [new() { Constant = "a" }], Slice = "a" } },
        { ".Times: 0 is out of range", new() { CustomField = "a", Times = 0m } },
        { ".Decimals: 7 is out of range", new() { CustomField = "a", Decimals = 7 } },
        { ".Plus: 'much' is not a number; allowed: a number such as 2.50", new() { CustomField = "a", Plus = "much" } },
        { ".Plus: '5 g' has a unit", new() { CustomField = "a", Plus = "5 g" } },
        { ".PlusPer: Line goes with the Plus of an item's weight only", new() { CustomField = "a", Plus = "5", PlusPer = PlusChoice.Line } },
        { ".CustomField: 'a*' has '*'", new() { CustomField = "a*" } }
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void What_is_wrong_is_named(string expected, ValueSource source) =>
        Assert.Contains(Problems(r => r.Order.CustomField3 = Copy(source)), p => p.StartsWith("Mapping.Order.CustomField3" + expected, StringComparison.Ordinal));

    public static TheoryData<string, Action<MappingRules>> WrongElsewhere => new()
    {
        { "Mapping.Items.Weight.Plus: '5' does not fit; allowed: a number with one of the units g, kg, oz, lb", r => r.Items.Weight = new() { Attribute = "a", Unit = "g", Plus = "5" } },
        { "Mapping.Items.Weight.Plus: '5 cm' does not fit", r => r.Items.Weight = new() { Attribute = "a", Unit = "g", Plus = "5 cm" } },
        { "Mapping.Items.Weight.When[0].Unit: is missing", r => r.Items.Weight = new() { When = [new() { Attribute = "a" }] } },
        { "Mapping.Items.Width: is missing; all three sides or none", r => r.Items.Length = new() { Attribute = "a", Unit = "cm" } },
        { "Mapping.Items.Options[0].Name: 'All' would be the name of all of them", r => r.Items.Options = [new() { Name = "All", Value = new() { Attribute = "*" } }] },
        { "Mapping.Items.Options[0].Except: goes with a pattern only", r => r.Items.Options = [new() { Name = "A", Value = new() { Attribute = "a" }, Except = ["b"] }] },
        { "Mapping.Items.Options[0].Value.Fallbacks: are not possible with a pattern", r => r.Items.Options = [new() { Name = "*", Value = new() { Attribute = "*", Fallbacks = [new() { Constant = "x" }] } }] },
        { "Mapping.Shared.a: leads back to itself: a -> b -> a", r => (r.Shared["a"], r.Shared["b"]) = (new() { Template = "{shared.b}" }, new() { Lookup = new() { Of = new() { Shared = "a" }, Table = { ["x"] = "y" } } }) },
        { "Mapping.Shared.a: leads back to itself: a -> A", r => r.Shared["a"] = new() { When = [new() { Shared = "A" }] } },
        { "Mapping.Shared.a b: is not a name", r => r.Shared["a b"] = new() { Constant = "x" } },
        { "Mapping.Shared.a.Constant: is empty", r => r.Shared["a"] = new() { Constant = " " } },
        { "Mapping.Order.CustomField3.Shared: 'a' reads a line", r => (r.Shared["a"], r.Order.CustomField3) = (new() { Template = "{sku}" }, new() { Shared = "a" }) }
    };

    [Theory]
    [MemberData(nameof(WrongElsewhere))]
    public void What_does_not_fit_its_place_is_named(string expected, Action<MappingRules> breaking) =>
        Assert.Contains(Problems(breaking), p => p.StartsWith(expected, StringComparison.Ordinal));

    [Fact]
    public void A_circle_of_unchecked_rules_finds_nothing()
    {
        static void Circle(MappingRules r) => (r.Shared["a"], r.Order.CustomField3) = (new() { Template = "{shared.a}" }, new() { Shared = "a", WhenMissing = MissingChoice.Leave });
        Assert.Null(TestOrder().MapOne(Circle).CustomField3);
    }

    private static IReadOnlyList<string> Problems(Action<MappingRules> change)
    {
        var rules = Sample.Rules(change);
        return RulesValidator.Problems(rules);
    }

    private static string? Field3(FieldSource source)
    {
        Assert.Empty(Problems(r => r.Order.CustomField3 = source));
        return TestOrder().MapOne(r => r.Order.CustomField3 = source).CustomField3;
    }

    private static string Origin(FieldSource source)
    {
        var order = TestOrder();
        return Sample.Rules(r => r.Order.CustomField3 = source).CreateMapping().Explain(order, order.PlanAll()).Groups[0].Fields.Single(static f => f.Field == "CustomField3").Origin;
    }

    private static Order TestOrder() => Sample.Order(Sample.Line("a", 2)) with
    {
        Document = OrderDocument.From(Sample.Json("""{ "note": "hello" }""")),
        CustomFields = Sample.Attributes(("slot", "\"A7\""), ("amount", "2.5"), ("deep", """{ "inner": "x" }"""))
    };

    private static FieldSource Copy(ValueSource source)
    {
        var copy = new FieldSource();
        foreach (var member in typeof(ValueSource).GetProperties()) member.SetValue(copy, member.GetValue(source));
        return copy;
    }
}
