using Azure.Data.Tables;
using Connector.Core.Ports;

namespace Connector.Azure.Tables;

/// <summary>Signed notices that any instance took.</summary>
internal sealed class TableSeenNotices(StorageTables tables, TimeProvider clock) : ISeenNotices
{
    private const string Until = "Until";
    private static readonly string s_partition = TableKey.Of("notice");
    private readonly StorageTable _table = tables.Controls;

    public async Task<bool> IsSeenAsync(string id, CancellationToken cancellationToken) =>
        (await _table.FindAsync(s_partition, TableKey.Of(id), [Until], cancellationToken))?.GetInt64(Until) > clock.GetUtcNow().UtcTicks;

    public async Task MarkAsync(string id, DateTimeOffset until, CancellationToken cancellationToken)
    {
        await _table.UpsertAsync(new TableEntity(s_partition, TableKey.Of(id)) { [Until] = until.UtcTicks }, cancellationToken);
        var now = clock.GetUtcNow().UtcTicks;
        var over = await _table.ListAsync(TableClient.CreateQueryFilter($"PartitionKey eq {s_partition} and Until le {now}"), [], cancellationToken);
        await InParallel.EachAsync(over, (row, stop) => _table.DeleteAsync(row.PartitionKey, row.RowKey, null, stop), cancellationToken);
    }
}
