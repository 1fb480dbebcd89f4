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
        Assert.Equal((0, expected), (run.ExitCode, run.Output.Trim()));
        Assert.Equal(0, (await _vendors.RunAsync("errors list")).ExitCode);
    }

    [Fact]
    public async Task Help_lists_the_present_verbs_only()
    {
        var help = (await CommandRun.OfAsync("errors", "--help")).Output;
        Assert.Matches("(?s)  retry.*  dismiss", help);
        Assert.DoesNotMatch("(?i)replay|discard", help);
    }
}
