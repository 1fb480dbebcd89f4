using System.Text.Json.Nodes;
using Xunit;

namespace Connector.Tests.Local.Cli;

/// <summary>An order that lacks its address gets it from a person, and is sent.</summary>
public sealed class OverrideCommandTests : IAsyncLifetime
{
    private TwoVendors _vendors = null!;
    private string _number = "";

    public async Task InitializeAsync()
    {
        _vendors = await TwoVendors.StartAsync();
        _number = _vendors.PlaceOrder();
        await _vendors.EditInShopAsync(_number, new JsonObject { ["shippingAddress"] = null });
        Assert.Equal(1, (await _vendors.RunAsync("sync --json")).ExitCode);
    }

    public async Task DisposeAsync() => await _vendors.DisposeAsync();

    [Fact]
    public async Task A_value_that_was_set_is_sent_shown_and_removed()
    {
        foreach (var (field, value) in new[] { ("name", "Zoe"), ("street1", "Way"), ("city", "Austin"), ("state", "TX"), ("postalCode", "78701"), ("country", "US"), ("phone", "5125550199") })
            Assert.Equal(0, (await _vendors.RunAsync($"override {_number} --field shipTo.{field} --value {value} --reason called --by Ada")).ExitCode);

        Assert.Equal(0, (await _vendors.RunAsync("sync --json")).ExitCode);
        Assert.Equal("Nothing needs attention.", (await _vendors.RunAsync("errors list")).Output.Trim());
        Assert.Contains("shipTo.phone", (await _vendors.RunAsync($"override {_number}")).Output, StringComparison.Ordinal);
        var trace = await _vendors.RunAsync($"trace {_number} --json");
        Assert.Equal(7, trace.Json.GetProperty("overrides").GetArrayLength());
        Assert.Contains(trace.Json.GetProperty("history").EnumerateArray(), static e =>
            e.GetProperty("text").GetString() == "shipTo.phone set for this order" && e.GetProperty("by").GetString() == "Ada" && e.GetProperty("reason").GetString() == "called"
            && !e.GetProperty("changes").ToString().Contains("5125550199", StringComparison.Ordinal));
        Assert.Equal(0, (await _vendors.RunAsync("reconcile --json")).ExitCode);

        Assert.Equal(0, (await _vendors.RunAsync($"override {_number} --field shipTo.phone --remove")).ExitCode);
        Assert.Contains("shipTo.phone: ", (await _vendors.RunAsync($"plan --order {_number}")).Output, StringComparison.Ordinal);
        Assert.Equal(2, (await _vendors.RunAsync($"override {_number} --field shipTo.phone --remove")).ExitCode);
    }

    [Theory]
    [InlineData("--field amountPaid --value 5", "must be one of shipTo.name")]
    [InlineData("--field shipTo.country --value Germany", "two letters")]
    [InlineData("--field shipTo.phone", "give --field with --value")]
    [InlineData("--value 5", "give --field with --value")]
    [InlineData("--field gift --value true --remove", "give --field with --value")]
    public async Task What_cannot_be_set_is_said_and_nothing_is_done(string options, string expected)
    {
        var run = await _vendors.RunAsync($"override {_number} {options}");
        Assert.Equal(2, run.ExitCode);
        Assert.Contains(expected, run.Error, StringComparison.Ordinal);
        Assert.Contains("All fields are those of the shop", (await _vendors.RunAsync($"override {_number}")).Output, StringComparison.Ordinal);
    }
}
