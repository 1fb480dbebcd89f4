using System.Text.Json;

namespace Connector.Benchmarks.Load;

/// <summary>
/// `load`: simulators in processes of their own, the connector's release build as a user runs it, and the script of baseline/ beside it, in turns. Prints medians with the least and the most; exit code 1 when a
/// scenario did not end as it must.
/// </summary>
internal static class LoadRun
{
    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public static async Task<int> RunAsync(string[] args)
    {
        if (args is ["--list"])
        {
            foreach (var scenario in Scenarios.All) Console.WriteLine($"{scenario.Name,-18} {scenario.What}");
            return 0;
        }
        if (LoadOptions.Parse(args) is not { } options)
        {
            Console.Error.WriteLine(LoadOptions.Help);
            return 2;
        }
        var programs = await Programs.FindAsync(options.Connector, options.WithScript);
        var results = new List<Result>();
        foreach (var scenario in options.Scenarios) results.AddRange(await MeasureAsync(scenario, programs, options.Rounds));
        LoadTable.Write(Console.Out, results);
        if (options.Json is not null) await File.WriteAllTextAsync(options.Json, JsonSerializer.Serialize(results, s_json));
        return results.Exists(static result => result.Samples.Any(static sample => sample.Problems.Count > 0)) ? 1 : 0;
    }

    /// <summary>Each round begins with another side.</summary>
    private static async Task<IReadOnlyList<Result>> MeasureAsync(Scenario scenario, Programs programs, int rounds)
    {
        var sides = scenario.Sides.Where(side => side.Name != Side.Script || programs.Script is not null).ToList();
        var results = sides.ConvertAll(side => new Result(scenario.Name, side.Name, []));
        for (var round = 0; round < rounds; round++)
        {
            for (var turn = 0; turn < sides.Count; turn++)
            {
                var at = (round + turn) % sides.Count;
                var sample = await TryAsync(sides[at], programs);
                results[at].Samples.Add(sample);
                Console.Error.WriteLine($"{scenario.Name} {sides[at].Name}, round {round + 1}: {sample.Seconds:0.00} s, {sample.PerSecond:N0}/s {string.Join("; ", sample.Problems)}");
            }
        }
        return results;
    }

    /// <summary>A scenario that fails does not take the others with it.</summary>
    private static async Task<Sample> TryAsync(Side side, Programs programs)
    {
        try
        {
            return await side.MeasureAsync(programs);
        }
        catch (Exception e) when (e is InvalidOperationException or HttpRequestException or IOException or TaskCanceledException or KeyNotFoundException)
        {
            return new Sample(0, 1, null, new Dictionary<string, long>()) { Problems = [e.Message] };
        }
    }
}

/// <summary>All rounds of one side of a scenario.</summary>
internal sealed record Result(string Scenario, string Side, List<Sample> Samples);
