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
    private const int Usual = 4 * OrdersEach;

    /// <summary>The afternoon of a working day: some histories pass midnight.</summary>
    private static readonly DateTimeOffset s_start = new(2026, 11, 25, 19, 30, 0, TimeSpan.Zero);

    private static int Asked => Read("CONNECTOR_HISTORIES") ?? Usual;

    [Fact]
    public async Task Nothing_is_bought_twice_and_nothing_is_forgotten()
    {
        var (played, failures, tallies) = (0, new ConcurrentQueue<string>(), new ConcurrentQueue<(int Kills, int Peoples, int Bought, int Open)>());
        int[] seeds = Read("CONNECTOR_SEASON") is { } one ? [one] : [.. Enumerable.Range(1, (Asked + OrdersEach - 1) / OrdersEach)];
        await Parallel.ForEachAsync(seeds, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount }, async (seed, _) =>
        {
            var season = LabelSeason.Draw(seed);
            await using var it = await LabelWorld.StartAsync(season.Mode, season.OnSqlite, time: new ManualTimeProvider(s_start), more: season.Settings());
            var history = new LabelHistory(it, season, OrdersEach);
            foreach (var problem in await history.PlayAsync()) failures.Enqueue($"CONNECTOR_SEASON={seed}: {problem}");
            tallies.Enqueue(history.Tally);
            Interlocked.Add(ref played, OrdersEach);
            if (Asked > Usual) Console.WriteLine($"{played} histories of labels played, {failures.Count} problems");
        });
        output.WriteLine($"{played} histories in {seeds.Length} seasons: {tallies.Sum(t => t.Kills)} kills, {tallies.Sum(t => t.Bought)} labels bought, {tallies.Sum(t => t.Peoples)} by people,");
        output.WriteLine($"{tallies.Sum(t => t.Open)} left for a person");
        Assert.True(failures.IsEmpty, string.Join(Environment.NewLine, failures.Take(30)));
        Assert.Equal(seeds.Length * OrdersEach, played);
    }

    private static int? Read(string name) => int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out var value) ? value : null;
}
