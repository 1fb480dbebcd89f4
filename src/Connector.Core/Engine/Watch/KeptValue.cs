namespace Connector.Core.Engine.Watch;

/// <summary>What is read at most once in a while, however many ask for it.</summary>
/// <param name="age">How old it may be.</param>
public sealed class KeptValue<T>(TimeSpan age, TimeProvider clock) where T : class
{
    private volatile Entry? _last;

    public async Task<T> ReadAsync(Func<CancellationToken, Task<T>> read, CancellationToken cancellationToken)
    {
        if (_last is { } last && clock.GetElapsedTime(last.Timestamp) < age) return last.Value;
        var timestamp = clock.GetTimestamp();
        var value = await read(cancellationToken);
        _last = new Entry(timestamp, value);
        return value;
    }

    private sealed record Entry(long Timestamp, T Value);
}
