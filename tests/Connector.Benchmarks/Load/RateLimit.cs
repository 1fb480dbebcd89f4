namespace Connector.Benchmarks.Load;

/// <summary>ShipStation's 40 calls a window, with shorter windows than a minute: the connector learns their length from the response headers, so everything but the clock is as it is.</summary>
internal static class RateLimit
{
    private const int CallsPerWindow = 40;

    public static string[] Options(int seconds) => ["--requests-per-minute", $"{CallsPerWindow}", "--rate-window-seconds", $"{seconds}"];

    /// <summary>How many windows it took, and how many it must take at least.</summary>
    public static async Task<Sample> JudgeAsync(Sample sample, Vendors vendors)
    {
        var taken = (await vendors.Shipping.StateAsync()).RateWindows;
        var calls = sample.Calls.Where(static call => call.Key.StartsWith("ShipStation ", StringComparison.Ordinal)).Sum(static call => call.Value);
        var least = (calls + CallsPerWindow - 1) / CallsPerWindow;
        return sample with
        {
            More = new Dictionary<string, double> { ["windows taken"] = taken, ["windows at least"] = least },
            Problems = sample.RateLimited == 0 ? sample.Problems : [.. sample.Problems, $"{sample.RateLimited} responses with 429"]
        };
    }
}
