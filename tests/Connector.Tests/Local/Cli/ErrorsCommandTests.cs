using System.Text.Json.Nodes;
using Xunit;

namespace Connector.Tests.Local.Cli;

public sealed class ErrorsCommandTests : IAsyncLifetime
{
    private TwoVendors _vendors = null!;

    public async Task InitializeAsync()
    {
        _vendors = await TwoVendors.StartAsync();
        await _vendors.EditInShopAsync(_vendors.PlaceOrder(), new JsonObject { ["shippingAddress"] = null });
        Assert.Equal(1, (await _vendors.RunAsync("sync --json")).ExitCode);
    }

    public async Task DisposeAsync() => await _vendors.DisposeAsync();

    [Fact]
    public async Task The_list_reports_the_reason_in_words()
    {
        var run = await _vendors.RunAsync("errors list --json");
        var error = Assert.Single(run.Json.EnumerateArray());
        Assert.Equal((1, "Data problem", "MissingAddress"), (run.ExitCode, error.GetProperty("reason").GetString(), error.GetProperty("code").GetString()));
        var text = (await _vendors.RunAsync("errors list")).Output;
        Assert.Contains("Data problem", text, StringComparison.Ordinal);
        Assert.Contains("Send order", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("retry", "1 of 1 retried.")]
    [InlineData("replay", "1 of 1 retried.")]
    [InlineData("dismiss", "1 of 1 dismissed.")]
    [InlineData("discard", "1 of 1 dismissed.")]
    public async Task An_error_is_retried_or_dismissed_by_its_present_and_its_earlier_verb(string verb, string expected)
    {
        var run = await _vendors.RunAsync($"errors {verb} --all");
        Assert.Equal((0, expected), (run.ExitCode, run.Output.Split('\n')[0].Trim()));
        Assert.Equal(0, (await _vendors.RunAsync("errors list")).ExitCode);
    }

    [Theory]
    [InlineData("retry")]
    [InlineData("dismiss")]
    public async Task A_dry_run_lists_what_it_would_be_and_changes_nothing(string verb)
    {
        var before = (await _vendors.RunAsync("errors list --json")).Output;
        var id = (await _vendors.RunAsync("errors list --json")).Json[0].GetProperty("id").GetString();

        var run = await _vendors.RunAsync($"errors {verb} --all --dry-run");
        var document = await _vendors.RunAsync($"errors {verb} {id} --dry-run --json");

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("MissingAddress", run.Output, StringComparison.Ordinal);
        Assert.Contains("Nothing was done.", run.Output, StringComparison.Ordinal);
        Assert.Equal((0, true), (document.Json.GetProperty("count").GetInt32(), document.Json.GetProperty("dryRun").GetBoolean()));
        Assert.Equal(before, (await _vendors.RunAsync("errors list --json")).Output);
    }

    [Fact]
    public async Task An_id_that_is_gone_is_named_and_the_others_are_done()
    {
        var id = (await _vendors.RunAsync("errors list --json")).Json[0].GetProperty("id").GetString();
        var run = await _vendors.RunAsync($"errors dismiss 987654 {id} --json");
        Assert.Equal((1, 1, 2), (run.ExitCode, run.Json.GetProperty("count").GetInt32(), run.Json.GetProperty("of").GetInt32()));
        Assert.Contains("no error with the ID 987654", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_is_said_as_nothing()
    {
        Assert.Equal("No error matches the filters.", (await _vendors.RunAsync("errors list --older-than 1d")).Output.Trim());
        await _vendors.RunAsync("errors dismiss --all");
        Assert.Equal("Nothing needs attention.", (await _vendors.RunAsync("errors list")).Output.Trim());
    }

    /// <summary>What only reads the file needs no credentials; a file that is not there is no empty one.</summary>
    [Fact]
    public async Task Credentials_are_not_needed_but_the_file_is()
    {
        var run = await CommandRun.OfAsync("errors", "list", "--json", "--set", $"Sqlite:Path={_vendors.DatabasePath}");
        Assert.Equal((1, ""), (run.ExitCode, run.Error));
        var missing = await CommandRun.OfAsync("errors", "list", "--set", $"Sqlite:Path={_vendors.DatabasePath}.none");
        Assert.Equal(2, missing.ExitCode);
        Assert.Contains("does not exist", missing.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(_vendors.DatabasePath + ".none"));
    }

    [Fact]
    public async Task Help_lists_the_present_verbs_only()
    {
        var help = (await CommandRun.OfAsync("errors", "--help")).Output;
        Assert.Matches("(?s)  retry.*  dismiss", help);
        Assert.DoesNotMatch("(?i)replay|discard", help);
    }
}
