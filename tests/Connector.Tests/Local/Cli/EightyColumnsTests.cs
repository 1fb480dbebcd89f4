using System.Text.Json.Nodes;
using Connector.Simulators.Commercetools.Seeds;
using Xunit;

namespace Connector.Tests.Local.Cli;

/// <summary>What people read fits a terminal of eighty columns, has no frames, and ends with what to do next.</summary>
public sealed class EightyColumnsTests : IAsyncLifetime
{
    private TwoVendors _vendors = null!;
    private string _number = "";

    public async Task InitializeAsync()
    {
        _vendors = await TwoVendors.StartAsync();
        foreach (var order in OrderSeed.Create(40, 1, OrderMix.Varied)) _vendors.Shop.Put(order);
        _number = _vendors.PlaceOrder();
    }

    public async Task DisposeAsync() => await _vendors.DisposeAsync();

    [Fact]
    public async Task Every_command()
    {
        await CheckAsync("plan");
        await CheckAsync("setup");
        await CheckAsync("sync");
        await CheckAsync("sync --only shipments");
        await CheckAsync("orders");
        await CheckAsync("orders --status open --take 3");
        await CheckAsync("orders --search no-such-order", hasNext: false);
        await CheckAsync("errors list");
        await CheckAsync("errors list --code NoSuchCode", hasNext: false);
        await CheckAsync("errors retry --all --dry-run", hasNext: false);
        var shown = "errors show " + (await _vendors.RunAsync("errors list --json")).Json[0].GetProperty("id").GetString();
        await CheckAsync(shown);
        Assert.Matches("(?m)^Message:\\r?\\n  [{]\\r?\\n(    .*\\n)*    \"type\": \"PushOrder\",?\\r?$", (await _vendors.RunAsync(shown)).Output);
        await _vendors.EditInShopAsync(_number, new JsonObject { ["shippingAddress"] = new JsonObject { ["city"] = "Springfield" } });
        await CheckAsync("plan");
        await CheckAsync($"plan --order {_number}");
        await CheckAsync($"trace {_number}");
        await CheckAsync("reconcile --fix");
        await CheckAsync("reconcile");
        await CheckAsync("doctor");
        await CheckAsync("pause orders");
        await CheckAsync("resume orders");
        await CheckAsync("errors retry --all");
    }

    [Theory]
    [InlineData("--help")]
    [InlineData("errors retry --help")]
    [InlineData("labels list --help")]
    [InlineData("orders --help")]
    [InlineData("simulate --help")]
    public async Task Help(string command)
    {
        var run = await CommandRun.OfAsync(command.Split(' '));
        Assert.All(run.Output.Split('\n'), static line => Assert.True(line.TrimEnd('\r').Length <= 80, line));
        Assert.Contains("Examples:", run.Output, StringComparison.Ordinal);
    }

    private async Task CheckAsync(string command, bool hasNext = true)
    {
        var run = await _vendors.RunAsync(command);
        Assert.True(run.ExitCode is 0 or 1, command + run.Error);
        Assert.NotEmpty(run.Output);
        Assert.All((run.Output + run.Error).Split('\n'), line => Assert.True(line.TrimEnd('\r').Length <= 80 && !line.Any(static c => c is >= '\u2500' and <= '\u257f'), $"{command}: {line}"));
        Assert.Equal(hasNext, run.Output.Contains("Next: ", StringComparison.Ordinal));
    }
}
