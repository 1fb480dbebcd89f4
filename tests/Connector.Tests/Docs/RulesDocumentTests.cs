using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Connector.Commercetools;
using Connector.Core.Model.Orders;
using Connector.Core.Rules.Files;
using Connector.Core.Rules.Mapping;
using Connector.Core.Rules.Mapping.Sources;
using Connector.Core.Rules.Selection;
using Connector.Core.Rules.Selection.Conditions;
using Connector.Tests.Core.Rules.Files;
using Xunit;

namespace Connector.Tests.Docs;

/// <summary>docs/rules.md: every block of rules loads and gives, for the order beside it, what the lines below it say; and every key of every recipe is named when it is wrong.</summary>
public sealed partial class RulesDocumentTests
{
    private static readonly Document s_document = Document.Read("docs/rules.md");
    private static readonly Order s_order = ReadOrder();

    /// <summary>West has one mug.</summary>
    private static readonly StockEntry[] s_stock = [new("MUG-BLUE", null, 1) { SupplyChannelKey = "west" }];

    public static TheoryData<string> Examples => [.. Blocks(s_document.Text).Select(static b => b.Heading)];

    public static TheoryData<string> Recipes => [.. RecipeNames()];

    public static TheoryData<string, string> Keys
    {
        get
        {
            var keys = new TheoryData<string, string>();
            foreach (var recipe in RecipeNames())
            {
                foreach (var path in RuleKeys.Walk(Rules(recipe))) keys.Add(recipe, path);
            }
            return keys;
        }
    }

    [Theory]
    [MemberData(nameof(Examples))]
    public void An_example_gives_what_it_says(string heading)
    {
        var block = Blocks(s_document.Text).Single(b => b.Heading == heading);
        Assert.NotEmpty(block.Results);
        var rules = RulesFile.Load(WithLocation(block.Json).ToJsonString());
        Assert.IsType<SelectionDecision.Due>(rules.CreateSelection().Decide(s_order, s_order.PlacedAt.AddDays(1)));

        var explained = rules.CreateMapping().Explain(s_order, rules.CreateRouter().Plan(s_order, s_stock));

        Assert.Null(explained.Result.Problem);
        foreach (var (part, field, value) in block.Results)
        {
            var group = part is null ? explained.Groups[0] : explained.Groups.Single(g => g.GroupKey == part);
            Assert.Equal($"{field}: {value}", $"{field}: {group.Fields.Single(f => f.Field == field).Value}");
        }
    }

    [Fact]
    public void There_are_twelve_recipes() => Assert.Equal(12, RecipeNames().Count);

    [Theory]
    [MemberData(nameof(Recipes))]
    public void A_recipe_changes_what_is_sent(string recipe)
    {
        var plain = RulesFile.Load(WithLocation("{}").ToJsonString());
        var rules = RulesFile.Load(Rules(recipe).ToJsonString());

        Assert.NotEqual(Sent(plain), Sent(rules));
    }

    [Theory]
    [MemberData(nameof(Keys))]
    public void Each_key_of_a_recipe_is_named_when_it_is_wrong(string recipe, string path)
    {
        if (RuleKeys.IsOurs(path)) Named(path + "x: ", RuleKeys.Misspell(Rules(recipe), path));
        Named(path + ": ", RuleKeys.ChangeKind(Rules(recipe), path));
        if (RuleKeys.MakeSenseless(Rules(recipe), path) is { } senseless) Named(path, senseless);
    }

    [Fact]
    public void Marketplace_orders_without_a_number_wait_in_the_shop()
    {
        var rules = RulesFile.Load(Rules("Marketplace orders").ToJsonString());
        var order = s_order with { CustomFields = Order.NoFields };

        var skipped = Assert.IsType<SelectionDecision.Skipped>(rules.CreateSelection().Decide(order, s_order.PlacedAt.AddDays(1)));

        Assert.Equal("outside criteria: store is market-* and not (custom field 'marketplaceId' is set)", skipped.Reason);
    }

    [Fact]
    public void Everything_that_rules_can_name_is_in_the_document()
    {
        Assert.All(TemplateFields.OfOrder.Keys.Concat(TemplateFields.OfLine.Keys), static name => Assert.Contains($"`{name}`", s_document.Text, StringComparison.Ordinal));
        Assert.All(typeof(Condition).GetProperties(), static member => Assert.Contains($"`{member.Name}`", s_document.Text, StringComparison.Ordinal));
        Assert.All(typeof(ValueSource).GetProperties().Where(static p => p.Name != "Unit"), static member => Assert.Contains(member.Name, s_document.Text, StringComparison.Ordinal));
    }

    [Fact]
    public void The_example_order_is_complete()
    {
        var rules = RulesFile.Load(WithLocation("""{ "Services": { "Rules": [{ "RequestedService": "any" }] } }""").ToJsonString());
        Assert.Empty(rules.CreateMapping().Map(s_order, rules.CreateRouter().Plan(s_order, [])).Warnings);
    }

    private static void Named(string start, JsonNode rules)
    {
        var problems = Assert.Throws<RulesException>(() => RulesFile.Load(rules.ToJsonString())).Problems;
        Assert.Contains(problems, p => p.StartsWith(start, StringComparison.Ordinal));
    }

    private static IEnumerable<string> Sent(ConnectorRules rules) =>
        rules.CreateMapping().Explain(s_order, rules.CreateRouter().Plan(s_order, s_stock)).Groups.SelectMany(static g => g.Fields).Select(static f => $"{f.Field}: {f.Value}");

    private static List<string> RecipeNames() => [.. Blocks(s_document.Section("## Recipes").Text).Select(static b => b.Heading)];

    internal static JsonNode ReadRecipe(string heading) => Rules(heading);

    private static JsonNode Rules(string heading) => WithLocation(Blocks(s_document.Text).Single(b => b.Heading == heading).Json);

    private static JsonNode WithLocation(string json)
    {
        var rules = JsonNode.Parse(json)!;
        if (rules["Locations"] is null) rules["Locations"] = new JsonArray(new JsonObject { ["Key"] = "east", ["StoreId"] = 410001 });
        return rules;
    }

    private static IEnumerable<Example> Blocks(string text)
    {
        foreach (var section in Heading().Split(text).Skip(1))
        {
            var heading = section[..section.IndexOf('\n', StringComparison.Ordinal)].Trim();
            if (Block().Match(section) is not { Success: true } block) continue;
            var results = Result().Matches(section[(block.Index + block.Length)..]);
            yield return new Example(heading, block.Groups["json"].Value, [.. results.Select(static r => (r.Groups["part"].Success ? r.Groups["part"].Value : null, r.Groups["field"].Value, r.Groups["value"].Value))]);
        }
    }

    private static Order ReadOrder()
    {
        var document = JsonDocument.Parse(File.ReadAllText(Path.Combine(Document.Root, "docs", "examples", "order.json"))).RootElement;
        return CommerceOrderReader.Read(document).Order!;
    }

    private sealed record Example(string Heading, string Json, IReadOnlyList<(string? Part, string Field, string Value)> Results);

    [GeneratedRegex("^#{2,3} ", RegexOptions.Multiline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Heading();

    [GeneratedRegex("```json\n(?<json>.*?)```", RegexOptions.Singleline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Block();

    [GeneratedRegex("^- (part `(?<part>[^`]+)` )?`(?<field>[^`]+)`: `(?<value>[^`]*)`$", RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Result();
}
