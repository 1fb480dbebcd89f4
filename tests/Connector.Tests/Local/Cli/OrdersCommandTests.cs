using System.Text.Json.Nodes;
using Connector.Simulators.Commercetools.Seeds;
using Xunit;

namespace Connector.Tests.Local.Cli;

public sealed class OrdersCommandTests : IAsyncLifetime
{
    private TwoVendors _vendors = null!;
    private IReadOnlyList<string> _numbers = [];

    public async Task InitializeAsync()
    {
        _vendors = await TwoVendors.StartAsync();
        var orders = OrderSeed.Create(7, 1, OrderMix.Plain);
        foreach (var order in orders) _vendors.Shop.Put(order);
        _numbers = [.. orders.Select(static o => (string)o["orderNumber"]!)];
        await _vendors.EditInShopAsync(_numbers[0], new JsonObject { ["shippingAddress"] = null });
        Assert.Equal(1, (await _vendors.RunAsync("sync --json")).ExitCode);
    }

    public async Task DisposeAsync() => await _vendors.DisposeAsync();

    [Fact]
    public async Task Filters_search_sort_and_pages_are_those_of_the_page()
    {
        Assert.Equal(_numbers.Order(StringComparer.Ordinal), Numbers(await RunAsync("")).Order(StringComparer.Ordinal));
        Assert.Equal([_numbers[0]], Numbers(await RunAsync("--attention")));
        Assert.Equal([_numbers[3]], Numbers(await RunAsync($"--search {_numbers[3][^5..]}")));
        Assert.Equal(_numbers.Skip(1).Order(StringComparer.Ordinal), Numbers(await RunAsync("--status inShipStation,shipped")).Order(StringComparer.Ordinal));
        Assert.Empty(Numbers(await RunAsync("--from 2100-01-01")));
        Assert.Empty(Numbers(await RunAsync("--country XX")));
        Assert.Equal(Numbers(await RunAsync("--sort Newest")), Numbers(await RunAsync("")));

        var first = await RunAsync("--take 3");
        var rest = await CommandRun.OfAsync(["orders", "--take", "9", "--after", first.Json.GetProperty("next").GetString()!, "--json", .. _vendors.Settings().SelectMany(static s => (string[])["--set", s])]);
        Assert.Equal(Numbers(await RunAsync("")), Numbers(first).Concat(Numbers(rest)));
        Assert.Null(rest.Json.GetProperty("next").GetString());
    }

    [Fact]
    public async Task People_read_status_what_blocks_it_and_where_the_list_goes_on()
    {
        var run = await _vendors.RunAsync("orders --attention");
        Assert.Equal(0, run.ExitCode);
        Assert.Matches($"(?m)^{_numbers[0]} +Needs attention ", run.Output);
        Assert.Contains("1 order.", run.Output, StringComparison.Ordinal);
        Assert.Contains("2 orders. There are more:", (await _vendors.RunAsync("orders --take 2")).Output, StringComparison.Ordinal);
        Assert.Equal("No order matches the filters.", (await _vendors.RunAsync("orders --search no-such-order")).Output.Trim());
    }

    [Fact]
    public async Task As_CSV_all_of_them_come_at_once()
    {
        var lines = (await _vendors.RunAsync("orders --csv")).Output.Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.StartsWith("order,id,status,", lines[0], StringComparison.Ordinal);
        Assert.Equal(_numbers.Order(StringComparer.Ordinal), lines.Skip(1).Select(static line => line.Split(',')[0]).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("--status lost", "--status: must be open or names out of")]
    [InlineData("--promise never", "--promise: must be breached, soon or open.")]
    [InlineData("--take 0", "--take must be between 1 and")]
    [InlineData("--csv --json", "orders: use either --csv or --json, not both.")]
    [InlineData("--sort upwards", "--sort: 'upwards' is not one of Newest, Oldest, Deadline.")]
    public async Task What_cannot_be_is_said_and_is_exit_code_2(string options, string expected)
    {
        var run = await _vendors.RunAsync("orders " + options);
        Assert.Equal(2, run.ExitCode);
        Assert.Contains(expected, run.Error, StringComparison.Ordinal);
    }

    private async Task<CommandRun> RunAsync(string options)
    {
        var run = await _vendors.RunAsync($"orders {options} --json".Replace("  ", " ", StringComparison.Ordinal));
        Assert.True(run.ExitCode == 0, run.Error);
        return run;
    }

    private static IReadOnlyList<string> Numbers(CommandRun run) => [.. run.Json.GetProperty("orders").EnumerateArray().Select(static o => o.GetProperty("orderNumber").GetString()!)];
}
