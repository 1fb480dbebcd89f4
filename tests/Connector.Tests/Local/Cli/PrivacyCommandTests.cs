using System.Text.Json;
using System.Text.Json.Nodes;
using Xunit;

namespace Connector.Tests.Local.Cli;

/// <summary>All that is known about an order in one file, and what becomes of it when its customer is erased.</summary>
public sealed class PrivacyCommandTests : IAsyncLifetime
{
    private TwoVendors _vendors = null!;
    private string _number = "";

    public async Task InitializeAsync()
    {
        _vendors = await TwoVendors.StartAsync();
        _number = _vendors.PlaceOrder();
        Assert.Equal(0, (await _vendors.RunAsync("sync --json")).ExitCode);
    }

    public async Task DisposeAsync() => await _vendors.DisposeAsync();

    [Fact]
    public async Task Evidence_of_an_order_is_one_document()
    {
        var evidence = await _vendors.RunAsync($"evidence {_number} --format json");

        Assert.Equal(0, evidence.ExitCode);
        Assert.Contains(_number, evidence.Json.ToString(), StringComparison.Ordinal);
        Assert.Equal(1, (await _vendors.RunAsync("evidence no-such-order")).ExitCode);
    }

    [Fact]
    public async Task A_customer_is_erased_when_the_order_is_finished_and_not_before()
    {
        var open = await _vendors.RunAsync($"erase --order {_number} --yes --json");
        Assert.Equal(1, open.ExitCode);
        Assert.Contains("not finished", Assert.Single(Orders(open)).GetProperty("left").GetString(), StringComparison.Ordinal);

        await _vendors.EditInShopAsync(_number, new JsonObject { ["orderState"] = "Cancelled" });
        Assert.Equal(0, (await _vendors.RunAsync("sync --json")).ExitCode);
        var planned = await _vendors.RunAsync($"erase --order {_number} --dry-run --json");
        var erased = await _vendors.RunAsync($"erase --order {_number} --yes --by Ada --json");

        Assert.Equal((0, 0), (planned.ExitCode, erased.ExitCode));
        Assert.NotEmpty(Orders(planned).Single().GetProperty("parts").EnumerateArray());
        Assert.Equal("Ada", erased.Json.GetProperty("by").GetString());
        Assert.All(Orders(await _vendors.RunAsync($"erase --order {_number} --dry-run --json")).Single().GetProperty("parts").EnumerateArray(), static part => Assert.Equal(0, part.GetProperty("count").GetInt64()));
    }

    private static List<JsonElement> Orders(CommandRun run) => [.. run.Json.GetProperty("orders").EnumerateArray()];
}
