using Azure.Data.Tables;
using Connector.Core.ParcelTracking;
using Connector.Core.Ports;

namespace Connector.Azure.Tables;

/// <summary>
/// Parcels in Table Storage. Beside each row stand two small ones that lead to it: one by shop order, one while the carrier is to be asked. They may lead astray after
/// a crash or a race, so the row itself decides; what led astray is removed by who notices.
/// </summary>
internal sealed class TableTrackingStore(StorageTables tables) : ITrackingStore
{
    private readonly StorageTable _table = tables.Parcels;

    public Task FollowAsync(IReadOnlyList<TrackedParcel> parcels, CancellationToken cancellationToken) => InParallel.EachAsync(
        parcels,
        async (parcel, stop) =>
        {
            // The way first: a row that no way leads to would never be found again.
            await _table.UpsertAsync(Way(OrderPartition(parcel.OrderId), parcel.Account, parcel.ShipmentId), stop);
            await ChangeAsync(parcel.Account, parcel.ShipmentId, makes: true, row => row with { Parcel = parcel with { Ended = false }, Ended = row.Ended || parcel.Ended }, stop);
        },
        cancellationToken);

    public async Task<IReadOnlyList<TrackingRow>> PutAsync(IReadOnlyList<TrackingReading> readings, CancellationToken cancellationToken)
    {
        var parcels = readings.GroupBy(r => (r.Account, r.ShipmentId)).ToList();
        var rows = await InParallel.SelectAsync(
            parcels,
            async (same, stop) => (await ChangeAsync(same.Key.Account, same.Key.ShipmentId, makes: true, row => row with { Reading = same.Aggregate(row.Reading, TrackingReadings.Merge) }, stop))!,
            cancellationToken);
        return [.. rows.Select(r => r.Row)];
    }

    public async Task<IReadOnlyList<TrackingRow>> GetAsync(IReadOnlyCollection<string> orderIds, CancellationToken cancellationToken)
    {
        var found = await InParallel.SelectAsync([.. orderIds.Distinct(StringComparer.Ordinal)], ListAsync, cancellationToken);
        return [.. found.SelectMany(rows => rows).Select(r => r.Row)];

        async Task<List<ParcelRow>> ListAsync(string order, CancellationToken stop) =>
            [.. (await FollowWaysAsync(OrderPartition(order), stop)).Where(w => w.Row?.Parcel?.OrderId == order).Select(w => w.Row!)];
    }

    public Task MarkToldAsync(IReadOnlyList<(string Account, long ShipmentId, string Told)> told, CancellationToken cancellationToken) => InParallel.EachAsync(
        told, (one, stop) => ChangeAsync(one.Account, one.ShipmentId, makes: false, row => row with { Told = one.Told }, stop), cancellationToken);

    public async Task<IReadOnlyList<TrackedParcel>> ListDueAsync(
        string account, DateTimeOffset madeAfter, DateTimeOffset notSince, int max, CancellationToken cancellationToken)
    {
        var ways = await FollowWaysAsync(DuePartition(account), cancellationToken);
        // Made anew in the meantime it has another etag, and stays.
        var over = ways.Where(w => w.Row is not { IsOpen: true } row || row.Parcel!.Since <= madeAfter).Select(w => w.Way).ToList();
        await InParallel.EachAsync(over, (way, stop) => _table.DeleteAsync(way.PartitionKey, way.RowKey, way.ETag.ToString(), stop), cancellationToken);
        return
        [
            .. ways.Where(w => !over.Contains(w.Way) && !(w.Row!.AskedAt > notSince)).Select(w => w.Row!)
                .OrderBy(r => r.AskedAt ?? DateTimeOffset.MinValue).ThenBy(r => r.Parcel!.Since).Take(max).Select(r => r.Parcel!)
        ];
    }

    public Task MarkAskedAsync(string account, long shipmentId, DateTimeOffset at, CancellationToken cancellationToken) =>
        ChangeAsync(account, shipmentId, makes: false, row => row with { AskedAt = at }, cancellationToken);

    /// <summary>Null when there is no row and none is made.</summary>
    private async Task<ParcelRow?> ChangeAsync(string account, long id, bool makes, Func<ParcelRow, ParcelRow> change, CancellationToken cancellationToken)
    {
        ParcelRow? changed = null;
        await Contention.DecideAsync<bool>(async () =>
        {
            var found = await _table.FindAsync(ParcelRow.PartitionOf(account), ParcelRow.KeyOf(id), null, cancellationToken);
            if (found is null && !makes) return true;
            changed = change(found is null ? new ParcelRow(account, id) : ParcelRow.Read(found));
            var etag = found is null
                ? await _table.InsertAsync(changed.Write(), cancellationToken)
                : await _table.UpdateAsync(changed.Write(), found.ETag.ToString(), TableUpdateMode.Replace, cancellationToken);
            return etag is null ? null : true;
        });
        if (makes && changed!.IsOpen) await _table.UpsertAsync(Way(DuePartition(account), account, id), cancellationToken);
        return changed;
    }

    private async Task<(TableEntity Way, ParcelRow? Row)[]> FollowWaysAsync(string partition, CancellationToken cancellationToken)
    {
        var ways = await _table.ListAsync(TableClient.CreateQueryFilter($"PartitionKey eq {partition}"), null, cancellationToken);
        return await InParallel.SelectAsync(
            ways,
            async (way, stop) =>
            {
                var account = way.GetString(nameof(ParcelRow.Account));
                var found = await _table.FindAsync(ParcelRow.PartitionOf(account), ParcelRow.KeyOf(way.GetInt64(nameof(ParcelRow.ShipmentId))!.Value), null, stop);
                return (way, found is null ? null : ParcelRow.Read(found));
            },
            cancellationToken);
    }

    private static TableEntity Way(string partition, string account, long id) =>
        new(partition, TableKey.Of(account, ParcelRow.KeyOf(id))) { [nameof(ParcelRow.Account)] = account, [nameof(ParcelRow.ShipmentId)] = id };

    private static string OrderPartition(string orderId) => TableKey.Of("order", orderId);

    private static string DuePartition(string account) => TableKey.Of("due", account);
}
