using Azure.Data.Tables;
using Connector.Core.Model.Shipping;
using Connector.Core.Ports;

namespace Connector.Azure.Tables;

/// <summary>Sync rows in Table Storage. An order is a partition, so its groups are read in one query and orders spread over all servers.</summary>
internal sealed class TableSyncStore(StorageTables tables) : ISyncStore
{
    private readonly StorageTable _rows = tables.SyncRows;
    private readonly BodyRows _bodies = new(tables.SyncRows);
    private readonly Lookups _lookups = new(tables.Lookups);

    public async Task<IReadOnlyList<SyncRow>> GetAsync(IReadOnlyCollection<string> orderIds, CancellationToken cancellationToken)
    {
        string[] ids = [.. orderIds.Distinct(StringComparer.Ordinal)];
        var found = await InParallel.SelectAsync(ids, (id, token) => ListAsync(SyncRowEntity.GroupsOf(id), token), cancellationToken);
        return [.. found.SelectMany(static rows => rows)];
    }

    public async Task<IReadOnlyList<SyncRow?>> WriteAsync(IReadOnlyList<SyncRow> rows, CancellationToken cancellationToken) =>
        await InParallel.SelectAsync(rows, WriteAsync, cancellationToken);

    public async Task<SyncRow?> FindByShippingOrderIdAsync(string account, long shippingOrderId, CancellationToken cancellationToken)
    {
        var rows = await FollowAsync(SyncRowEntity.ShippingIdKey(account, shippingOrderId), cancellationToken);
        return rows.FirstOrDefault(row => row.ShippingOrderId == shippingOrderId && string.Equals(row.Account, account, StringComparison.Ordinal));
    }

    public async Task<IReadOnlyList<SyncRow>> FindByNumberAsync(string number, CancellationToken cancellationToken)
    {
        var rows = await FollowAsync(SyncRowEntity.NumberKey(number), cancellationToken);
        return [.. rows.Where(row => string.Equals(row.OrderNumber, number, StringComparison.Ordinal)
            || string.Equals(row.ShippingNumber, number, StringComparison.Ordinal))];
    }

    /// <summary>Reads one column of every row: for people, not for every minute.</summary>
    public async Task<IReadOnlyDictionary<SyncStatus, long>> CountAsync(CancellationToken cancellationToken)
    {
        var counts = await InParallel.SelectAsync(KeyRanges.Create(""), CountAsync, cancellationToken);
        return counts.SelectMany(static c => c).GroupBy(static c => c.Key).ToDictionary(static g => g.Key, static g => g.Sum(static c => c.Value));
    }

    public async Task<IReadOnlyList<SyncRow>> ScanAsync(string? afterOrderId, int take, CancellationToken cancellationToken)
    {
        var found = new List<TableEntity>(take);
        await foreach (var row in _rows.QueryAsync(SyncRowEntity.OrdersAfter(afterOrderId), null, Math.Clamp(take, 1, 1000), cancellationToken))
        {
            found.Add(row);
            if (found.Count >= take) break;
        }
        if (found.Count >= take && found[^1] is var last)
            found.AddRange(await _rows.ListAsync(SyncRowEntity.GroupsAfter(last.PartitionKey, last.RowKey), null, cancellationToken));
        return await ReadAsync(found, cancellationToken);
    }

    private async Task<SyncRow?> WriteAsync(SyncRow row, CancellationToken cancellationToken)
    {
        var known = SyncRowETag.Parse(row.ETag);
        if (row.ETag is not null && known is null) return null;
        var keys = SyncRowEntity.LookupKeys(row);
        var mark = SyncRowETag.MarkOf(keys);
        // The etag shows which ways were written before this row was: the ordinary update needs none of them again.
        if (!string.Equals(known?.Mark, mark, StringComparison.Ordinal))
            foreach (var key in keys) await _lookups.PutAsync(key, row.OrderId, row.GroupKey, cancellationToken);

        var entity = SyncRowEntity.Write(row);
        await _bodies.WriteAsync(entity, SyncRowEntity.Payload, row.Payload, cancellationToken);
        var etag = known is null
            ? await _rows.InsertAsync(entity, cancellationToken)
            : await _rows.UpdateAsync(entity, known.Row, TableUpdateMode.Replace, cancellationToken);
        var place = BodyRows.PlaceOf(entity, SyncRowEntity.Payload);
        // What no row names any longer: the former body after a write, the new one after a lost race.
        await _bodies.RemoveAsync(entity.PartitionKey, entity.RowKey, etag is null ? place : known?.Place, cancellationToken);
        return etag is null ? null : row with { ETag = new SyncRowETag(mark, place, etag).ToString() };
    }

    private async Task<IReadOnlyList<SyncRow>> FollowAsync(string key, CancellationToken cancellationToken)
    {
        var rows = await InParallel.SelectAsync(
            await _lookups.FindAsync(key, cancellationToken),
            async (way, token) => await ReadAsync(
                await _rows.FindAsync(SyncRowEntity.PartitionOf(way.First), SyncRowEntity.RowOf(way.Second), null, token), token),
            cancellationToken);
        return [.. rows.OfType<SyncRow>()];
    }

    private async Task<IReadOnlyList<SyncRow>> ListAsync(string filter, CancellationToken cancellationToken) =>
        await ReadAsync(await _rows.ListAsync(filter, null, cancellationToken), cancellationToken);

    private async Task<IReadOnlyList<SyncRow>> ReadAsync(List<TableEntity> found, CancellationToken cancellationToken)
    {
        var rows = new List<SyncRow>(found.Count);
        foreach (var entity in found)
            if (await ReadAsync(entity, cancellationToken) is { } row) rows.Add(row);
        return rows;
    }

    private Task<SyncRow?> ReadAsync(TableEntity? entity, CancellationToken cancellationToken) =>
        _bodies.ReadAsync(entity, SyncRowEntity.Payload, SyncRowEntity.Read, cancellationToken);

    private async Task<Dictionary<SyncStatus, long>> CountAsync(string range, CancellationToken cancellationToken)
    {
        var counts = new Dictionary<SyncStatus, long>();
        await foreach (var row in _rows.QueryAsync($"({range}) and ({SyncRowEntity.AnyGroup})", [SyncRowEntity.Status], null, cancellationToken))
        {
            var status = Enum.Parse<SyncStatus>(row.GetString(SyncRowEntity.Status));
            counts[status] = counts.GetValueOrDefault(status) + 1;
        }
        return counts;
    }
}
