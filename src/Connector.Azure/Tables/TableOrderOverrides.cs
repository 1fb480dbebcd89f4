using System.Text;
using Azure.Data.Tables;
using Connector.Core.Model.Orders;
using Connector.Core.Model.Shipping;
using Connector.Core.Ports;

namespace Connector.Azure.Tables;

/// <summary>Values that people set for single orders, in Table Storage: few rows, all in one partition, so that one query serves a whole batch of orders.</summary>
internal sealed class TableOrderOverrides(StorageTables tables) : IOrderOverrides
{
    private const string Partition = "override";
    private const string Content = "Content";
    private readonly StorageTable _table = tables.Overrides;

    public async Task<IReadOnlyList<OrderOverride>> ListAsync(IReadOnlyCollection<string> orderIds, CancellationToken cancellationToken)
    {
        if (orderIds.Count == 0) return [];
        var wanted = orderIds.ToHashSet(StringComparer.Ordinal);
        var rows = await _table.ListAsync(wanted.Count == 1 ? RowsOf(wanted.First()) : TableClient.CreateQueryFilter($"PartitionKey eq {Partition}"), null, cancellationToken);
        return [.. rows.Select(Read).Where(o => wanted.Contains(o.OrderId)).OrderBy(static o => o.OrderId, StringComparer.Ordinal).ThenBy(static o => o.Field, StringComparer.Ordinal)];
    }

    public Task PutAsync(OrderOverride value, CancellationToken cancellationToken) => _table.UpsertAsync(
        new TableEntity(Partition, TableKey.Create(value.OrderId, value.Field)) { [Content] = PayloadJson.Compress(Encoding.UTF8.GetBytes(value.Write())) }, cancellationToken);

    public async Task<int> RemoveAsync(string orderId, string? field, CancellationToken cancellationToken)
    {
        var removed = 0;
        foreach (var row in await _table.ListAsync(RowsOf(orderId), null, cancellationToken))
            if ((field is null || Read(row).Field == field) && await _table.DeleteAsync(row.PartitionKey, row.RowKey, null, cancellationToken)) removed++;
        return removed;
    }

    private static string RowsOf(string orderId) =>
        TableClient.CreateQueryFilter($"PartitionKey eq {Partition} and RowKey ge {TableKey.Create(orderId) + TableKey.Separator} and RowKey lt {TableKey.Create(orderId) + TableKey.AfterSeparator}");

    private static OrderOverride Read(TableEntity row) => OrderOverride.Read(Encoding.UTF8.GetString(PayloadJson.Decompress(row.GetBinary(Content))));
}
