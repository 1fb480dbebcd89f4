using Connector.Core.Rules.Files;
using Connector.Core.Rules.Mapping.Services;
using Connector.Core.Rules.Selection.Conditions;
using Connector.Core.Rules.Selection.Routing;
using Xunit;

namespace Connector.Tests.Core.Rules.Selection.Conditions;

public sealed class ConditionValidatorTests
{
    public static TheoryData<string, Condition> Wrong => new()
    {
        { ": has no conditions; allowed: one or more of All, Any, Not", new() },
        { ".Not: has no conditions", new() { Not = new() } },
        { ".Countries[0]: 'usa' is not a country", new() { Countries = ["usa"] } },
        { ".Skus[1]: 'a' is there twice", new() { Skus = ["A", "a"] } },
        { ".CustomField.Name: is missing", new() { CustomField = new() } },
        { ".CustomField.Is: is there beside Values", new() { CustomField = new() { Name = "a", Is = ["1"], Values = ["2"] } } },
        { ".Any[1].MinOrderValue: can never match, 10 is above the greatest, 5", new() { Any = [new() { Stores = ["a"] }, new() { MinOrderValue = 10m, MaxOrderValue = 5m }] } },
        { ".MinWeightGrams: -1 is below zero", new() { MinWeightGrams = -1m } },
        { ".PlacedAfter: can never hold, '08:00' is PlacedBefore, too", new() { PlacedAfter = new(8, 0), PlacedBefore = new(8, 0) } },
        { ".PlacedFrom: can never hold, '2026-03-05' is after PlacedUntil", new() { PlacedFrom = new(2026, 3, 5), PlacedUntil = new(2026, 3, 4) } },
        { ".TimeZone: 'Moon/Far' is not a time zone", new() { PlacedOn = [DayOfWeek.Monday], TimeZone = "Moon/Far" } },
        { ".TimeZone: is never used", new() { Stores = ["a"], TimeZone = "UTC" } },
        { ".PlacedOn[1]: Monday is there twice", new() { PlacedOn = [DayOfWeek.Monday, DayOfWeek.Monday] } },
        { ".Locations[0]: 'x' is not a location; allowed: east, west", new() { Locations = ["x"] } },
        { ": can never hold, its demands on Countries exclude each other", new() { Countries = ["DE"], All = [new() { Countries = ["US", "CA"] }] } },
        { ": can never hold, its demands on MinOrderValue exclude each other", new() { MinOrderValue = 10m, All = [new() { MaxOrderValue = 9m }] } },
        { ": can never hold, Not excludes all that the rest asks for", new() { Countries = ["DE"], Not = new() { Countries = ["DE", "AT"] } } },
        { ": can never hold, none of Any goes with the rest", new() { Stores = ["a"], Any = [new() { Stores = ["b"] }, new() { Stores = ["c"] }] } }
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void What_is_wrong_is_named(string expected, Condition condition)
    {
        var rules = Rules();
        rules.Services.Rules.Add(new ServiceRule { RequestedService = "x", When = condition });

        Assert.Contains(RulesValidator.Problems(rules), p => p.StartsWith("Services.Rules[0].When" + expected, StringComparison.Ordinal));
    }

    public static TheoryData<string, Condition> Fine => new()
    {
        { "two SKUs, on two lines", new() { Skus = ["A"], All = [new() { Skus = ["B"] }] } },
        { "patterns", new() { Stores = ["a*"], All = [new() { Stores = ["*b"] }] } },
        { "Not of a part", new() { Countries = ["DE", "AT"], Not = new() { Countries = ["DE"] } } },
        { "Not of more", new() { Countries = ["DE"], Not = new() { Countries = ["DE"], Stores = ["a"] } } },
        { "one of Any", new() { Stores = ["a"], Any = [new() { Stores = ["b"] }, new() { Stores = ["a"] }] } },
        { "over midnight", new() { PlacedAfter = new(22, 0), PlacedBefore = new(6, 0), TimeZone = "Europe/Berlin" } },
        { "a location", new() { Locations = ["west"] } }
    };

    [Theory]
    [MemberData(nameof(Fine))]
    public void What_can_hold_is_left_alone(string what, Condition condition)
    {
        var rules = Rules();
        rules.Services.Rules.Add(new ServiceRule { RequestedService = "x", When = condition });

        Assert.True(RulesValidator.Problems(rules).Count == 0, $"{what}: {string.Join("; ", RulesValidator.Problems(rules))}");
    }

    public static TheoryData<string, Action<ConnectorRules>> Places => new()
    {
        { "Routing.Rules[0].When.Locations: the location is not decided yet here", r => r.Routing.Rules.Add(new() { Location = "east", When = new() { Locations = ["east"] } }) },
        { "Routing.Rules[0].When.MaxWeightGrams: can never match without a weight; allowed: with Routing.Weight", r => r.Routing.Rules.Add(new() { Location = "east", When = new() { MaxWeightGrams = 5m } }) },
        { "Selection.SkipWhen[0].MinWeightGrams: can never match without a weight", r => r.Selection.SkipWhen = [new() { MinWeightGrams = 5m }] },
        { "Selection.SkipWhen[0].Not: has no conditions", r => r.Selection.SkipWhen = [new() { Not = new() }] },
        { "Selection.Require[0]: no order can pass", r => (r.Selection.SkipWhen, r.Selection.Require) = ([new() { Stores = ["a*"] }], [new() { Stores = ["ab"] }]) },
        { "States.Rules[0].When.Stores[0]: is blank", r => r.States.Rules = [new() { When = new() { Stores = [" "] } }] },
        { "Selection.Lines.NotShipped[0].When.Stores: belongs to the order", r => r.Selection.Lines.NotShipped = [new() { When = new() { Stores = ["a"] } }] },
        { "Labels.Rules[0].When.Countries[0]: 'x' is not a country", r => r.Labels.Rules = [new() { Mode = 0, When = new() { Countries = ["x"] } }] },
        { "Labels.Readiness.HoldWhen[0].Countries[0]: 'x' is not a country", r => r.Labels.Readiness.HoldWhen = [new() { Countries = ["x"] }] },
        { "Mapping.Items.Name.When[0].If.MinWeightGrams: the weight is not known yet here", r => r.Mapping.Items.Name = new() { When = [new() { If = new() { MinWeightGrams = 5m }, Constant = "x" }] } },
        { "Mapping.Order.Gift.When[0].If.MinWeightGrams: the weight is not known yet here", r => r.Mapping.Order.Gift = new() { When = [new() { If = new() { MinWeightGrams = 5m }, Constant = "x" }] } },
        { "Mapping.Tags.Rules[0].When: is missing", r => r.Mapping.Tags.Rules = [new() { TagIds = [5] }] },
        { "Mapping.Tags.Rules[0].TagIds: is empty", r => r.Mapping.Tags.Rules = [new() { When = new() { Stores = ["a"] } }] },
        { "Services.Rules[0].When: can never hold, its demands on Countries", r => r.Services.Rules = [new() { RequestedService = "x", Countries = ["DE"], When = new() { Countries = ["US"] } }] },
        { "Services.Rules[1]: can never match, because Services.Rules[0] takes everything", SmallBeforeLarge },
        { "Mapping.Order.Source.When[0]: has no If and takes everything", r => r.Mapping.Order.Source = new() { When = [new() { Constant = "a" }, new() { Constant = "b" }] } },
        { "Mapping.Order.Source.When[1]: can never match", WideBeforeNarrow }
    };

    [Theory]
    [MemberData(nameof(Places))]
    public void Every_place_is_checked(string expected, Action<ConnectorRules> breaking)
    {
        var rules = Rules();
        breaking(rules);

        Assert.Contains(RulesValidator.Problems(rules), p => p.StartsWith(expected, StringComparison.Ordinal));
    }

    [Fact]
    public void A_weight_is_fine_where_it_is_known()
    {
        var rules = Rules();
        rules.Routing.Weight = new WeightAttribute { Attribute = "grams" };
        rules.Routing.Rules.Add(new() { Location = "east", When = new() { MaxWeightGrams = 5m } });
        rules.Selection.SkipWhen = [new() { MinWeightGrams = 5m }];
        rules.Mapping.Order.Source = new() { When = [new() { If = new() { MinWeightGrams = 5m }, Constant = "x" }] };

        Assert.Empty(RulesValidator.Problems(rules));
    }

    private static void SmallBeforeLarge(ConnectorRules rules) => rules.Services.Rules =
        [new() { RequestedService = "x", When = new() { MinOrderValue = 5m } }, new() { RequestedService = "y", When = new() { MinOrderValue = 6m, Not = new() { Stores = ["a"] } } }];

    private static void WideBeforeNarrow(ConnectorRules rules) => rules.Mapping.Order.Source =
        new() { When = [new() { If = new() { Stores = ["a*"] }, Constant = "a" }, new() { If = new() { Stores = ["ab"] }, Constant = "b" }] };

    private static ConnectorRules Rules() => new() { Locations = [new() { Key = "east", StoreId = 1 }, new() { Key = "west", StoreId = 1 }] };
}
