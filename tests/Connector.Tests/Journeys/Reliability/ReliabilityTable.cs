using System.Collections.Concurrent;

namespace Connector.Tests.Journeys.Reliability;

/// <summary>Plays every cell, several lanes at a time.</summary>
internal static class ReliabilityTable
{
    private static readonly Lazy<Task<IReadOnlyList<CellOutcome>>> s_outcomes = new(PlayAsync);

    /// <summary>Played once for all tests of a run, in the order of works, routes and faults.</summary>
    public static Task<IReadOnlyList<CellOutcome>> OutcomesAsync() => s_outcomes.Value;

    private static async Task<IReadOnlyList<CellOutcome>> PlayAsync()
    {
        var only = Environment.GetEnvironmentVariable("CONNECTOR_CELLS");
        var works = Works.All.Where(w => only is null || w.Name.Contains(only, StringComparison.Ordinal)).ToList();
        var calm = await OnLanesAsync(works, CellRun.CalmAsync);
        List<(Cell Cell, string Calm)> cells =
            [.. from run in calm from route in run.Routes from fault in VendorFaults.All select (new Cell(run.Work, route, fault), run.EndState)];
        return await OnLanesAsync(cells, static (lane, one) => CellRun.PlayAsync(lane, one.Cell, one.Calm));
    }

    private static async Task<IReadOnlyList<TResult>> OnLanesAsync<T, TResult>(IReadOnlyList<T> items, Func<Lane, T, Task<TResult>> play)
    {
        var results = new TResult[items.Count];
        var next = -1;
        await Task.WhenAll(Enumerable.Range(0, Math.Min(Environment.ProcessorCount, items.Count)).Select(_ => Task.Run(async () =>
        {
            await using var lane = await Lane.StartAsync();
            for (var i = Interlocked.Increment(ref next); i < items.Count; i = Interlocked.Increment(ref next)) results[i] = await play(lane, items[i]);
        })));
        return results;
    }
}
