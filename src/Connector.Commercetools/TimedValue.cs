namespace Connector.Commercetools;

/// <summary>A value that is read when it is first asked for and again when it is too old; by one caller at a time.</summary>
internal sealed class TimedValue<T>(TimeProvider clock, TimeSpan lifetime) : IDisposable
{
    private readonly SemaphoreSlim _turn = new(1, 1);
    private volatile Kept? _kept;

    /// <summary>The value, not older than its lifetime and not read before <paramref name="notBefore"/>.</summary>
    internal async Task<T> GetAsync(Func<CancellationToken, Task<T>> read, DateTimeOffset notBefore, CancellationToken cancellationToken)
    {
        if (Good(notBefore) is { } ready) return ready.Value;
        await _turn.WaitAsync(cancellationToken);
        try
        {
            if (Good(notBefore) is { } meanwhile) return meanwhile.Value;
            var asked = clock.GetUtcNow();
            var value = await read(cancellationToken);
            _kept = new Kept(value, asked);
            return value;
        }
        finally
        {
            _turn.Release();
        }
    }

    internal void Forget() => _kept = null;

    public void Dispose() => _turn.Dispose();

    private Kept? Good(DateTimeOffset notBefore) =>
        _kept is { } one && one.ReadAt >= notBefore && clock.GetUtcNow() - one.ReadAt < lifetime ? one : null;

    private sealed record Kept(T Value, DateTimeOffset ReadAt);
}
