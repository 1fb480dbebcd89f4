using System.Globalization;

namespace Connector.Benchmarks.Load;

/// <summary>What a process says of itself when it ends; nothing of it is known of a process that was killed.</summary>
internal sealed record Counters(double CpuSeconds, double AllocatedMegabytes, double PeakMegabytes, int Gen0, int Gen1, int Gen2, double PauseMilliseconds)
{
    /// <summary>Names the file that the startup hook writes.</summary>
    public const string FileVariable = "CONNECTOR_LOAD_COUNTERS";
    private const double Megabyte = 1024 * 1024;

    public static Counters? Read(string file)
    {
        if (!File.Exists(file)) return null;
        var values = File.ReadLines(file).Select(static line => line.Split(' ')).ToDictionary(static pair => pair[0], static pair => double.Parse(pair[1], CultureInfo.InvariantCulture));
        return new Counters(
            values["cpuMs"] / 1000, values["allocatedBytes"] / Megabyte, values["peakBytes"] / Megabyte, (int)values["gen0"], (int)values["gen1"], (int)values["gen2"], values["pauseMs"]);
    }

    /// <summary>Of several processes: sums, and the sum of their peaks.</summary>
    public static Counters? Sum(IEnumerable<Counters?> all) => all.Aggregate((Counters?)null, static (sum, one) => sum is null || one is null ? sum ?? one : new Counters(
        sum.CpuSeconds + one.CpuSeconds, sum.AllocatedMegabytes + one.AllocatedMegabytes, sum.PeakMegabytes + one.PeakMegabytes, sum.Gen0 + one.Gen0, sum.Gen1 + one.Gen1, sum.Gen2 + one.Gen2,
        sum.PauseMilliseconds + one.PauseMilliseconds));
}
