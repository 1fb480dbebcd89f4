using System.Diagnostics;
using System.Text.Json;

namespace Connector.Benchmarks.Load;

/// <summary>The other side: the script of baseline/, which has no state and sends every order each time.</summary>
internal static class ScriptRuns
{
    /// <param name="isAgain">Measures its second run over the same orders.</param>
    public static async Task<Sample> SyncAsync(Programs programs, int orders, int latency, bool isAgain)
    {
        await using var vendors = await Vendors.StartAsync(programs, orders, "--requests-per-minute", "0", "--latency-ms", $"{latency}");
        var sample = await RunAsync(programs, vendors, orders);
        return isAgain ? await RunAsync(programs, vendors, orders) : sample;
    }

    private static async Task<Sample> RunAsync(Programs programs, Vendors vendors, int orders)
    {
        var before = await vendors.StateAsync();
        var began = Stopwatch.GetTimestamp();
        using var process = Process.Start(new ProcessStartInfo("node", [programs.Script!, vendors.Shop.Address, vendors.Shipping.Address]) { RedirectStandardOutput = true, UseShellExecute = false })!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        var seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
        if (process.ExitCode != 0) throw new InvalidOperationException("The script failed.");
        var said = JsonDocument.Parse(output).RootElement;
        var after = await vendors.StateAsync();
        return new Sample(
            orders, seconds, new Counters(said.GetProperty("cpuMs").GetDouble() / 1000, 0, said.GetProperty("peakKilobytes").GetDouble() / 1024, 0, 0, 0, 0), Vendors.Calls(before, after))
        {
            Problems = said.GetProperty("sent").GetInt32() == orders ? [] : [$"{said.GetProperty("sent")} orders sent"]
        };
    }
}
