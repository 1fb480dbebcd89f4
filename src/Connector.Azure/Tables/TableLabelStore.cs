using System.Globalization;
using Azure.Data.Tables;
using Connector.Core.Model.Labels;
using Connector.Core.Model.Orders;
using Connector.Core.Model.Shipping;
using Connector.Core.Ports.Labels;

namespace Connector.Azure.Tables;

/// <summary>
/// Labels in Table Storage. An order is a partition; beside them stand entries that lead to labels by instant of creation, by state and by due instant. An entry is written
/// before its label and removed after it: one too many leads to a label that no longer fits, and is removed by whoever meets it.
/// </summary>
internal sealed class TableLabelStore(StorageTables tables, TimeProvider clock) : ILabelStore
{
    private const string Content = "Content";
    private const string RowPrefix = "l:";
    private const string AfterRows = "l;";
    private const string Due = "due";
    private const string Created = "created";

    private readonly StorageTable _table = tables.Labels;

    public async Task<IReadOnlyList<LabelRow>> GetAsync(IReadOnlyCollection<string> orderIds, CancellationToken cancellationToken)
    {
        string[] ids = [.. orderIds.Distinct(StringComparer.Ordinal)];
        var found = await InParallel.SelectAsync(
            ids, (id, token) => _table.ListAsync(TableClient.CreateQueryFilter($"PartitionKey eq {PartitionOf(id)} and RowKey ge {RowPrefix} and RowKey lt {AfterRows}"), null, token), cancellationToken);
        return [.. found.SelectMany(static rows => rows).Select(Read)];
    }

    public async Task<LabelRow?> FindAsync(string id, CancellationToken cancellationToken) =>
        OrderOf(id) is { } orderId && await _table.FindAsync(PartitionOf(orderId), RowOf(id), null, cancellationToken) is { } entity ? Read(entity) : null;

    public async Task<IReadOnlyList<LabelRow?>> WriteAsync(IReadOnlyList<LabelRow> rows, CancellationToken cancellationToken) =>
        await InParallel.SelectAsync(rows, WriteAsync, cancellationToken);

    public async Task<IReadOnlyList<LabelRow>> ListDueAsync(DateTimeOffset now, int max, CancellationToken cancellationToken)
    {
        var found = new List<LabelRow>();
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {Due} and RowKey lt {Digits(now.UtcTicks + 1)}");
        await foreach (var entry in _table.QueryAsync(filter, null, null, cancellationToken))
        {
            if (await FollowAsync(entry, static (row, key) => row.DueAt is { } due && key == DueKey(due, row.Id), cancellationToken) is { } row) found.Add(row);
            if (found.Count >= max) break;
        }
        return found;
    }

    public async Task<LabelPage> ListAsync(LabelFilter filter, string? after, int take, CancellationToken cancellationToken)
    {
        var partition = filter.State is { } state ? StateOf(state) : Created;
        var rows = new List<LabelRow>(take);
        var last = after ?? "";
        await foreach (var entry in _table.QueryAsync(TableClient.CreateQueryFilter($"PartitionKey eq {partition} and RowKey gt {last}"), null, null, cancellationToken))
        {
            if (rows.Count == take) return new LabelPage(rows, last);
            last = entry.RowKey;
            var row = await FollowAsync(entry, (found, _) => filter.State is null || found.State == filter.State, cancellationToken);
            if (row?.CreatedAt < filter.From) break;
            if (row is not null && filter.Matches(row)) rows.Add(row);
        }
        return new LabelPage(rows, null);
    }

    /// <summary>Reads the keys of every entry: for people, not for every minute.</summary>
    public async Task<IReadOnlyDictionary<LabelState, long>> CountAsync(CancellationToken cancellationToken)
    {
        var counts = new Dictionary<LabelState, long>();
        foreach (var state in Enum.GetValues<LabelState>())
        {
            var entries = await _table.ListAsync(TableClient.CreateQueryFilter($"PartitionKey eq {StateOf(state)}"), ["RowKey"], cancellationToken);
            if (entries.Count > 0) counts[state] = entries.Count;
        }
        return counts;
    }

    private async Task<LabelRow?> WriteAsync(LabelRow row, CancellationToken cancellationToken)
    {
        var kept = row.ETag is null ? null : await FindAsync(row.Id, cancellationToken);
        if (row.ETag is not null && kept?.ETag != row.ETag) return null;
        var (before, after) = (kept is null ? [] : Entries(kept), Entries(row));
        foreach (var (partition, key) in after.Except(before))
            await _table.UpsertAsync(new TableEntity(partition, key) { ["OrderId"] = row.OrderId, ["Id"] = row.Id }, cancellationToken);
        var entity = new TableEntity(PartitionOf(row.OrderId), RowOf(row.Id)) { [Content] = PayloadJson.Compress(row.Write()) };
        var etag = row.ETag is null ? await _table.InsertAsync(entity, cancellationToken) : await _table.UpdateAsync(entity, row.ETag, TableUpdateMode.Replace, cancellationToken);
        // Where someone else was faster, entries that lead nowhere are met and removed later: perhaps they are that one's.
        if (etag is null) return null;
        foreach (var (partition, key) in before.Except(after)) await _table.DeleteAsync(partition, key, null, cancellationToken);
        return row with { ETag = etag };
    }

    private static List<(string Partition, string Key)> Entries(LabelRow row)
    {
        var newestFirst = $"{Digits(DateTimeOffset.MaxValue.UtcTicks - row.CreatedAt.UtcTicks)}:{TableKey.Create(row.Id)}";
        var entries = new List<(string, string)> { (Created, newestFirst), (StateOf(row.State), newestFirst) };
        if (row.DueAt is { } due) entries.Add((Due, DueKey(due, row.Id)));
        return entries;
    }

    /// <summary>The label that an entry leads to; null where it does not fit any longer.</summary>
    private async Task<LabelRow?> FollowAsync(TableEntity entry, Func<LabelRow, string, bool> fits, CancellationToken cancellationToken)
    {
        var entity = await _table.FindAsync(PartitionOf(entry.GetString("OrderId")), RowOf(entry.GetString("Id")), null, cancellationToken);
        if (entity is not null && Read(entity) is var row && fits(row, entry.RowKey)) return row;
        // Not before its label could have been written.
        if (entity is not null || entry.Timestamp < clock.GetUtcNow() - Settled) await _table.DeleteAsync(entry.PartitionKey, entry.RowKey, entry.ETag.ToString(), cancellationToken);
        return null;
    }

    private static readonly TimeSpan Settled = TimeSpan.FromMinutes(10);

    private static LabelRow Read(TableEntity entity) => LabelRow.Read(PayloadJson.Decompress(entity.GetBinary(Content)), entity.ETag.ToString());

    private static string? OrderOf(string id) => id.LastIndexOf('/') is > 0 and var at && OrderKeys.TryParse(id[..at], out var orderId, out _) ? orderId : null;

    private static string PartitionOf(string orderId) => TableKey.Create("order", orderId);
    private static string RowOf(string id) => RowPrefix + TableKey.Create(id);
    private static string StateOf(LabelState state) => TableKey.Create("state", state.ToString());
    private static string DueKey(DateTimeOffset due, string id) => $"{Digits(due.UtcTicks)}:{TableKey.Create(id)}";

    /// <summary>Ticks that sort as text.</summary>
    private static string Digits(long ticks) => ticks.ToString("D19", CultureInfo.InvariantCulture);
}
