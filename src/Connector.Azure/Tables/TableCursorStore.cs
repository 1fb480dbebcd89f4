using Azure.Data.Tables;
using Connector.Core.Model.Messages;
using Connector.Core.Ports;

namespace Connector.Azure.Tables;

/// <summary>Cursors in Table Storage.</summary>
internal sealed class TableCursorStore(StorageTables tables, TimeProvider clock) : ICursorStore
{
    private const string Row = "cursor";
    private const string Value = "Value";
    private const string UpdatedAt = "UpdatedAt";
    private readonly StorageTable _table = tables.Controls;

    public async Task<StoredCursor?> GetAsync(CursorName name, CancellationToken cancellationToken) =>
        await _table.FindAsync(PartitionOf(name), Row, null, cancellationToken) is { } row
            ? new StoredCursor(row.GetString(Value), row.ETag.ToString(), new DateTimeOffset(row.GetInt64(UpdatedAt) ?? 0, TimeSpan.Zero))
            : null;

    public async Task<bool> TrySetAsync(CursorName name, string value, string? etag, CancellationToken cancellationToken)
    {
        var row = new TableEntity(PartitionOf(name), Row) { ["Name"] = name.Text, [Value] = value, [UpdatedAt] = clock.GetUtcNow().UtcTicks };
        if (etag is null) return await _table.InsertAsync(row, cancellationToken) is not null;
        return StorageETag.IsOne(etag) && await _table.UpdateAsync(row, etag, TableUpdateMode.Replace, cancellationToken) is not null;
    }

    private static string PartitionOf(CursorName name) => TableKey.Create("cursor", name.Text);
}
