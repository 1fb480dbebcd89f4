using System.Collections.Concurrent;

namespace Connector.ShipStation.Labels;

/// <summary>Values that hardly change, kept for a day. Failures are not kept. Two that ask at the same instant may both read.</summary>
internal sealed class DayCache<T>(TimeProvider clock) where T : class
{
    private static readonly TimeSpan s_age = TimeSpan.FromDays(1);
    private readonly ConcurrentDictionary<string, (T Value, DateTimeOffset ReadAt)> _kept = new(StringComparer.Ordinal);

    public async Task<T> GetAsync(string key, Func<Task<T>> read)
    {
        var now = clock.GetUtcNow();
        if (_kept.TryGetValue(key, out var kept) && now - kept.ReadAt < s_age) return kept.Value;
        var value = await read();
        _kept[key] = (value, now);
        return value;
    }
}
