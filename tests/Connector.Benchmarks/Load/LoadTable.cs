using System.Globalization;

namespace Connector.Benchmarks.Load;

/// <summary>What was measured, as tables in Markdown: medians, with the least and the most in brackets where they differ.</summary>
internal static class LoadTable
{
    public static void Write(TextWriter output, IReadOnlyList<Result> results)
    {
        output.WriteLine("| Scenario | Side | Seconds | Per second | CPU s | Allocated MB | Peak MB | Collections 0/1/2 | Pauses ms | Deepest queue | Calls commercetools / ShipStation | Ratio | More |");
        output.WriteLine("|---|---|---|---|---|---|---|---|---|---|---|---|---|");
        foreach (var result in results) output.WriteLine(Row(result, results));
        output.WriteLine();
        output.WriteLine("| Scenario | Side | Calls by route |");
        output.WriteLine("|---|---|---|");
        foreach (var result in results) output.WriteLine($"| {result.Scenario} | {result.Side} | {Routes(result)} |");
        foreach (var problem in results.SelectMany(static result => result.Samples.SelectMany(sample => sample.Problems.Select(text => $"{result.Scenario} {result.Side}: {text}"))).Distinct()) output.WriteLine($"PROBLEM {problem}");
    }

    private static string Row(Result result, IReadOnlyList<Result> all)
    {
        var one = result.Samples[0];
        var counted = result.Samples.Select(static sample => sample.Counters).OfType<Counters>().ToList();
        string Of(Func<Counters, double> value, string format) => counted.Count == 0 || result.Side == Side.Script && value(counted[0]) == 0 ? "" : Spread(counted.Select(value), format);
        var collections = counted.Count == 0 || result.Side == Side.Script ? "" : $"{Median(counted.Select(static c => (double)c.Gen0)):0}/{Median(counted.Select(static c => (double)c.Gen1)):0}/{Median(counted.Select(static c => (double)c.Gen2)):0}";
        var more = string.Join(", ", one.More.Keys.Select(name => $"{name} {Spread(result.Samples.Select(sample => sample.More.GetValueOrDefault(name)), "0")}"));
        return $"| {result.Scenario} | {result.Side} | {Spread(result.Samples.Select(static s => s.Seconds), "0.00")} | {Spread(result.Samples.Select(static s => s.PerSecond), "0")} | {Of(static c => c.CpuSeconds, "0.00")} | " +
            $"{Of(static c => c.AllocatedMegabytes, "0")} | {Of(static c => c.PeakMegabytes, "0")} | {collections} | {Of(static c => c.PauseMilliseconds, "0")} | {one.DeepestQueue?.ToString(CultureInfo.InvariantCulture)} | " +
            $"{Spread(result.Samples.Select(static s => Count(s, "commercetools ")), "0")} / {Spread(result.Samples.Select(static s => Count(s, "ShipStation ")), "0")} | {Ratio(result, all)} | {more} |";
    }

    /// <summary>How many times as fast as the script in the same round.</summary>
    private static string Ratio(Result result, IReadOnlyList<Result> all) =>
        result.Side != Side.Script && all.FirstOrDefault(other => other.Scenario == result.Scenario && other.Side == Side.Script) is { } script
            ? Spread(result.Samples.Zip(script.Samples, static (ours, theirs) => theirs.Seconds / ours.Seconds), "0.00")
            : "";

    private static string Routes(Result result) => string.Join(", ", result.Samples.SelectMany(static sample => sample.Calls.Keys).Distinct().Order(StringComparer.Ordinal)
        .Select(route => $"{route} {Spread(result.Samples.Select(sample => (double)sample.Calls.GetValueOrDefault(route)), "0")}"));

    private static double Count(Sample sample, string vendor) => sample.Calls.Where(call => call.Key.StartsWith(vendor, StringComparison.Ordinal)).Sum(static call => call.Value);

    private static string Spread(IEnumerable<double> values, string format)
    {
        var sorted = values.Order().ToList();
        string Text(double value) => value.ToString(format, CultureInfo.InvariantCulture);
        var (middle, least, most) = (Text(Median(sorted)), Text(sorted[0]), Text(sorted[^1]));
        return least == most ? middle : $"{middle} ({least} to {most})";
    }

    private static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return (sorted[(sorted.Count - 1) / 2] + sorted[sorted.Count / 2]) / 2;
    }
}
