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
    [MemberData(nameof(Keys))]
    public void A_misspelled_key_is_named(string path)
    {
        var root = Sample();
        var parent = Find(root, path, out var name);
        var members = parent.AsObject();
        var value = members[name]?.DeepClone();
        members.Remove(name);
        members[name + "x"] = value;
        Assert.Contains(Problems(root), p => p.StartsWith(path + "x: ", StringComparison.Ordinal));
    }

    /// <summary>Each key of the sample in turn, with a value of another kind, must be named in an error that says what is allowed.</summary>
    [Theory]
    [MemberData(nameof(Keys))]
    public void A_value_of_the_wrong_kind_is_named(string path)
    {
        var root = Sample();
        var parent = Find(root, path, out var name);
        parent.AsObject()[name] = parent[name] is JsonValue value && value.GetValueKind() != JsonValueKind.String ? "text" : JsonNode.Parse("17.5");
        Assert.Contains(Problems(root), p => p.StartsWith(path + ": ", StringComparison.Ordinal) && p.Contains("allowed: ", StringComparison.Ordinal));
    }

    /// <summary>Each key of the sample in turn, with a value of the right kind that makes no sense there.</summary>
    [Theory]
    [MemberData(nameof(Keys))]
    public void A_value_that_makes_no_sense_is_named(string path)
    {
        var root = Sample();
        var parent = Find(root, path, out var name);
        var senseless = Senseless(parent[name]!);
        if (senseless is null) return;
        parent.AsObject()[name] = senseless;
        Assert.Contains(Problems(root), p => p.StartsWith(path, StringComparison.Ordinal));
    }

    [Fact]
    public void Every_text_and_number_of_the_sample_is_walked() => Assert.True(((System.Collections.IEnumerable)Keys()).Cast<object>().Count() > 100);

    public static TheoryData<string> Keys()
    {
        var paths = new TheoryData<string>();
        Walk(Sample(), "", paths);
        return paths;
    }

    /// <summary>Null where any value of the kind makes sense: true and false, and objects (their members are walked themselves).</summary>
    private static JsonNode? Senseless(JsonNode value) => value.GetValueKind() switch
    {
        JsonValueKind.String => " ",
        JsonValueKind.Number => -1,
        JsonValueKind.Array when value.AsArray()[0] is JsonValue first => new JsonArray(first.DeepClone(), first.DeepClone()),
        JsonValueKind.Array => new JsonArray(new JsonObject()),
        _ => null
    };

    private static IReadOnlyList<string> Problems(JsonNode root) => Assert.Throws<RulesException>(() => RulesFile.Load(root.ToJsonString())).Problems;

    private static JsonNode Sample() => JsonNode.Parse(File.ReadAllText(RepositoryFiles.Sample), documentOptions: Relaxed)!;

    private static void Walk(JsonNode? node, string path, TheoryData<string> paths)
    {
        if (node is JsonArray list)
        {
            for (var i = 0; i < list.Count; i++) Walk(list[i], $"{path}[{i}]", paths);
        }
        if (node is not JsonObject members) return;
        foreach (var (name, value) in members)
        {
            if (name == "$schema") continue;
            var at = path.Length == 0 ? name : $"{path}.{name}";
            paths.Add(at);
            Walk(value, at, paths);
        }
    }

    private static JsonNode Find(JsonNode root, string path, out string name)
    {
        var steps = path.Replace("[", ".", StringComparison.Ordinal).Replace("]", "", StringComparison.Ordinal).Split('.');
        var node = root;
        foreach (var step in steps[..^1]) node = node is JsonArray list ? list[int.Parse(step, System.Globalization.CultureInfo.InvariantCulture)]! : node[step]!;
        name = steps[^1];
        return node;
    }
}
