using Connector.Core.Rules.Files;
using Connector.Core.Rules.Selection;
using Xunit;

namespace Connector.Tests.Core.Rules.Files;

public sealed class RulesFileTests
{
    private const string Location = """ "Locations": [{ "Key": "main", "StoreId": 7 }] """;

    [Fact]
    public void One_location_is_all_that_is_needed()
    {
        var rules = RulesFile.Load($"{{ {Location} }}");
        Assert.Equal("main", Assert.Single(rules.Locations).Key);
        Assert.Equal(UnpaidOrders.Skip, rules.Selection.Unpaid);
    }

    [Theory]
    [InlineData("""{ "Selection": { "HoldUntilField": "x\ud83d" } }""", "Selection.HoldUntilField: not valid Unicode")]
    [InlineData("""{ "Selection": { "PaymentStates": { "Out": ["\udc00"] } } }""", "Selection.PaymentStates.Out[0]: not valid Unicode")]
    [InlineData("""{ "Selection": { "x\ud83d": 1 } }""", "Selection: a name in it is not valid Unicode")]
    public void A_text_that_is_half_a_character_is_named(string json, string start) => Assert.StartsWith(start, Assert.Single(Problems(json)), StringComparison.Ordinal);

    [Fact]
    public void Comments_and_trailing_commas_are_fine() =>
        Assert.Equal("main", RulesFile.Load($"{{ // where\n {Location}, /* end */ }}").Locations[0].Key);

    [Fact]
    public void A_syntax_error_reports_line_and_column()
    {
        var problem = Assert.Single(Problems("{\n  \"Locations\": [\n    { \"Key\": main }\n  ]\n}"));
        Assert.StartsWith("line 3, column ", problem, StringComparison.Ordinal);
        Assert.DoesNotContain("LineNumber", problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{ "Location": [] }""", "Location: unknown name; allowed: Selection, States, Locations, Routing")]
    [InlineData("""{ "Routing": { "Rules": [{ "Locaton": "x" }] } }""", "Routing.Rules[0].Locaton: unknown name; allowed: Name, Location, ")]
    [InlineData("""{ "Routing": { "Strategy": "Best" } }""", "Routing.Strategy: 'Best' is not allowed; allowed: SplitByLine, SplitByQuantity, Priority, SingleLocationFirst")]
    [InlineData("""{ "Routing": { "Strategy": "2" } }""", "Routing.Strategy: '2' is not allowed; allowed: SplitByLine")]
    [InlineData("""{ "Selection": { "MinimumAge": "soon" } }""", "Selection.MinimumAge: 'soon' is not allowed; allowed: a duration")]
    [InlineData("""{ "Selection": { "MinimumAge": "5" } }""", "Selection.MinimumAge: '5' is not allowed; allowed: a duration")]
    [InlineData("""{ "Selection": { "BatchTimes": ["25:00"] } }""", "Selection.BatchTimes[0]: '25:00' is not allowed; allowed: a time of day")]
    [InlineData("""{ "Selection": { "OrderStates": { "In": ["Opened"] } } }""", "Selection.OrderStates.In[0]: 'Opened' is not allowed; allowed: Unknown, Open")]
    [InlineData("""{ "Locations": [{ "Key": "a", "StoreId": 1.5 }] }""", "Locations[0].StoreId: '1.5' is not allowed; allowed: a whole number")]
    [InlineData("""{ "Locations": [{ "Key": "a", "StoreId": "1" }] }""", "Locations[0].StoreId: a text is not allowed; allowed: a whole number")]
    [InlineData("""{ "Locations": {} }""", "Locations: an object is not allowed; allowed: a list [ ]")]
    [InlineData("""{ "Locations": [{}] }""", "Locations[0]: is empty; allowed: Key, Account, StoreId")]
    [InlineData("""{ "Locations": null }""", "Locations: null is not allowed; allowed: a list [ ]")]
    [InlineData("""{ "Locations": [], "locations": [] }""", "locations: given twice")]
    [InlineData("[]", "(file): a list is not allowed; allowed: an object { }")]
    public void What_is_wrong_is_named_with_what_is_allowed(string json, string expected) =>
        Assert.Contains(Problems(json), p => p.StartsWith(expected, StringComparison.Ordinal));

    [Fact]
    public void All_problems_are_reported_at_once() =>
        Assert.Equal(2, Problems("""{ "Routing": { "Strategy": "x", "Rulez": [] } }""").Count);

    [Fact]
    public void Null_leaves_what_may_be_missing_at_its_default() =>
        Assert.Null(RulesFile.Load($$"""{ "Selection": { "Predicate": null }, {{Location}} }""").Selection.Predicate);

    [Fact]
    public void The_message_of_the_exception_lists_the_problems()
    {
        var e = Assert.Throws<RulesException>(() => RulesFile.Load("{}"));
        Assert.Contains("Locations: is empty; allowed: one location or more", e.Message, StringComparison.Ordinal);
    }

    private static IReadOnlyList<string> Problems(string json) => Assert.Throws<RulesException>(() => RulesFile.Load(json)).Problems;
}
