using System.Collections.Concurrent;
using System.Globalization;
using Connector.TestSupport;
using FsCheck;
using FsCheck.Fluent;
using Xunit;
using Xunit.Abstractions;

namespace Connector.Tests.Journeys;

/// <summary>
/// Plays random seasons of several histories. Each season has a seed of its own, so that one alone can be played again: CONNECTOR_SEASON plays that one, as often as CONNECTOR_REPEATS says, CONNECTOR_SHRINK=no plays all of them as they are,
/// CONNECTOR_HISTORIES is how many histories the long form has (docs/operations.md).
/// </summary>
internal sealed class SeasonRun(ITestOutputHelper output)
{
    /// <summary>So many histories are asked for; null in the short form.</summary>
    public static int? Asked => int.TryParse(Environment.GetEnvironmentVariable("CONNECTOR_HISTORIES"), CultureInfo.InvariantCulture, out var histories) ? histories : null;

    /// <summary>How often the one season is played: calls that a step makes at once come in another order each time.</summary>
    private static int Repeats => int.TryParse(Environment.GetEnvironmentVariable("CONNECTOR_REPEATS"), CultureInfo.InvariantCulture, out var repeats) ? repeats : 1;

    /// <param name="each">Histories in a season.</param>
    /// <param name="problemsAsync">Plays a season and returns what is wrong in the end.</param>
    public async Task PlayAsync<T>(int seasons, int each, Arbitrary<T> arbitrary, Func<T, ulong, Task<IReadOnlyList<string>>> problemsAsync)
    {
        var (first, gamma) = PropertyRun.Start;
        ulong[] seeds = ulong.TryParse(Environment.GetEnvironmentVariable("CONNECTOR_SEASON"), CultureInfo.InvariantCulture, out var one)
            ? [.. Enumerable.Repeat(one, Repeats)]
            : [.. Enumerable.Range(0, seasons).Select(i => first + (ulong)i)];
        var shrinks = Environment.GetEnvironmentVariable("CONNECTOR_SHRINK") != "no";
        var (failures, played) = (new ConcurrentQueue<string>(), 0);
        await Parallel.ForEachAsync(seeds, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount }, (seed, _) =>
        {
            if (shrinks && !failures.IsEmpty) return ValueTask.CompletedTask;
            try
            {
                Check.One(
                    Config.QuickThrowOnFailure.WithReplay(seed, gamma).WithMaxTest(1).WithQuietOnSuccess(true),
                    Prop.ForAll(shrinks ? arbitrary : Arb.From(arbitrary.Generator), season =>
                    {
                        var problems = problemsAsync(season, seed).GetAwaiter().GetResult();
                        return (problems.Count == 0).Label(string.Join(Environment.NewLine, problems.Take(12)));
                    }));
            }
            catch (Exception e)
            {
                failures.Enqueue($"Season {seed} (CONNECTOR_SEASON={seed} plays it alone):{Environment.NewLine}{e.Message}");
                if (Asked is not null) Console.WriteLine(failures.Last());
            }
            if (Asked is not null) Console.WriteLine($"{Interlocked.Add(ref played, each)} histories played, {failures.Count} seasons failed");
            return ValueTask.CompletedTask;
        });
        output.WriteLine($"{seeds.Length * each} histories in {seeds.Length} seasons");
        Assert.True(failures.IsEmpty, string.Join(Environment.NewLine + Environment.NewLine, failures));
    }
}
