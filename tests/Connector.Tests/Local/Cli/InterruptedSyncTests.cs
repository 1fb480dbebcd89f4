using System.Globalization;
using System.Text.RegularExpressions;
using Connector.Simulators.Commercetools;
using Connector.Simulators.Commercetools.Seeds;
using Connector.Simulators.Control;
using Xunit;

namespace Connector.Tests.Local.Cli;

public sealed class InterruptedSyncTests
{
    [Fact]
    public async Task A_sync_that_is_stopped_says_what_is_left_and_leaves_nothing_locked()
    {
        await using var vendors = await TwoVendors.StartAsync();
        foreach (var order in OrderSeed.Create(450, 1, OrderMix.Plain)) vendors.Shop.Put(order);
        // So slow that the stop comes before all is sent, however busy the machine is.
        vendors.Shipping.Faults.Add(new Fault { Route = "POST /orders/createorders", Skip = 1, Times = 100, DelayMilliseconds = 1000 });
        using var stop = new CancellationTokenSource();
        var sync = vendors.RunAsync("sync --only orders", stop.Token);
        while (!vendors.Shipping.Stats.ByRoute.ContainsKey("POST /orders/createorders") && !sync.IsCompleted) await Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System);
        await stop.CancelAsync();

        var run = await sync;
        vendors.Shipping.Faults.Clear();
        var waiting = await vendors.RunAsync("errors list");
        var next = await vendors.RunAsync("sync --only orders");

        Assert.Equal(130, run.ExitCode);
        var said = Regex.Match(run.Error.ReplaceLineEndings(" "), @"Stopped\. (?<sent>\d+) orders were sent; (?<left>\d+) wait in the queue\. .* Run connector sync again to continue\.", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1));
        Assert.True(said.Success, run.Error);
        // The batches under way were finished: what was sent does not wait any longer.
        var (sent, left) = (int.Parse(said.Groups["sent"].Value, CultureInfo.InvariantCulture), int.Parse(said.Groups["left"].Value, CultureInfo.InvariantCulture));
        Assert.True(sent is >= 100 and < 450 && sent + left <= 450, run.Error);
        Assert.Equal((0, 0), (waiting.ExitCode, next.ExitCode));
        // Locks that were left would make it wait for longer than a minute.
        Assert.DoesNotContain("Waiting for", next.Error, StringComparison.Ordinal);
        Assert.Contains(" created", next.Output, StringComparison.Ordinal);
        Assert.Equal(450, vendors.Shop.Stats.ByRoute["POST /orders/{id}"]);
    }

    [Fact]
    public async Task Any_other_command_that_is_stopped_ends_with_the_same_code()
    {
        await using var vendors = await TwoVendors.StartAsync(new CommercetoolsSimulatorOptions { LatencyMilliseconds = 3_000 });
        using var stop = new CancellationTokenSource();
        var plan = vendors.RunAsync("plan", stop.Token);
        await stop.CancelAsync();
        var run = await plan;
        Assert.Equal((130, "Stopped."), (run.ExitCode, run.Error.Trim()));
    }
}
