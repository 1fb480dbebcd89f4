namespace Connector.Benchmarks.Load;

/// <summary>How long things took, in milliseconds.</summary>
internal static class Percentiles
{
    public static IReadOnlyDictionary<string, double> From(List<double> milliseconds)
    {
        milliseconds.Sort();
        return milliseconds.Count == 0
            ? new Dictionary<string, double>()
            : new Dictionary<string, double> { ["p50 ms"] = At(milliseconds, 0.5), ["p95 ms"] = At(milliseconds, 0.95), ["p99 ms"] = At(milliseconds, 0.99), ["longest ms"] = milliseconds[^1] };
    }

    /// <summary>The nearest rank.</summary>
    public static double At(IReadOnlyList<double> sorted, double share) => sorted[Math.Clamp((int)Math.Ceiling(sorted.Count * share) - 1, 0, sorted.Count - 1)];
}
