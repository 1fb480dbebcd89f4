using Connector.Core.Rules.Files;
using Xunit;

namespace Connector.Tests.Core.Rules.Files;

public sealed class UnusedRulesTests
{
    [Theory]
    [InlineData("""{ "DefaultLocation": "a" }""", "Locations[1]: 'b' is never used: no routing rule names it, and it is not Routing.DefaultLocation")]
    [InlineData("""{ "DefaultLocation": "b" }""", "Locations[0]: 'a' is never used: no routing rule names it, and it is not Routing.DefaultLocation")]
    [InlineData("""{ "DefaultLocation": "a", "Rules": [{ "Location": "b", "Countries": ["DE"] }] }""", "")]
    public void A_location_that_nothing_names(string routing, string expected)
    {
        var rules = RulesFile.Load($$"""{ "Locations": [{ "Key": "a", "StoreId": 1 }, { "Key": "b", "StoreId": 2 }], "Routing": {{routing}} }""");
        Assert.Equal(expected, string.Join('\n', UnusedRules.Find(rules)));
    }

    [Fact]
    public void Nothing_in_the_sample() => Assert.Empty(UnusedRules.Find(RulesFile.Load(File.ReadAllText(RepositoryFiles.Sample))));
}
