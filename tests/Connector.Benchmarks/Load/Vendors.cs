using System.Diagnostics;
using System.Text.Json;

namespace Connector.Benchmarks.Load;

/// <summary>Both simulators in a process of their own (`connector simulate`).</summary>
internal sealed class Vendors : IAsyncDisposable
{
    private readonly Process _process;

    private Vendors(Process process, Vendor shop, Vendor shipping) => (_process, Shop, Shipping) = (process, shop, shipping);

    public Vendor Shop { get; }
    public Vendor Shipping { get; }

    public static async Task<Vendors> StartAsync(Programs programs, int orders, params string[] more)
    {
        var start = Programs.Dotnet(programs.Simulators, ["simulate", "--orders", $"{orders}", .. more]);
        start.RedirectStandardOutput = true;
        var process = Process.Start(start)!;
        var line = await process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("The simulators did not start.");
        var addresses = JsonSerializer.Deserialize<Dictionary<string, Uri>>(line)!;
        return new Vendors(process, new Vendor("commercetools", addresses["commercetools"]), new Vendor("ShipStation", addresses["shipStation"]));
    }

    public async Task<(VendorState Shop, VendorState Shipping)> StateAsync() => (await Shop.StateAsync(), await Shipping.StateAsync());

    /// <summary>The calls since then, by vendor and route.</summary>
    public static IReadOnlyDictionary<string, long> Calls((VendorState Shop, VendorState Shipping) from, (VendorState Shop, VendorState Shipping) to) =>
        to.Shop.Calls.Concat(to.Shipping.Calls)
            .Select(call => (call.Key, Count: call.Value - from.Shop.Calls.GetValueOrDefault(call.Key) - from.Shipping.Calls.GetValueOrDefault(call.Key)))
            .Where(static call => call.Count > 0).OrderBy(static call => call.Key, StringComparer.Ordinal).ToDictionary(static call => call.Key, static call => call.Count);

    public async ValueTask DisposeAsync()
    {
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
        Shop.Dispose();
        Shipping.Dispose();
    }
}
