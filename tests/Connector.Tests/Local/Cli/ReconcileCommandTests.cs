using System.Text.Json.Nodes;
using Xunit;

namespace Connector.Tests.Local.Cli;

public sealed class ReconcileCommandTests
{
    [Fact]
    public async Task The_reason_of_its_exit_code_is_printed()
    {
        await using var vendors = await TwoVendors.StartAsync();
        await vendors.EditInShopAsync(vendors.PlaceOrder(), new JsonObject { ["shippingAddress"] = null });
        Assert.Contains("1 need attention in all", (await vendors.RunAsync("sync")).Output, StringComparison.Ordinal);
        var again = await vendors.RunAsync("sync");
        Assert.Equal(1, again.ExitCode);
        Assert.Contains("1 need attention in all", again.Output, StringComparison.Ordinal);

        var run = await vendors.RunAsync("reconcile");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("No differences.", run.Output, StringComparison.Ordinal);
        Assert.Contains("1 error needs attention.", run.Output, StringComparison.Ordinal);
    }
}
