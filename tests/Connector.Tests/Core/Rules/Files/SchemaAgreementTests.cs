using System.Text.Json;
using System.Text.Json.Nodes;
using Connector.Core.Rules.Files;
using Connector.Local.Hosting;
using Connector.Tests.Core.Rules.Mapping;
using Connector.Tests.Docs;
using Json.Schema;
using Microsoft.Extensions.Options;
using Xunit;

namespace Connector.Tests.Core.Rules.Files;

/// <summary>The schema says of each rules file what the program says of it: the sample and the recipes, whole and with each key broken in turn.</summary>
public sealed class SchemaAgreementTests
{
    /// <summary>What a schema cannot say: the words of the program's message, by which these are known. Everything else must agree.</summary>
    private static readonly string[] s_beyond =
    [
        // It would have to look in other places of the file.
        "is not a location", "ByLocation.", "is not in Mapping.Shared", "needs it", "can never match", "can never be reached", "can never hold", "is there twice", "is in Out, too", "is in FeeSlugs, too", "is in GoodsSlugs, too",
        "covers", "never comes", "is missing; allowed: the currency", "needs Mapping.Customs.ShipFromCountry", "Buy needs a cap", "which Buy needs", "is not after", "is not an account of a location",
        "another location has the same supply channel", "keeps back the same", "lets no order", "carries the order number", "leaves nothing",
        // Texts with a grammar of their own, and lists of the system.
        "names nothing", "is not a time zone", "is not a format", "is not a cron expression", "of {", "is not a number", "does not fit", "cannot be the predicate", "look-around",
        // Numbers written as text.
        "is out of range; allowed: 00", "is out of range; allowed: 30", "is out of range; allowed: 01", "is out of range; allowed: 1.00"
    ];

    private static readonly JsonDocumentOptions s_relaxed = new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip };
    private static readonly JsonSchema s_schema = JsonSchema.FromText(RulesSchema.Write());

    public static TheoryData<string, string> Keys
    {
        get
        {
            var keys = new TheoryData<string, string>();
            foreach (var file in Files()) foreach (var path in RuleKeys.Walk(Load(file))) keys.Add(file, path);
            return keys;
        }
    }

    [Fact]
    public void Every_file_as_it_is_passes_both() => Assert.All(Files(), static file =>
    {
        Assert.Equal([], Refusals(Load(file)));
        Assert.True(Passes(Load(file)), file);
    });

    [Theory]
    [MemberData(nameof(Keys))]
    public void Both_say_the_same_of_each_key_that_is_missing_misspelled_of_another_kind_or_senseless(string file, string path)
    {
        Agree(RuleKeys.Remove(Load(file), path), $"{path} missing");
        if (RuleKeys.IsOurs(path)) Agree(RuleKeys.Misspell(Load(file), path), $"{path} misspelled");
        Agree(RuleKeys.ChangeKind(Load(file), path), $"{path} of another kind");
        if (RuleKeys.MakeSenseless(Load(file), path) is { } senseless) Agree(senseless, $"{path} senseless");
        if (RuleKeys.MakeHuge(Load(file), path) is { } huge) Agree(huge, $"{path} huge");
    }

    /// <summary>What only the schema said nothing about before.</summary>
    [Theory]
    [InlineData("""{ "Mapping": { "Items": { "Weight": { "Attribute": "w" } } } }""")]
    [InlineData("""{ "Mapping": { "Items": { "Weight": { "Attribute": "w", "Unit": "stone" } } } }""")]
    [InlineData("""{ "Mapping": { "Items": { "Weight": { "When": [{ "If": { "Skus": ["A"] }, "Constant": "1 kg", "Unit": "kg" }, { "Attribute": "w" }] } } } }""")]
    [InlineData("""{ "Mapping": { "Items": { "Name": { "Attribute": "w", "Unit": "g" } } } }""")]
    [InlineData("""{ "Mapping": { "Order": { "CustomField3": { "Attribute": "w" } } } }""")]
    [InlineData("""{ "Mapping": { "Order": { "CustomField3": { "CustomField": "w", "Format": "loud" } } } }""")]
    [InlineData("""{ "Mapping": { "Order": { "CustomField3": { "CustomField": "w", "Default": "x" } } } }""")]
    [InlineData("""{ "Mapping": { "Order": { "CustomField3": { "CustomField": "w", "Constant": "x" } } } }""")]
    [InlineData("""{ "Locations": [{ "Key": "a b", "StoreId": 1 }] }""")]
    [InlineData("""{ "Locations": [{ "Key": "a", "StoreId": 0 }] }""")]
    [InlineData("""{ "Routing": { "Rules": [{ "Location": "main", "Countries": ["usa"] }] }, "Locations": [{ "Key": "main", "StoreId": 1 }] }""")]
    [InlineData("""{ "Services": { "Rules": [{ "Carrier": "ups" }] } }""")]
    [InlineData("""{ "Services": { "Rules": [{ "Methods": ["a"] }] } }""")]
    [InlineData("""{ "Selection": { "SkipWhen": [{}] } }""")]
    public void Both_refuse(string json)
    {
        Assert.NotEmpty(Refusals(JsonNode.Parse(json)!));
        Assert.False(Passes(JsonNode.Parse(json)!));
    }

    [Theory]
    [InlineData("""{ "Mapping": { "Items": { "Weight": { "Attribute": "w", "Unit": "g", "Fallbacks": [{ "Attribute": "v" }] } } } }""")]
    [InlineData("""{ "Mapping": { "Items": { "Weight": { "Unit": "g", "When": [{ "If": { "Skus": ["A"] }, "Constant": "1" }, { "Attribute": "w" }] } } } }""")]
    [InlineData("""{ "Mapping": { "Order": { "CustomField3": { "CustomField": "w", "Default": null, "WhenMissing": null } } } }""")]
    [InlineData("""{ "Selection": { "SkipWhen": [{ "Name": "a", "Is": [1, "two", true] }, { "CustomField": { "Name": "b", "Is": false } }] } }""")]
    [InlineData("""{ "Mapping": { "Addresses": { "BuildingLabel": "" } } }""")]
    [InlineData("""{ "Mapping": { "Order": { "Source": { "Lookup": { "Of": { "Template": "{store}" }, "Csv": "a,b\n" } } } } }""")]
    public void Both_take(string json)
    {
        Assert.Equal([], Refusals(JsonNode.Parse(json)!));
        Assert.True(Passes(JsonNode.Parse(json)!));
    }

    /// <summary>Of all kinds of source and condition; those that the program takes.</summary>
    [Fact]
    public void The_copy_of_any_rules_that_can_be_used_passes_both_and_means_the_same()
    {
        var taken = 0;
        for (var seed = 0; seed < 400; seed++)
        {
            var rules = new ConnectorRules { Locations = [new() { Key = "east", StoreId = 1 }, new() { Key = "west", StoreId = 2 }] };
            rules.Routing.DefaultLocation = "east";
            new RandomRules(seed).Fill(rules.Mapping);
            if (RulesValidator.Problems(rules).Count > 0) continue;
            taken++;
            var copy = JsonNode.Parse(RulesText.Write(rules))!;
            Assert.Equal([], Refusals(copy));
            Assert.True(Passes(copy), $"seed {seed}: {copy.ToJsonString()}");
            Assert.Equal(rules.ComputeVersion(), RulesFile.Load(copy.ToJsonString()).ComputeVersion());
        }
        Assert.InRange(taken, 10, 400);
    }

    private static void Agree(JsonNode rules, string what)
    {
        var refusals = Refusals(rules);
        var passes = Passes(rules);
        if (refusals.Count > 0 && passes && refusals.All(static problem => s_beyond.Any(words => problem.Contains(words, StringComparison.Ordinal)))) return;
        Assert.True(passes == (refusals.Count == 0), $"{what}: the schema {(passes ? "takes" : "refuses")} it; the program says: {(refusals.Count == 0 ? "fine" : string.Join(" | ", refusals))}");
    }

    private static bool Passes(JsonNode rules)
    {
        using var document = JsonDocument.Parse(rules.ToJsonString());
        return s_schema.Evaluate(document.RootElement).IsValid;
    }

    /// <summary>As a host loads the file.</summary>
    private static IReadOnlyList<string> Refusals(JsonNode rules)
    {
        try
        {
            _ = RulesSource.Load(RulesFile.ToConfiguration(rules.ToJsonString()));
            return [];
        }
        catch (RulesException e)
        {
            return e.Problems;
        }
        catch (OptionsValidationException e)
        {
            return [.. e.Failures];
        }
    }

    private static IEnumerable<string> Files() => ((IEnumerable<object[]>)RulesDocumentTests.Recipes).Select(static row => (string)row[0]).Prepend("sample");

    private static JsonNode Load(string file) => file == "sample" ? JsonNode.Parse(File.ReadAllText(RepositoryFiles.Sample), documentOptions: s_relaxed)! : RulesDocumentTests.ReadRecipe(file);
}
