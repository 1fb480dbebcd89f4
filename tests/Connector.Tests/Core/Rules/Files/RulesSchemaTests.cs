using System.Text.Json.Nodes;
using Connector.Core.Rules.Files;
using Connector.Core.Rules.Selection.Routing;
using Xunit;

namespace Connector.Tests.Core.Rules.Files;

public sealed class RulesSchemaTests
{
    /// <summary>With UPDATE_SCHEMA=1 in the environment the file is written instead: that is how it is made.</summary>
    [Fact]
    public void The_committed_schema_is_the_one_that_the_classes_give()
    {
        var schema = RulesSchema.Write();
        if (Environment.GetEnvironmentVariable("UPDATE_SCHEMA") == "1") File.WriteAllText(RepositoryFiles.Schema, schema);
        Assert.Equal(schema, File.ReadAllText(RepositoryFiles.Schema).ReplaceLineEndings("\n"));
    }

    [Fact]
    public void Choices_defaults_and_descriptions_are_in_it()
    {
        var schema = JsonNode.Parse(RulesSchema.Write())!;
        var strategy = schema["$defs"]!["RoutingRules"]!["properties"]!["Strategy"]!;
        Assert.Equal(Enum.GetNames<RoutingStrategy>(), strategy["enum"]!.AsArray().Select(v => (string)v!));
        Assert.Equal("SplitByLine", (string)strategy["default"]!);
        Assert.StartsWith("How rules that claim the same lines are settled. SplitByLine: Each line", (string)strategy["description"]!, StringComparison.Ordinal);
    }

    [Fact]
    public void What_must_be_given_is_required_and_nothing_else_is_known()
    {
        var location = JsonNode.Parse(RulesSchema.Write())!["$defs"]!["LocationRule"]!;
        Assert.Equal(["Key", "StoreId"], location["required"]!.AsArray().Select(v => (string)v!).Where(n => n is "Key" or "StoreId" or "WarehouseId"));
        Assert.False((bool)location["additionalProperties"]!);
    }
}
