using System.Collections.Concurrent;
using System.Globalization;
using Connector.TestSupport;
using FsCheck;
using FsCheck.Fluent;
using Xunit;
using Xunit.Abstractions;

namespace Connector.Tests.Journeys.Faults;

/// <summary>
/// Several processes on one set of stores, and whatever can fail fails: stores, files, processes, clocks, credentials, calls. When it is over, nothing is lost, doubled,
/// overtaken or left open, and everything runs again by itself. The long form: CONNECTOR_HISTORIES (docs/operations.md).
/// </summary>
public sealed class When_anything_fails(ITestOutputHelper output)
{
    private const int ShortHistories = 24;
    private const int ShortScripts = 8;
    private const int LongScripts = 25;

    private static int Asked => int.TryParse(Environment.GetEnvironmentVariable("CONNECTOR_HISTORIES"), CultureInfo.InvariantCulture, out var histories) ? histories : 0;

    /// <summary>Only this kind of trouble; null for all.</summary>
    private static Trouble? Only => Enum.TryParse<Trouble>(Environment.GetEnvironmentVariable("CONNECTOR_TROUBLE"), out var one) ? one : null;

    [Fact]
    public async Task Nothing_is_lost_doubled_overtaken_or_left_open()
    {
        var scripts = Asked > 0 ? LongScripts : ShortScripts;
        await PlayAsync((Asked > 0 ? Asked : ShortHistories) / scripts, scripts, Only);
    }

    [Fact]
    public async Task Without_any_fault_all_is_well() => await PlayAsync(2, ShortScripts, Trouble.None);

    /// <summary>Each season has a seed of its own, so that one alone can be played again. CONNECTOR_SEASON: that one; CONNECTOR_SHRINK=no: all of them as they are.</summary>
    private async Task PlayAsync(int seasons, int scripts, Trouble? only)
    {
        var (first, gamma) = PropertyRun.Start;
        ulong[] seeds = ulong.TryParse(Environment.GetEnvironmentVariable("CONNECTOR_SEASON"), CultureInfo.InvariantCulture, out var one)
            ? [one]
            : [.. Enumerable.Range(0, seasons).Select(i => first + (ulong)i)];
        var shrinks = Environment.GetEnvironmentVariable("CONNECTOR_SHRINK") != "no";
        var (failures, played) = (new ConcurrentQueue<string>(), 0);
        await Parallel.ForEachAsync(seeds, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount }, (seed, _) =>
        {
            if (shrinks && !failures.IsEmpty) return ValueTask.CompletedTask;
            var arbitrary = FaultSeasons.Of(scripts, only);
            try
            {
                Check.One(
                    Config.QuickThrowOnFailure.WithReplay(seed, gamma).WithMaxTest(1).WithQuietOnSuccess(true),
                    Prop.ForAll(shrinks ? arbitrary : Arb.From(arbitrary.Generator), season =>
                    {
                        var problems = FaultPlay.ProblemsAsync(season, (int)(seed & int.MaxValue)).GetAwaiter().GetResult();
                        return (problems.Count == 0).Label(string.Join(Environment.NewLine, problems.Take(12)));
                    }));
            }
            catch (Exception e)
            {
                failures.Enqueue($"Season {seed} (CONNECTOR_SEASON={seed} plays it alone):{Environment.NewLine}{e.Message}");
                if (Asked > 0) Console.WriteLine(failures.Last());
            }
            if (Asked > 0) Console.WriteLine($"{Interlocked.Add(ref played, scripts)} histories played, {failures.Count} seasons failed");
            return ValueTask.CompletedTask;
        });
        output.WriteLine($"{seeds.Length * scripts} histories in {seeds.Length} seasons");
        Assert.True(failures.IsEmpty, string.Join(Environment.NewLine + Environment.NewLine, failures));
    }
}
