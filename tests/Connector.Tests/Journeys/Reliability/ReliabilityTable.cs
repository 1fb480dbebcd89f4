namespace Connector.Tests.Journeys.Reliability;

/// <summary>
/// Plays the cells, a lane for each processor. The run of all tests plays one fault of each route of each work, every fault in turn; with UPDATE_RELIABILITY=1 or
/// CONNECTOR_CELLS=all in the environment every cell is played.
/// </summary>
internal static class ReliabilityTable
{
    private static readonly Lazy<Task<IReadOnlyList<CellOutcome>>> s_outcomes = new(PlayAsync);

    public static bool IsWritten => Environment.GetEnvironmentVariable("UPDATE_RELIABILITY") == "1";

    public static bool IsWhole => IsWritten || Environment.GetEnvironmentVariable("CONNECTOR_CELLS") == "all";

    /// <summary>Played once for all tests of a run, in the order of works, routes and faults.</summary>
    public static Task<IReadOnlyList<CellOutcome>> OutcomesAsync() => s_outcomes.Value;

    private static async Task<IReadOnlyList<CellOutcome>> PlayAsync()
    {
        var calm = await OnLanesAsync(Works.All, CellRun.CalmAsync);
        var cells = calm.SelectMany(static run => run.Routes.SelectMany(route => VendorFaults.All.Select(fault => (Cell: new Cell(run.Work, route, fault), run.EndState)))).ToList();
        // Each route has as many cells as there are faults, so that this takes another fault of each.
        if (!IsWhole) cells = [.. cells.Where(static (_, i) => i % VendorFaults.All.Count == i / VendorFaults.All.Count % VendorFaults.All.Count)];
        return await OnLanesAsync(cells, static (lane, one) => CellRun.PlayAsync(lane, one.Cell, one.EndState, IsWhole || one.Cell.Route.IsWrite));
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
