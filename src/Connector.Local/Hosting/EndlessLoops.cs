namespace Connector.Local.Hosting;

/// <summary>Watches loops that must go on until the host stops.</summary>
internal static class EndlessLoops
{
    /// <summary>Returns when the host stops and all have ended. Throws when one ends before: then the host stops with an error, rather than continues without it.</summary>
    public static async Task WatchAsync(IReadOnlyDictionary<string, Task> loops, CancellationToken stopping)
    {
        var first = await Task.WhenAny(loops.Values);
        if (!stopping.IsCancellationRequested)
            throw new InvalidOperationException($"The loop of {loops.First(loop => loop.Value == first).Key} has ended.", first.Exception);
        await Task.WhenAll(loops.Values.Select(static loop => Task.WhenAny(loop)));
    }
}
