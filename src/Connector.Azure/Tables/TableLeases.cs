using Azure.Data.Tables;
using Connector.Core.Errors;
using Connector.Core.Ports;

namespace Connector.Azure.Tables;

/// <summary>Leases among all instances on one storage account.</summary>
internal sealed class TableLeases(StorageTables tables, TimeProvider clock) : ILeases
{
    private const string Row = "lease";
    private const string HeldUntil = "HeldUntil";
    private readonly StorageTable _table = tables.Controls;

    public async Task<IAsyncDisposable?> TryTakeAsync(string name, TimeSpan duration, CancellationToken cancellationToken)
    {
        var (partition, now) = (TableKey.Of("lease", name), clock.GetUtcNow());
        var held = await _table.FindAsync(partition, Row, null, cancellationToken);
        if (held?.GetInt64(HeldUntil) > now.UtcTicks) return null;
        var lease = new TableEntity(partition, Row) { ["Name"] = name, [HeldUntil] = (now + duration).UtcTicks };
        var etag = held is null
            ? await _table.InsertAsync(lease, cancellationToken)
            : await _table.UpdateAsync(lease, held.ETag.ToString(), TableUpdateMode.Replace, cancellationToken);
        return etag is null ? null : new Lease(_table, partition, etag);
    }

    private sealed class Lease(StorageTable table, string partition, string etag) : IAsyncDisposable
    {
        /// <summary>After the end someone else may hold it: theirs has another etag. What cannot be given back frees itself when its time is over.</summary>
        public async ValueTask DisposeAsync()
        {
            try
            {
                await table.DeleteAsync(partition, Row, etag, CancellationToken.None);
            }
            catch (ConnectorException)
            {
            }
        }
    }
}
