using System.Collections.Concurrent;

namespace Connector.Core.Model.Messages;

/// <summary>What was done since the start (or the last <see cref="Reset"/>): the figures of `sync --json`.</summary>
public sealed class SyncMeter
{
    private readonly ConcurrentDictionary<Measure, long> _counts = new();

    public void Add(Measure measure, long count = 1)
    {
        if (count != 0) _counts.AddOrUpdate(measure, count, (_, sum) => sum + count);
    }

    public long this[Measure measure] => _counts.GetValueOrDefault(measure);

    public void Reset() => _counts.Clear();
}

/// <summary>Names as in `sync --json`, in its order; the last two are for metrics and tests alone.</summary>
public enum Measure
{
    Pulled, Eligible, Skipped, Unchanged, Created, Updated, Cancelled, ShipmentsRecorded, ShipmentsVoided, AddressesChecked, DeadLettered, RetryScheduled,
    ShipStationCalls, CommercetoolsCalls, RateLimited, LocksLost, LabelsPurchased
}
