using Connector.Core.Ports;
using Microsoft.Extensions.Options;

namespace Connector.Core.Engine.Watch;

/// <summary>How many orders stand where, need attention, and have a promise that is broken or ends soon. Counted at most once a minute: whoever asks often costs nothing.</summary>
public sealed class PromiseCounts(IOrderIndex index, IOptions<PromiseOptions> options, TimeProvider clock)
{
    private static readonly TimeSpan Age = TimeSpan.FromMinutes(1);
    private volatile Counted? _last;

    public async Task<OrderIndexCounts> ReadAsync(CancellationToken cancellationToken)
    {
        if (_last is { } last && clock.GetElapsedTime(last.Timestamp) < Age) return last.Counts;
        var (timestamp, now) = (clock.GetTimestamp(), clock.GetUtcNow());
        var counts = await index.CountAsync(now, now.AddMinutes(options.Value.SoonMinutes), cancellationToken);
        _last = new Counted(timestamp, counts);
        return counts;
    }

    private sealed record Counted(long Timestamp, OrderIndexCounts Counts);
}
