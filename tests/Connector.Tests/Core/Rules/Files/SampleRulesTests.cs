using System.Text.Json;
using System.Text.Json.Nodes;
using Connector.Core.Rules.Files;
using Xunit;

namespace Connector.Tests.Core.Rules.Files;

public sealed class SampleRulesTests
{
    private static readonly JsonDocumentOptions Relaxed = new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip };

    [Fact]
    public void The_sample_loads_and_means_what_it_says()
    {
        var rules = RulesFile.Load(File.ReadAllText(RepositoryFiles.Sample));
        Assert.Equal(["east", "west", "berlin"], rules.Locations.Select(l => l.Key));
        Assert.Equal([410001L, 410001L, 410002L], rules.Locations.Select(l => l.StoreId));
        Assert.Equal(6, rules.Routing.Rules.Count);
        Assert.True(rules.Routing.Rules[5].RequireStock);
        Assert.Equal(30000m, rules.Routing.Rules[3].MinWeightGrams);
        Assert.Equal("releaseOn", rules.States.Rules[1].HoldUntilField);
        Assert.Equal("America/New_York", rules.Selection.TimeZone);
    }

    /// <summary>The sample of before there were rules about what others do, about incomplete addresses and the like.</summary>
    [Fact]
    public void A_file_of_before_the_newest_rules_loads_and_gets_their_defaults()
    {
        var old = Path.Combine(RepositoryFiles.Root(), "tests", "Connector.Tests", "Core", "Rules", "Files", "settings-before-november.json");

        var rules = RulesFile.Load(File.ReadAllText(old));

        Assert.Equal(["east", "west", "berlin"], rules.Locations.Select(l => l.Key));
        Assert.Equal(("Hold", "MarkShipped", 0), (rules.Selection.WhenNoLongerDue.ToString(), rules.Selection.WhenEndedOutside.ToString(), rules.Selection.Lines.ClosedStates.Count));
        Assert.Equal(new Connector.Core.Rules.Mapping.AddressRules().WhenIncomplete, rules.Mapping.Addresses.WhenIncomplete);
    }

    /// <summary>Each key of the sample in turn, misspelled, must be named in an error.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void A_misspelled_key_is_named(string path) =>
        Assert.Contains(Problems(RuleKeys.Misspell(Sample(), path)), p => p.StartsWith(path + "x: ", StringComparison.Ordinal));

    /// <summary>Each key of the sample in turn, with a value of another kind, must be named in an error that says what is allowed.</summary>
    [Theory]
    [MemberData(nameof(Keys))]
    public void A_value_of_the_wrong_kind_is_named(string path) =>
        Assert.Contains(Problems(RuleKeys.ChangeKind(Sample(), path)), p => p.StartsWith(path + ": ", StringComparison.Ordinal) && p.Contains("allowed: ", StringComparison.Ordinal));

    /// <summary>Each key of the sample in turn, with a value of the right kind that makes no sense there.</summary>
    [Theory]
    [MemberData(nameof(Keys))]
    public void A_value_that_makes_no_sense_is_named(string path)
    {
        if (RuleKeys.MakeSenseless(Sample(), path) is { } root) Assert.Contains(Problems(root), p => p.StartsWith(path, StringComparison.Ordinal));
    }

    [Fact]
    public void Every_text_and_number_of_the_sample_is_walked() => Assert.True(((System.Collections.IEnumerable)Keys()).Cast<object>().Count() > 100);

    public static TheoryData<string> Keys() => [.. RuleKeys.Walk(Sample())];

    /// <summary>Without the names that the merchant gives.</summary>
    public static TheoryData<string> Names() => [.. RuleKeys.Walk(Sample()).Where(RuleKeys.IsOurs)];

    private static IReadOnlyList<string> Problems(JsonNode root) => Assert.Throws<RulesException>(() => RulesFile.Load(root.ToJsonString())).Problems;

    private static JsonNode Sample() => JsonNode.Parse(File.ReadAllText(RepositoryFiles.Sample), documentOptions: Relaxed)!;
}
