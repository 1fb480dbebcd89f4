using System.Collections.Concurrent;
using System.Globalization;
using Connector.TestSupport;
using Xunit;
using Xunit.Abstractions;

namespace Connector.Tests.Journeys.Labels;

/// <summary>
/// No order is bought for twice, none waits without a reason, caps are never passed, and the money is the same on both sides, whatever happens in whatever order. A few orders in the test run; the
/// long form: CONNECTOR_HISTORIES, one season of it: CONNECTOR_SEASON (docs/operations.md).
/// </summary>
public sealed class When_anything_happens_to_labels(ITestOutputHelper output)
{
    private const int OrdersEach = 10;
    private const int Usual = 8 * OrdersEach;

    /// <summary>The afternoon of a working day: some histories pass midnight.</summary>
    private static readonly DateTimeOffset s_start = new(2026, 11, 25, 19, 30, 0, TimeSpan.Zero);

    private static int Asked => Read("CONNECTOR_HISTORIES") ?? Usual;

    [Fact]
    public async Task Nothing_is_bought_twice_and_nothing_is_forgotten()
    {
        var (played, failures, tallies) = (0, new ConcurrentQueue<string>(), new ConcurrentQueue<(LabelWay Way, LabelTally Tally)>());
        int[] seeds = Read("CONNECTOR_SEASON") is { } one ? [one] : [.. Enumerable.Range(1, (Asked + OrdersEach - 1) / OrdersEach)];
        await Parallel.ForEachAsync(seeds, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount }, async (seed, _) =>
        {
            var season = LabelSeason.Draw(seed);
            await using var it = await LabelWorld.StartAsync(season.Mode, season.OnSqlite, season.HasV2Key, time: new ManualTimeProvider(s_start), more: season.Settings());
            var history = new LabelHistory(it, season);
            foreach (var problem in await history.PlayAsync()) failures.Enqueue($"CONNECTOR_SEASON={seed} ({season.Way}{(season.Shops ? ", shopped" : "")}): {problem}");
            tallies.Enqueue((season.Way, history.Tally));
            Interlocked.Add(ref played, season.Orders);
            if (Asked > Usual) Console.WriteLine($"{played} histories of labels played, {failures.Count} problems");
        });
        output.WriteLine($"{played} histories in {seeds.Length} seasons");
        foreach (var way in tallies.GroupBy(static t => t.Way).OrderBy(static w => w.Key)) output.WriteLine($"{way.Key}: {way.Count()} seasons, {LabelTally.Sum(way.Select(static t => t.Tally))}");
        Assert.True(failures.IsEmpty, string.Join(Environment.NewLine, failures.Take(30)));
        Assert.Equal(seeds.Sum(static seed => LabelSeason.Draw(seed).Orders), played);
    }

    private static int? Read(string name) => int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out var value) ? value : null;
}
