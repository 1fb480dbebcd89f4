using System.Text.Json;
using System.Text.Json.Nodes;
using Connector.Local.Hosting;
using Connector.Tests.Core.Rules.Files;
using Connector.Tests.Local.Cli;
using Json.Schema;
using Microsoft.Extensions.Configuration;
using Xunit;

namespace Connector.Tests.Local.Hosting;

/// <summary>The settings file, its sample and its schema; and settings from the environment and the command line.</summary>
public sealed class SettingsFileTests : IDisposable
{
    private static readonly JsonDocumentOptions s_relaxed = new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip };
    private static readonly string s_sample = Path.Combine(RepositoryFiles.Root(), "src", "Connector.Local", "connector.local.sample.json");
    private static readonly string s_schema = Path.Combine(RepositoryFiles.Root(), "src", "Connector.Local", "connector.local.schema.json");
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("connector-settings-");

    public static TheoryData<string> Keys => [.. RuleKeys.Walk(Sample())];

    public void Dispose() => _folder.Delete(recursive: true);

    /// <summary>With UPDATE_SCHEMA=1 in the environment the file is written instead: that is how it is made.</summary>
    [Fact]
    public void The_committed_schema_is_the_one_that_the_classes_give()
    {
        var schema = SettingsFile.Catalog.WriteSchema();
        if (Environment.GetEnvironmentVariable("UPDATE_SCHEMA") == "1") File.WriteAllText(s_schema, schema);
        Assert.Equal(schema, File.ReadAllText(s_schema).ReplaceLineEndings("\n"));
    }

    [Fact]
    public void The_sample_can_be_read_and_passes_the_schema()
    {
        var settings = ConnectorConfiguration.LoadSettings(s_sample, []);
        Assert.Equal("connector.db", settings["Sqlite:Path"]);
        Assert.True(Passes(Sample()));
    }

    [Theory]
    [MemberData(nameof(Keys))]
    public void Each_key_of_the_sample_is_named_when_it_is_wrong_and_the_schema_says_the_same(string path)
    {
        var key = path.Replace('.', ':');
        Named($"{key}x: unknown name; allowed: ", RuleKeys.Misspell(Sample(), path));
        Named($"{key}: ", RuleKeys.ChangeKind(Sample(), path));
    }

    [Fact]
    public void Every_problem_has_a_line_with_the_file_and_what_is_allowed()
    {
        var file = Write("""{ "Tmers": {}, "ShipStation": { "ApiKeyy": "x", "Accounts": { "eu": { "ApiKey": 5 } } }, "Timers": { "JournalDays": "many" } }""");
        var lines = Assert.Throws<ConfigurationException>(() => ConnectorConfiguration.LoadSettings(file, [])).Message.Split('\n');

        Assert.Equal(4, lines.Length);
        Assert.All(lines, line => Assert.StartsWith(file + ": ", line, StringComparison.Ordinal));
        Assert.Contains(lines, static line => line.Contains("Tmers: unknown name; allowed: Commercetools, ShipStation, ", StringComparison.Ordinal) && line.EndsWith("; did you mean Timers?", StringComparison.Ordinal));
        Assert.Contains(lines, static line => line.Contains("ShipStation:ApiKeyy: unknown name; allowed: ", StringComparison.Ordinal) && line.EndsWith("; did you mean ApiKey?", StringComparison.Ordinal));
        Assert.Contains(lines, static line => line.EndsWith("ShipStation:Accounts:eu:ApiKey: a number is not allowed; allowed: a text", StringComparison.Ordinal));
        Assert.Contains(lines, static line => line.EndsWith("Timers:JournalDays: a text is not allowed; allowed: a whole number", StringComparison.Ordinal));
    }

    [Fact]
    public void A_file_that_is_no_JSON_is_named_with_line_and_column()
    {
        var file = Write("{\n  \"Sqlite\": { \"Path\" \"a\" }\n}");
        Assert.StartsWith($"{file}: line 2, column ", Assert.Throws<ConfigurationException>(() => ConnectorConfiguration.LoadSettings(file, [])).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Tmers:JournalDays=5", "--set Tmers:JournalDays: unknown name; allowed: ")]
    [InlineData("Timers:JournalDay=5", "--set Timers:JournalDay: unknown name; allowed: ")]
    [InlineData("Timers:JournalDays=many", "--set Timers:JournalDays: 'many' is not allowed; allowed: a whole number")]
    [InlineData("Timers:JournalDays=", "--set Timers:JournalDays: '' is not allowed; allowed: a whole number")]
    [InlineData("Timers=5", "--set Timers: a single value is not allowed")]
    [InlineData("ShipStation:Accounts:eu:ApiKeyy=secret", "--set ShipStation:Accounts:eu:ApiKeyy: unknown name")]
    public void A_setting_of_the_command_line_that_does_not_exist_or_fit_is_named(string set, string expected)
    {
        var message = Assert.Throws<ConfigurationException>(() => ConnectorConfiguration.LoadSettings(null, [set])).Message;
        Assert.StartsWith(expected, message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_other_variables_only_the_address_to_listen_on_counts()
    {
        var environment = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?> { ["ASPNETCORE_URLS"] = "http://127.0.0.1:7001", ["PATH"] = "/bin", ["LABELS"] = "x" }).Build();
        Assert.Equal("http://127.0.0.1:7001", Assert.Single(SettingsFile.ReadEnvironment(environment)).Value);
    }

    [Fact]
    public async Task A_value_out_of_range_is_named_without_words_of_the_framework()
    {
        await using var vendors = await TwoVendors.StartAsync();
        var run = await vendors.RunAsync("sync", "Timers:JournalDays=0", "Reconciliation:Days=999");
        Assert.Equal(2, run.ExitCode);
        Assert.Contains("Timers:JournalDays must be between 1 and 3650.", run.Error.Split('\n'));
        Assert.Contains("Reconciliation:Days must be between 1 and 366.", run.Error.Split('\n'));
        Assert.DoesNotContain("DataAnnotation", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_missing_is_said_with_the_place_to_put_it()
    {
        var run = await CommandRun.OfAsync("sync", "--set", "Sqlite:Path=" + Path.Combine(_folder.FullName, "a.db"));
        Assert.Equal(2, run.ExitCode);
        Assert.Contains("Put settings into connector.local.json", run.Error, StringComparison.Ordinal);
    }

    private void Named(string expected, JsonNode settings)
    {
        var message = Assert.Throws<ConfigurationException>(() => ConnectorConfiguration.LoadSettings(Write(settings.ToJsonString()), [])).Message;
        Assert.Contains(message.Split('\n'), line => line.Contains(": " + expected, StringComparison.Ordinal));
        Assert.False(Passes(settings), expected);
    }

    private static bool Passes(JsonNode settings)
    {
        using var document = JsonDocument.Parse(settings.ToJsonString());
        return JsonSchema.FromText(SettingsFile.Catalog.WriteSchema()).Evaluate(document.RootElement).IsValid;
    }

    private string Write(string json)
    {
        var path = Path.Combine(_folder.FullName, "settings.jsonc");
        File.WriteAllText(path, json);
        return path;
    }

    private static JsonNode Sample() => JsonNode.Parse(File.ReadAllText(s_sample), documentOptions: s_relaxed)!;
}
