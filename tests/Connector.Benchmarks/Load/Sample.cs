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
}
