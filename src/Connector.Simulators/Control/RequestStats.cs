using System.Collections.Concurrent;

namespace Connector.Simulators.Control;

/// <summary>Counts what a simulator was asked, by route ("POST /orders/createorders"); control calls do not count.</summary>
public sealed class RequestStats
{
    private readonly ConcurrentDictionary<string, long> _byRoute = new(StringComparer.Ordinal);
    private long _total;
    private long _rateLimited;

    public long Total => Interlocked.Read(ref _total);
    public long RateLimited => Interlocked.Read(ref _rateLimited);
    public IReadOnlyDictionary<string, long> ByRoute => _byRoute;

    public void Count(string route)
    {
        Interlocked.Increment(ref _total);
        _byRoute.AddOrUpdate(route, 1, static (_, n) => n + 1);
    }

    public void CountRateLimited() => Interlocked.Increment(ref _rateLimited);

    public void Reset()
    {
        _byRoute.Clear();
        Interlocked.Exchange(ref _total, 0);
        Interlocked.Exchange(ref _rateLimited, 0);
    }
}
