using Connector.Core.Rules.Files;
using Connector.Core.Rules.Selection.Routing;
using Xunit;

namespace Connector.Tests.Core.Rules.Files;

public sealed class RulesTextTests
{
    private const string Small = """{ "Locations": [{ "Key": "east", "StoreId": 7, "TagIds": [3] }], "Services": { "Unmapped": "Hold" } }""";

    [Fact]
    public void The_copy_of_the_sample_is_a_rules_file_that_means_the_same()
    {
        var rules = RulesFile.Load(File.ReadAllText(RepositoryFiles.Sample));
        var again = RulesFile.Load(RulesText.Write(rules));
        Assert.Equal(rules.ComputeVersion(), again.ComputeVersion());
        Assert.Equivalent(rules, again, strict: true);
    }

    [Fact]
    public void What_is_as_by_default_is_left_out() => Assert.Equal(
        """
        {
          "Locations": [
            {
              "Key": "east",
              "StoreId": 7,
              "TagIds": [
                3
              ]
            }
          ],
          "Services": {
            "Unmapped": "Hold"
          }
        }

        """.ReplaceLineEndings("\n"),
        RulesText.Write(RulesFile.Load(Small)));

    [Theory]
    [InlineData("""{ "Services": { "Unmapped": "Hold" }, "Locations": [{ "StoreId": 7, "TagIds": [3], "Key": "east" }], /* why */ }""", true)]
    [InlineData("""{ "Services": { "Unmapped": "Hold" }, "Locations": [{ "StoreId": 7, "TagIds": [3], "Key": "east", "Account": "default" }] }""", true)]
    [InlineData("""{ "Services": { "Unmapped": "Pass" }, "Locations": [{ "StoreId": 7, "TagIds": [3], "Key": "east" }] }""", false)]
    [InlineData("""{ "Services": { "Unmapped": "Hold" }, "Locations": [{ "StoreId": 7, "TagIds": [4], "Key": "east" }] }""", false)]
    public void Layout_comments_and_defaults_make_no_new_version_and_values_do(string json, bool isSame) =>
        Assert.Equal(isSame, RulesFile.Load(Small).ComputeVersion().Hash == RulesFile.Load(json).ComputeVersion().Hash);

    [Fact]
    public void An_entry_that_says_only_defaults_is_not_written_as_an_empty_one()
    {
        var rules = new ConnectorRules();
        rules.Locations.Add(new LocationRule());
        Assert.Contains("\"StoreId\": 0", RulesText.Write(rules), StringComparison.Ordinal);
    }
}
