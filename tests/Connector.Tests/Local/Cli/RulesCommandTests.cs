using System.Text.Json;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using Connector.Simulators.Commercetools.Seeds;
using Xunit;

namespace Connector.Tests.Local.Cli;

/// <summary>The commands that work without the vendors: check, test and diff.</summary>
public sealed class RulesCommandTests : IDisposable
{
    private const string East = """{ "Locations": [{ "Key": "east", "StoreId": 1 }, { "Key": "west", "StoreId": 2 }], "Routing": { "DefaultLocation": "east" } }""";
    private const string West = """{ "Locations": [{ "Key": "east", "StoreId": 1 }, { "Key": "west", "StoreId": 2 }], "Routing": { "DefaultLocation": "west" } }""";
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("connector-rules-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Test_writes_what_is_expected_once_and_then_compares_with_it()
    {
        var (cases, rules) = (Cases(2), Write("rules.json", East));
        var missing = await RulesAsync("test", cases, "--rules", rules);
        Assert.Equal(1, missing.ExitCode);
        Assert.Contains("there is no expected result beside it; write it with --update", missing.Output, StringComparison.Ordinal);

        var written = await RulesAsync("test", cases, "--rules", rules, "--update");
        Assert.Equal((0, 2), (written.ExitCode, Directory.GetFiles(cases, "*.expected.json").Length));

        var passed = await RulesAsync("test", cases, "--rules", rules);
        Assert.Equal(0, passed.ExitCode);
        Assert.StartsWith("2 passed, 0 failed", passed.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Test_names_each_value_that_differs_and_leaves_the_time_of_the_case_when_it_updates()
    {
        var cases = Cases(1);
        await RulesAsync("test", cases, "--rules", Write("east.json", East), "--update");
        var expected = Assert.Single(Directory.GetFiles(cases, "*.expected.json"));
        var document = JsonNode.Parse(await File.ReadAllTextAsync(expected))!;
        document["at"] = "2031-01-01T00:00:00Z";
        await File.WriteAllTextAsync(expected, document.ToJsonString());

        var failed = await RulesAsync("test", cases, "--rules", Write("west.json", West));

        Assert.Equal(1, failed.ExitCode);
        Assert.Contains("case-0: failed", failed.Output, StringComparison.Ordinal);
        Assert.Contains("].parts[0].order.storeId\n    expected: 1\n    actual:   2\n", failed.Output.ReplaceLineEndings("\n"), StringComparison.Ordinal);

        Assert.Equal(0, (await RulesAsync("test", cases, "--rules", Path.Combine(_folder.FullName, "west.json"), "--update")).ExitCode);
        Assert.StartsWith("2031", (string?)JsonNode.Parse(await File.ReadAllTextAsync(expected))!["at"], StringComparison.Ordinal);
        Assert.Equal(0, (await RulesAsync("test", cases, "--rules", Path.Combine(_folder.FullName, "west.json"))).ExitCode);
    }

    [Fact]
    public async Task Test_writes_a_report_for_build_servers_and_reports_what_has_lost_its_order()
    {
        var (cases, report) = (Cases(1), Path.Combine(_folder.FullName, "report.xml"));
        await RulesAsync("test", cases, "--rules", Write("east.json", East), "--update");
        await File.WriteAllTextAsync(Path.Combine(cases, "gone.expected.json"), "{}");

        var run = await RulesAsync("test", cases, "--rules", Write("east.json", East), "--junit", report);

        Assert.Equal(1, run.ExitCode);
        var suite = XDocument.Load(report).Root!.Element("testsuite")!;
        Assert.Equal(("2", "1"), (suite.Attribute("tests")!.Value, suite.Attribute("failures")!.Value));
        Assert.Equal("there is no order document beside it", Assert.Single(suite.Descendants("failure")).Attribute("message")!.Value);
    }

    [Fact]
    public async Task Test_of_an_empty_folder_or_none_is_no_success()
    {
        Assert.Equal(1, (await RulesAsync("test", Directory.CreateDirectory(Path.Combine(_folder.FullName, "empty")).FullName)).ExitCode);
        Assert.Equal(2, (await RulesAsync("test", Path.Combine(_folder.FullName, "none"))).ExitCode);
    }

    [Fact]
    public async Task Diff_counts_orders_by_field_with_examples()
    {
        var run = await RulesAsync("diff", Write("east.json", East), Write("west.json", West), "--orders", Cases(5), "--json");
        Assert.Equal(1, run.ExitCode);
        Assert.Equal((5, 5), (run.Json.GetProperty("orders").GetInt32(), run.Json.GetProperty("changed").GetInt32()));
        var fields = run.Json.GetProperty("fields").EnumerateArray().ToDictionary(f => f.GetProperty("field").GetString()!, f => f, StringComparer.Ordinal);
        Assert.Equal(5, fields["storeId"].GetProperty("orders").GetInt32());
        Assert.Equal(3, fields["storeId"].GetProperty("examples").GetArrayLength());
        Assert.Contains("warehouse", fields.Keys);
        Assert.Equal(["part", "storeId", "warehouse"], fields.Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Diff_of_equal_rules_finds_nothing()
    {
        var run = await RulesAsync("diff", Write("a.json", East), Write("b.json", East), "--orders", Cases(3));
        Assert.Equal((0, "0 of 3 orders would change."), (run.ExitCode, run.Output.Trim()));
    }

    [Fact]
    public async Task Diff_with_a_file_that_cannot_be_used_names_file_and_key()
    {
        var run = await RulesAsync("diff", Write("a.json", East), Write("b.json", """{ "Locatons": [] }"""), "--orders", Cases(1));
        Assert.Equal(2, run.ExitCode);
        Assert.Contains("b.json: Locatons: unknown name", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(West, 1, "Locations[0]: 'east' is never used")]
    [InlineData("""{ "Locations": [{ "Key": "main", "StoreId": 1 }] }""", 0, "are in order.")]
    public async Task Check_of_a_file_alone(string rules, int code, string text)
    {
        var run = await RulesAsync("check", Write("rules.json", rules));
        Assert.Equal((code, true), (run.ExitCode, run.Output.Contains(text, StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Check_of_a_file_that_cannot_be_used_names_all_its_problems()
    {
        var run = await RulesAsync("check", Write("rules.json", """{ "Locatons": [], "Routing": { "Strateg": "x" } }"""));
        Assert.Equal(2, run.ExitCode);
        Assert.All((string[])["did you mean Locations?", "did you mean Strategy?"], text => Assert.Contains(text, run.Error, StringComparison.Ordinal));
    }

    private static Task<CommandRun> RulesAsync(params string[] args) => CommandRun.OfAsync(["rules", .. args]);

    private string Cases(int count)
    {
        var cases = Directory.CreateDirectory(Path.Combine(_folder.FullName, "cases")).FullName;
        foreach (var (order, i) in OrderSeed.Create(count, 1, OrderMix.Plain).Select(static (o, i) => (o, i))) File.WriteAllText(Path.Combine(cases, $"case-{i}.json"), order.ToJsonString());
        return cases;
    }

    private string Write(string name, string content)
    {
        var path = Path.Combine(_folder.FullName, name);
        File.WriteAllText(path, content);
        return path;
    }
}
