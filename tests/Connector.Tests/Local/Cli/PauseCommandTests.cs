using Xunit;

namespace Connector.Tests.Local.Cli;

public sealed class PauseCommandTests
{
    private const string WrongSecret = "ShipStation:ApiSecret=wrong-secret";

    [Fact]
    public async Task A_corrected_key_is_tried_at_once()
    {
        await using var vendors = await TwoVendors.StartAsync();
        vendors.PlaceOrder();
        var refused = await vendors.RunAsync("sync --only orders", WrongSecret);
        Assert.Equal(2, refused.ExitCode);
        Assert.Contains("Paused until ", refused.Error, StringComparison.Ordinal);
        vendors.StartCounting();

        // The same wrong key: the pause holds.
        Assert.Equal(2, (await vendors.RunAsync("sync --only orders", WrongSecret)).ExitCode);
        Assert.DoesNotContain("POST /orders/createorders", vendors.Writes);
        var corrected = await vendors.RunAsync("sync");

        Assert.Equal(0, corrected.ExitCode);
        Assert.Contains("The credentials changed: trying again now.", corrected.Error, StringComparison.Ordinal);
        Assert.Contains("1 created", corrected.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("wrong-secret", refused.Error + System.Text.Encoding.Latin1.GetString(await ReadAsync(vendors.DatabasePath)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_pause_lasts_until_resumed_and_then_everything_that_waited_is_sent()
    {
        await using var vendors = await TwoVendors.StartAsync();
        vendors.PlaceOrder();
        var paused = await vendors.RunAsync("pause orders:default --by ada");
        Assert.Equal((0, "Paused: Sending orders for account default."), (paused.ExitCode, paused.Output.Split('\n')[0].Trim()));
        var sync = await vendors.RunAsync("sync --only orders");
        Assert.Equal(2, sync.ExitCode);
        Assert.Contains("paused by ada", sync.Error, StringComparison.Ordinal);
        Assert.Contains("connector resume orders:default", sync.Error, StringComparison.Ordinal);
        Assert.Empty(vendors.Writes);
        Assert.Contains("connector resume orders:default", (await vendors.RunAsync("doctor")).Output.ReplaceLineEndings(" "), StringComparison.Ordinal);

        // The flow is named, and its account is what was paused.
        var resumed = await vendors.RunAsync("resume orders --json");

        Assert.Equal(["orders:default"], resumed.Json.GetProperty("flows").EnumerateArray().Select(static f => f.GetString()));
        Assert.Equal(1, resumed.Json.GetProperty("messages").GetInt32());
        Assert.Contains("1 created", (await vendors.RunAsync("sync --only orders")).Output, StringComparison.Ordinal);
        Assert.Equal("Sending orders was not paused.", (await vendors.RunAsync("resume orders")).Output.Trim());
    }

    [Theory]
    [InlineData("pause invoices")]
    [InlineData("resume orders:nowhere")]
    public async Task A_flow_that_does_not_exist_is_refused_with_those_that_do(string command)
    {
        await using var vendors = await TwoVendors.StartAsync();
        var run = await vendors.RunAsync(command);
        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.Contains("orders, orders:default, ", run.Error, StringComparison.Ordinal);
    }

    private static async Task<byte[]> ReadAsync(string path)
    {
        await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        var bytes = new byte[file.Length];
        await file.ReadExactlyAsync(bytes);
        return bytes;
    }
}
