namespace Connector.Benchmarks.Load;

/// <summary>One measured run of one side.</summary>
/// <param name="Items">Orders, or whatever the scenario counts.</param>
/// <param name="Seconds">From the start of the process to its end, start-up included, unless the scenario says otherwise.</param>
/// <param name="Calls">By vendor and route, as the simulators counted them.</param>
internal sealed record Sample(int Items, double Seconds, Counters? Counters, IReadOnlyDictionary<string, long> Calls)
{
    /// <summary>Responses with status 429.</summary>
    public long RateLimited { get; init; }

    /// <summary>The most messages that were seen in the queues; null where nobody looked.</summary>
    public long? DeepestQueue { get; init; }

    /// <summary>Whatever else the scenario measures, by name with its unit.</summary>
    public IReadOnlyDictionary<string, double> More { get; init; } = new Dictionary<string, double>();

    /// <summary>What was not as it must be in the end.</summary>
    public IReadOnlyList<string> Problems { get; init; } = [];

    public double PerSecond => Items / Seconds;

    /// <summary>Of several runs, one after the other; the peak is the highest.</summary>
    public static Sample Sum(IReadOnlyList<Sample> all, int items) => new(
        items, all.Sum(static one => one.Seconds),
        Counters.Sum(all.Select(static one => one.Counters)) is { } sum ? sum with { PeakMegabytes = all.Max(static one => one.Counters?.PeakMegabytes ?? 0) } : null,
        all.SelectMany(static one => one.Calls).GroupBy(static call => call.Key).ToDictionary(static route => route.Key, static route => route.Sum(static call => call.Value)))
    {
        RateLimited = all.Sum(static one => one.RateLimited), DeepestQueue = all.Max(static one => one.DeepestQueue), Problems = [.. all.SelectMany(static one => one.Problems)]
    };
}
