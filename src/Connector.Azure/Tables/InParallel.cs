namespace Connector.Azure.Tables;

/// <summary>Many small storage calls at once, but never so many that they wait for each other's connections.</summary>
internal static class InParallel
{
    public const int Degree = 24;

    /// <summary>The results in the order of the sources. The first failure ends it.</summary>
    public static async Task<TResult[]> SelectAsync<T, TResult>(
        IReadOnlyList<T> sources, Func<T, CancellationToken, Task<TResult>> call, CancellationToken cancellationToken)
    {
        var results = new TResult[sources.Count];
        var options = new ParallelOptions { MaxDegreeOfParallelism = Degree, CancellationToken = cancellationToken };
        // The caller's own token goes to the calls: a sibling's failure must not look like a cancellation by the caller.
        await Parallel.ForAsync(0, sources.Count, options, async (i, _) => results[i] = await call(sources[i], cancellationToken));
        return results;
    }

    public static Task EachAsync<T>(IReadOnlyList<T> sources, Func<T, CancellationToken, Task> call, CancellationToken cancellationToken)
    {
        var options = new ParallelOptions { MaxDegreeOfParallelism = Degree, CancellationToken = cancellationToken };
        return Parallel.ForAsync(0, sources.Count, options, async (i, _) => await call(sources[i], cancellationToken));
    }
}
