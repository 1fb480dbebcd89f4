using Connector.Core.Model.Orders;
using Connector.Core.Rules.Files;
using Connector.Core.Rules.Mapping.Services;
using Connector.Core.Rules.Selection;
using Connector.Core.Rules.Selection.Routing;
using Xunit;

namespace Connector.Tests.Core.Rules.Files;

public sealed class RulesValidatorTests
{
    public static TheoryData<string, Action<ConnectorRules>> Wrong() => new()
    {
        { "Locations: is empty; allowed: one location", r => r.Locations.Clear() },
        { "Locations[1].Key: 'EAST' is there twice", r => r.Locations[1].Key = "EAST" },
        { "Locations[0].Key: 'e|t' is not a key", r => r.Locations[0].Key = "e|t" },
        { "Locations[1].SupplyChannel: another location has the same", r => r.Locations[1].SupplyChannel = "east" },
        { "Locations[0].WarehouseId: 0 is not a warehouse", r => r.Locations[0].WarehouseId = 0 },
        { "Locations[0].TagIds[1]: 5 is there twice", r => r.Locations[0].TagIds = [5, 5] },
        { "Routing.DefaultLocation: 'x' is not a location; allowed: east, west", r => r.Routing.DefaultLocation = "x" },
        { "Routing.Rules[1].Location: 'x' is not a location; allowed: east, west", r => r.Routing.Rules = [East(), new() { Location = "x", Skus = ["A"] }] },
        { "Routing.Rules[0].MinOrderValue: can never match, 10 is above the greatest, 5", r => r.Routing.Rules = [Rule(x => (x.MinOrderValue, x.MaxOrderValue) = (10m, 5m))] },
        { "Routing.Rules[0].MinWeightGrams: can never match without a weight", r => r.Routing.Rules = [Rule(x => x.MinWeightGrams = 10m)] },
        { "Routing.Rules[0].Countries[0]: 'usa' is not a country", r => r.Routing.Rules = [Rule(x => x.Countries = ["usa"])] },
        { "Routing.Rules[0].Stores: can never match, Selection.Stores lets no order of us", r => (r.Selection.Stores.In, r.Routing.Rules) = (["eu"], [Rule(x => x.Stores = ["us"])]) },
        { "Routing.Rules[1]: can never match, because Routing.Rules[0] has no conditions", r => r.Routing.Rules = [new() { Location = "east" }, Rule(x => x.Skus = ["A"])] },
        { "Routing.Rules[1]: can never match, because Routing.Rules[0] takes everything that", r => r.Routing.Rules = [Rule(x => x.Skus = ["A*"]), Rule(x => (x.Skus, x.Countries) = (["AB", "A?C*"], ["US"]))] },
        { "Routing.Rules[1]: can never match", r => r.Routing.Rules = [Rule(x => x.PostalPrefixes = ["9"]), Rule(x => x.PostalPrefixes = ["94", "95"])] },
        { "Routing.Rules[1]: can never match", r => r.Routing.Rules = [Rule(x => x.MinOrderValue = 5m), Rule(x => x.MinOrderValue = 6m)] },
        { "Routing.Rules[1]: can never match", r => r.Routing.Rules = [Rule(x => x.CustomField = new() { Name = "vip" }), Rule(x => x.CustomField = new() { Name = "vip", Values = ["gold"] })] },
        { "Routing.Rules[1].Name: 'a' is there twice", r => r.Routing.Rules = [Rule(x => (x.Name, x.Skus) = ("a", ["A"])), Rule(x => (x.Name, x.Skus) = ("a", ["B"]))] },
        { "Services.Rules[0].Service: is missing, the carrier is refused without it", r => r.Services.Rules = [new() { Methods = ["a"], Carrier = "ups" }] },
        { "Services.Rules[0].Carrier: is missing", r => r.Services.Rules = [new() { Methods = ["a"], Service = "ups_ground" }] },
        { "Services.Rules[0].Confirmation: 'sign' is not allowed; allowed: none, delivery", r => r.Services.Rules = [new() { Methods = ["a"], Confirmation = "sign" }] },
        { "Services.Rules[0]: gives nothing", r => r.Services.Rules = [new() { Methods = ["a"] }] },
        { "Services.Rules[1]: can never match", r => r.Services.Rules = [new() { Methods = ["a"], Package = null, RequestedService = "A" }, new() { Methods = ["A"], RequestedService = "B" }] },
        { "Services.Carriers[0].TrackingUrl: 'http://x/{number}' is not allowed", r => r.Services.Carriers = [new() { Code = "x", TrackingUrl = "http://x/{number}" }] },
        { "Services.Carriers[1].Code: 'X' is there twice", r => r.Services.Carriers = [new() { Code = "x" }, new() { Code = "X" }] },
        { "Services.Bought[1]: 'ups' with 'any service' is there twice", r => r.Services.Bought = [new() { Carrier = "ups", Name = "A" }, new() { Carrier = "ups", Name = "B" }] },
        { "States.Rules[0].HoldUntilField: goes with Status OnHold only", r => r.States.Rules = [new() { HoldUntilField = "f" }] },
        { "States.Rules[0].OrderStates: can never match, the selection lets no order in Complete through; allowed: Open, Confirmed", r => r.States.Rules = [new() { OrderStates = [OrderState.Complete] }] },
        { "States.Rules[0].PaymentStates: can never match", r => r.States.Rules = [new() { PaymentStates = [PaymentState.Pending] }] },
        { "States.Rules[1]: can never match", r => r.States.Rules = [new() { Status = OpenStatus.OnHold }, new() { Stores = ["us"] }] },
        { "Selection.Predicate: closes a parenthesis at character 5", r => r.Selection.Predicate = "a=1 )" },
        { "Selection.Predicate: leaves 1 parenthesis open", r => r.Selection.Predicate = "(a=\")\"" },
        { "Selection.Predicate: opens a quote", r => r.Selection.Predicate = "a=\"b\\\"" },
        { "Selection.Predicate: is blank", r => r.Selection.Predicate = " " },
        { "Selection.OrderStates.In[0]: Cancelled can never pass", r => r.Selection.OrderStates.In = [OrderState.Cancelled] },
        { "Selection.Stores.In[0]: 'us' is in Out, too", r => (r.Selection.Stores.In, r.Selection.Stores.Out) = (["us"], ["US"]) },
        { "Selection.TimeZone: 'Moon/Far' is not a time zone; allowed: an IANA name", r => r.Selection.TimeZone = "Moon/Far" },
        { "Selection.MinimumAge: '-00:01:00' is out of range", r => r.Selection.MinimumAge = TimeSpan.FromMinutes(-1) },
        { "Selection.BatchTimes[1]: '08:00' is there twice", r => r.Selection.BatchTimes = [new(8, 0), new(8, 0)] },
        { "Selection.Require[0]: no order can pass", r => (r.Selection.SkipWhen, r.Selection.Require) = ([new() { Name = "hold" }], [new() { Name = "hold", Values = ["yes"] }]) },
        { "Selection.SkipWhen[0].Name: is missing", r => r.Selection.SkipWhen = [new()] },
        { "Selection.Lines.NotShipped[0]: has no conditions, nothing would ever ship", r => r.Selection.Lines.NotShipped = [new()] },
        { "Selection.Lines.FeeSlugs[0]: 'wrap' is in GoodsSlugs, too", r => (r.Selection.Lines.GoodsSlugs, r.Selection.Lines.FeeSlugs) = (["wrap"], ["wrap"]) }
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void What_is_wrong_is_named(string expected, Action<ConnectorRules> breaking)
    {
        var rules = Valid();
        breaking(rules);
        Assert.Contains(RulesValidator.Problems(rules), p => p.StartsWith(expected, StringComparison.Ordinal));
    }

    public static TheoryData<string, Action<ConnectorRules>> Fine() => new()
    {
        { "nothing but locations", _ => { } },
        { "rules side by side", r => r.Routing.Rules = [Rule(x => x.Skus = ["A*"]), Rule(x => x.Skus = ["B*"]), new() { Location = "west" }] },
        { "a later rule that is wider", r => r.Routing.Rules = [Rule(x => x.Skus = ["AB*"]), Rule(x => x.Skus = ["A*"])] },
        { "? does not take a *", r => r.Routing.Rules = [Rule(x => x.Skus = ["A?"]), Rule(x => x.Skus = ["A*"])] },
        { "stock at one place says nothing of another", r => r.Routing.Rules = [Rule(x => x.RequireStock = true), new() { Location = "west", RequireStock = true }] },
        { "is set does not take false", r => r.Routing.Rules = [Rule(x => x.CustomField = new() { Name = "vip" }), Rule(x => x.CustomField = new() { Name = "vip", Values = ["false"] })] },
        { "a later rule may let one location take all", SingleLocationWithOverlap },
        { "unpaid orders with a state", r => (r.Selection.Unpaid, r.States.Rules) = (UnpaidOrders.AwaitingPayment, [new() { PaymentStates = [PaymentState.Pending] }]) },
        { "a predicate with brackets in quotes", r => r.Selection.Predicate = "custom(fields(a=\"x)\\\"(\"))" }
    };

    [Theory]
    [MemberData(nameof(Fine))]
    public void What_makes_sense_is_left_alone(string what, Action<ConnectorRules> change)
    {
        var rules = Valid();
        change(rules);
        Assert.True(RulesValidator.Problems(rules).Count == 0, $"{what}: {string.Join("; ", RulesValidator.Problems(rules))}");
    }

    private static void SingleLocationWithOverlap(ConnectorRules rules) => (rules.Routing.Strategy, rules.Routing.Rules) =
        (RoutingStrategy.SingleLocationFirst, [Rule(x => x.Skus = ["A", "B"]), new() { Location = "west", Skus = ["A"] }, new() { Location = "west", Skus = ["C"] }]);

    private static ConnectorRules Valid() => new() { Locations = [new() { Key = "east", StoreId = 1 }, new() { Key = "west", StoreId = 1 }] };

    private static RoutingRule East() => Rule(r => r.Skus = ["E"]);

    private static RoutingRule Rule(Action<RoutingRule> with)
    {
        var rule = new RoutingRule { Location = "east" };
        with(rule);
        return rule;
    }
}
