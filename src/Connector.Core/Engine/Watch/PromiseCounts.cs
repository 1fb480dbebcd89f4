using Connector.Core.Ports;
using Microsoft.Extensions.Options;

namespace Connector.Core.Engine.Watch;

/// <summary>How many orders stand where, need attention, and have a promise that is broken or ends soon. Counted at most once a minute: whoever asks often costs nothing.</summary>
public sealed class PromiseCounts(IOrderIndex index, IOptions<PromiseOptions> options, TimeProvider clock)
{
    private readonly KeptValue<OrderIndexCounts> _counts = new(TimeSpan.FromMinutes(1), clock);

    public Task<OrderIndexCounts> ReadAsync(CancellationToken cancellationToken) => _counts.ReadAsync(CountAsync, cancellationToken);

    private Task<OrderIndexCounts> CountAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        return index.CountAsync(now, now.AddMinutes(options.Value.SoonMinutes), cancellationToken);
    }
}
