using Connector.Core.Model.Shipping;
using Connector.Core.Ports;

namespace Connector.TestSupport.InMemory;

/// <summary>Parcels of this process only; gone when it ends.</summary>
public sealed class InMemoryTrackingStore : ITrackingStore
{
    private readonly Lock _gate = new();
    private readonly Dictionary<(string Account, long Id), Kept> _rows = [];

    public Task FollowAsync(IReadOnlyList<TrackedParcel> parcels, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            foreach (var parcel in parcels)
            {
                var kept = RowOf(parcel.Account, parcel.ShipmentId);
                (kept.Parcel, kept.Ended) = (parcel, kept.Ended || parcel.Ended);
            }
        }
        return Task.CompletedTask;
    }

    public Task<IReadOnlyList<TrackingRow>> PutAsync(IReadOnlyList<TrackingReading> readings, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            foreach (var reading in readings)
            {
                var kept = RowOf(reading.Account, reading.ShipmentId);
                kept.Reading = TrackingReadings.Merge(kept.Reading, reading);
            }
            return Rows(readings.Select(r => (r.Account, r.ShipmentId)).Distinct());
        }
    }

    public Task<IReadOnlyList<TrackingRow>> GetAsync(IReadOnlyCollection<string> orderIds, CancellationToken cancellationToken)
    {
        lock (_gate) return Rows(_rows.Where(r => r.Value.Parcel is { } parcel && orderIds.Contains(parcel.OrderId)).Select(r => r.Key));
    }

    public Task MarkWrittenBackAsync(IReadOnlyList<(string Account, long ShipmentId, WrittenTracking WrittenBack)> reported, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            foreach (var (account, id, text) in reported)
                if (_rows.TryGetValue((account, id), out var kept)) kept.WrittenBack = text;
        }
        return Task.CompletedTask;
    }

    public Task<IReadOnlyList<TrackedParcel>> ListDueAsync(
        string account, DateTimeOffset madeAfter, DateTimeOffset notSince, int max, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            return Task.FromResult<IReadOnlyList<TrackedParcel>>([
                .. _rows.Values
                    .Where(r => !r.Ended && r.Parcel is { TrackingNumber: not null } p && p.Account == account && p.Since > madeAfter)
                    .Where(r => !(r.Reading is { } reported && reported.Status.IsFinal() && r.WrittenBack == WrittenTracking.From(reported)) && !(r.AskedAt > notSince))
                    .OrderBy(r => r.AskedAt ?? DateTimeOffset.MinValue).ThenBy(r => r.Parcel!.Since).Take(max).Select(r => r.Parcel!)
            ]);
        }
    }

    public Task MarkAskedAsync(string account, long shipmentId, DateTimeOffset at, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (_rows.TryGetValue((account, shipmentId), out var kept)) kept.AskedAt = at;
        }
        return Task.CompletedTask;
    }

    private Kept RowOf(string account, long id)
    {
        if (!_rows.TryGetValue((account, id), out var kept)) _rows[(account, id)] = kept = new Kept();
        return kept;
    }

    private Task<IReadOnlyList<TrackingRow>> Rows(IEnumerable<(string Account, long Id)> keys) => Task.FromResult<IReadOnlyList<TrackingRow>>([
        .. keys.Select(k => (k, Row: _rows[k])).Select(r => new TrackingRow(r.k.Account, r.k.Id, r.Row.Parcel?.OrderId, r.Row.Reading, r.Row.WrittenBack, r.Row.Ended))
    ]);

    private sealed class Kept
    {
        public TrackedParcel? Parcel { get; set; }
        public TrackingReading? Reading { get; set; }
        public WrittenTracking? WrittenBack { get; set; }
        public bool Ended { get; set; }
        public DateTimeOffset? AskedAt { get; set; }
    }
}
