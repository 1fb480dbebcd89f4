using System.Globalization;
using Azure;
using Azure.Data.Tables;
using Connector.Core.Model.Shipping;
using Connector.Core.Ports;

namespace Connector.Azure.Tables;

/// <summary>
/// Parcels in Table Storage. An account is a partition: the row of a parcel and the one by which polls find it are written together. A repeated write meets its
/// own row, changes nothing more, and so needs no name of its own.
/// </summary>
internal sealed class TableTrackingStore(StorageTables tables) : ITrackingStore
{
    private readonly StorageTable _rows = tables.Parcels;
    private readonly Lookups _lookups = new(tables.Lookups);

    public Task FollowAsync(IReadOnlyList<TrackedParcel> parcels, CancellationToken cancellationToken) => InParallel.EachAsync(
        parcels.GroupBy(static p => (p.Account, p.ShipmentId)).ToList(),
        (group, token) => ChangeAsync(group.Key, mayBeNew: true, kept => group.Aggregate(kept, Follow), token),
        cancellationToken);

    public async Task<IReadOnlyList<TrackingRow>> PutAsync(IReadOnlyList<TrackingReading> readings, CancellationToken cancellationToken) =>
        await InParallel.SelectAsync(
            readings.GroupBy(static r => (r.Account, r.ShipmentId)).ToList(),
            async (group, token) => (await ChangeAsync(group.Key, mayBeNew: true, kept => group.Aggregate(kept, Keep), token))!.ToRow(),
            cancellationToken);

    public async Task<IReadOnlyList<TrackingRow>> GetAsync(IReadOnlyCollection<string> orderIds, CancellationToken cancellationToken)
    {
        string[] ids = [.. orderIds.Distinct(StringComparer.Ordinal)];
        var found = await InParallel.SelectAsync(ids, GetAsync, cancellationToken);
        return [.. found.SelectMany(static rows => rows)];
    }

    public Task MarkWrittenBackAsync(IReadOnlyList<(string Account, long ShipmentId, WrittenTracking WrittenBack)> reported, CancellationToken cancellationToken) => InParallel.EachAsync(
        reported.GroupBy(static t => (t.Account, t.ShipmentId)).ToList(),
        (group, token) => ChangeAsync(group.Key, mayBeNew: false, kept => kept with { WrittenBack = group.Last().WrittenBack }, token),
        cancellationToken);

    public async Task<IReadOnlyList<TrackedParcel>> ListDueAsync(
        string account, DateTimeOffset madeAfter, DateTimeOffset notSince, int max, CancellationToken cancellationToken)
    {
        var due = new List<TrackedParcel>();
        if (max <= 0) return due;
        await foreach (var row in _rows.QueryAsync(ParcelState.DueFilter(account, notSince, madeAfter), null, Math.Min(max, 1000), cancellationToken))
        {
            due.Add(ParcelState.ReadParcel(row, account));
            if (due.Count == max) break;
        }
        return due;
    }

    public Task MarkAskedAsync(string account, long shipmentId, DateTimeOffset at, CancellationToken cancellationToken) =>
        ChangeAsync((account, shipmentId), mayBeNew: false, kept => kept with { AskedAt = at }, cancellationToken);

    private static ParcelState Follow(ParcelState kept, TrackedParcel parcel) =>
        kept with { Parcel = parcel with { Ended = parcel.Ended || kept.Parcel is { Ended: true } } };

    private static ParcelState Keep(ParcelState kept, TrackingReading read) => kept with { Reading = TrackingReadings.Merge(kept.Reading, read) };

    /// <summary>What the parcel came to; null when there is none and it may not be new.</summary>
    private async Task<ParcelState?> ChangeAsync(
        (string Account, long ShipmentId) key, bool mayBeNew, Func<ParcelState, ParcelState> change, CancellationToken cancellationToken)
    {
        ParcelState? result = null;
        await Contention.DecideAsync<bool>(async () =>
        {
            var stored = await _rows.FindAsync(ParcelState.PartitionOf(key.Account), ParcelState.RowOf(key.ShipmentId), null, cancellationToken);
            if (stored is null && !mayBeNew) return true;
            var kept = stored is null ? new ParcelState(key.Account, key.ShipmentId) : ParcelState.Read(stored);
            result = change(kept);
            if (result == kept) return true;
            if (result.Parcel is { OrderId: var orderId } && !string.Equals(orderId, kept.Parcel?.OrderId, StringComparison.Ordinal))
                await _lookups.PutAsync(OrderLookup(orderId), key.Account, key.ShipmentId.ToString(CultureInfo.InvariantCulture), cancellationToken);
            return await _rows.TransactAsync([.. Steps(stored, result)], cancellationToken) ? true : null;
        });
        return result;
    }

    private static IEnumerable<TableTransactionAction> Steps(TableEntity? stored, ParcelState state)
    {
        yield return stored is null
            ? new(TableTransactionActionType.Add, state.Write())
            : new(TableTransactionActionType.UpdateReplace, state.Write(), stored.ETag);
        var (before, due) = (stored?.GetString(ParcelState.Due), state.DueRow);
        if (before is not null && !string.Equals(before, due, StringComparison.Ordinal))
            yield return new(TableTransactionActionType.Delete, new TableEntity(ParcelState.PartitionOf(state.Account), before), ETag.All);
        if (due is not null) yield return new(TableTransactionActionType.UpsertReplace, state.WriteDue(due));
    }

    private async Task<List<TrackingRow>> GetAsync(string orderId, CancellationToken cancellationToken)
    {
        var rows = new List<TrackingRow>();
        foreach (var (account, id) in await _lookups.FindAsync(OrderLookup(orderId), cancellationToken))
        {
            var row = ParcelState.RowOf(long.Parse(id, CultureInfo.InvariantCulture));
            if (await _rows.FindAsync(ParcelState.PartitionOf(account), row, null, cancellationToken) is not { } stored) continue;
            var kept = ParcelState.Read(stored).ToRow();
            if (string.Equals(kept.OrderId, orderId, StringComparison.Ordinal)) rows.Add(kept);
        }
        return rows;
    }

    private static string OrderLookup(string orderId) => TableKey.Create("parcels", orderId);
}
