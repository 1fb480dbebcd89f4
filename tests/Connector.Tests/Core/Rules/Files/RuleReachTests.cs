using Connector.Core.Rules.Files;
using Xunit;

namespace Connector.Tests.Core.Rules.Files;

/// <summary>Which rules can never take effect. Two rules each; the second is the one that is asked about.</summary>
public sealed class RuleReachTests
{
    private const string Two = "\"Locations\": [{ \"Key\": \"a\", \"StoreId\": 1 }, { \"Key\": \"b\", \"StoreId\": 2 }]";

    [Theory]
    [InlineData("""{ "Location": "a" }""", """{ "Location": "b", "Countries": ["DE"] }""", true)]
    [InlineData("""{ "Location": "a", "Countries": ["DE", "FR"] }""", """{ "Location": "b", "Countries": ["fr"] }""", true)]
    [InlineData("""{ "Location": "a", "Countries": ["DE", "FR"] }""", """{ "Location": "b", "Countries": ["FR"], "Skus": ["MUG-*"] }""", true)]
    [InlineData("""{ "Location": "a", "Countries": ["DE"] }""", """{ "Location": "b", "Countries": ["DE", "FR"] }""", false)]
    [InlineData("""{ "Location": "a", "Countries": ["DE"] }""", """{ "Location": "b" }""", false)]
    [InlineData("""{ "Location": "a", "Countries": ["DE"], "Skus": ["X"] }""", """{ "Location": "b", "Countries": ["DE"] }""", false)]
    [InlineData("""{ "Location": "a", "RequireStock": true }""", """{ "Location": "b", "Countries": ["DE"] }""", false)]
    [InlineData("""{ "Location": "a", "MinOrderValue": 10 }""", """{ "Location": "b", "MinOrderValue": 20 }""", true)]
    [InlineData("""{ "Location": "a", "MinOrderValue": 20 }""", """{ "Location": "b", "MinOrderValue": 10 }""", false)]
    [InlineData("""{ "Location": "a", "MaxOrderValue": 20 }""", """{ "Location": "b", "MaxOrderValue": 10 }""", true)]
    [InlineData("""{ "Location": "a", "CustomField": { "Name": "slot" } }""", """{ "Location": "b", "CustomField": { "Name": "slot" } }""", true)]
    [InlineData("""{ "Location": "a", "CustomField": { "Name": "slot", "Values": ["am"] } }""", """{ "Location": "b", "CustomField": { "Name": "slot" } }""", false)]
    public void A_routing_rule(string first, string second, bool isCovered)
    {
        var found = RuleReach.FindProblems(RulesFile.Load($$"""{ {{Two}}, "Routing": { "DefaultLocation": "a", "Rules": [{{first}}, {{second}}] } }"""));
        Assert.Equal(isCovered ? ["Routing.Rules[1]: never applies: Routing.Rules[0] comes first and takes everything that it matches"] : [], found);
    }

    [Theory]
    [InlineData("""{ "Methods": ["std", "exp"], "RequestedService": "x" }""", """{ "Methods": ["std"], "Countries": ["DE"], "RequestedService": "y" }""", true)]
    [InlineData("""{ "Methods": ["std"], "MaxWeightGrams": 100, "RequestedService": "x" }""", """{ "Methods": ["std"], "RequestedService": "y" }""", false)]
    public void A_service_rule(string first, string second, bool isCovered) =>
        Assert.Equal(isCovered, RuleReach.FindProblems(RulesFile.Load($$"""{ "Locations": [{ "Key": "a", "StoreId": 1 }], "Services": { "Rules": [{{first}}, {{second}}] } }""")) is [{ } found] && found.StartsWith("Services.Rules[1]: never applies", StringComparison.Ordinal));

    [Fact]
    public void A_location_that_nothing_names() => Assert.Equal(
        ["Locations[1]: 'b' is never used: no routing rule names it, and it is not Routing.DefaultLocation"],
        RuleReach.FindProblems(RulesFile.Load($$"""{ {{Two}}, "Routing": { "DefaultLocation": "a" } }""")));

    [Fact]
    public void Nothing_in_the_sample() => Assert.Empty(RuleReach.FindProblems(RulesFile.Load(File.ReadAllText(RepositoryFiles.Sample))));
}
