using Connector.Core.Rules.Files;
using Xunit;

namespace Connector.Tests.Core.Rules.Files;

public sealed class NearestNameTests
{
    [Theory]
    [InlineData("Locaton", "Location")]
    [InlineData("lcoations", "Locations")]
    [InlineData("giftTxt", "giftText")]
    [InlineData("netWieght", "netWeight")]
    [InlineData("Unit", null)]
    [InlineData("", null)]
    [InlineData("x", null)]
    public void Of_a_mistyped_name(string given, string? meant) => Assert.Equal(meant, NearestName.Find(given, ["Location", "Locations", "giftText", "netWeight", "Countries"]));

    [Fact]
    public void Stands_in_the_message_of_an_unknown_name()
    {
        var wrong = Assert.Throws<RulesException>(static () => RulesFile.Load("""{ "Routing": { "DefaultLocaton": "x" } }"""));
        Assert.EndsWith("; did you mean DefaultLocation?", Assert.Single(wrong.Problems), StringComparison.Ordinal);
    }
}
