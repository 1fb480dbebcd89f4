#pragma warning disable CA1050, MA0047 // The runtime looks for this name outside any namespace.
using System.Diagnostics;
using System.Globalization;
using Connector.Benchmarks.Load;

/// <summary>
/// Runs inside the measured process (DOTNET_STARTUP_HOOKS) and writes at its end what only the process itself knows: allocations, collections, processor time and peak memory. So nothing of it
/// is in the product.
/// </summary>
internal static class StartupHook
{
    public static void Initialize()
    {
        if (Environment.GetEnvironmentVariable(Counters.FileVariable) is not { } file) return;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => File.WriteAllLines(file,
        [
            Line("cpuMs", Process.GetCurrentProcess().TotalProcessorTime.TotalMilliseconds), Line("allocatedBytes", GC.GetTotalAllocatedBytes()),
            Line("gen0", GC.CollectionCount(0)), Line("gen1", GC.CollectionCount(1)), Line("gen2", GC.CollectionCount(2)),
            Line("pauseMs", GC.GetTotalPauseDuration().TotalMilliseconds), Line("peakBytes", PeakBytes())
        ]);
    }

    private static double PeakBytes()
    {
        const string name = "VmHWM:";
        foreach (var line in File.Exists("/proc/self/status") ? File.ReadLines("/proc/self/status") : [])
            if (line.StartsWith(name, StringComparison.Ordinal)) return double.Parse(line.AsSpan(name.Length).Trim().TrimEnd("kB").Trim(), CultureInfo.InvariantCulture) * 1024;
        return Process.GetCurrentProcess().PeakWorkingSet64;
    }

    private static string Line(string name, double value) => string.Create(CultureInfo.InvariantCulture, $"{name} {value}");
}
