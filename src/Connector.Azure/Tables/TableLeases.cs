using Azure.Data.Tables;
using Connector.Core.Engine.Pump;
using Connector.Core.Model.Messages;
using Connector.Core.Ports;

namespace Connector.Azure.Tables;

/// <summary>Leases among all instances on one storage account.</summary>
internal sealed class TableLeases(StorageTables tables, TimeProvider clock) : ILeases
{
    private const string Row = "lease";
    private const string HeldUntil = "HeldUntil";
    private const string Holder = "Holder";
    private readonly StorageTable _table = tables.Controls;

    public async Task<ILease?> TryTakeAsync(string name, TimeSpan duration, CancellationToken cancellationToken)
    {
        var (partition, now) = (TableKey.Create("lease", name), clock.GetUtcNow());
        var held = await _table.FindAsync(partition, Row, null, cancellationToken);
        if (held?.GetInt64(HeldUntil) is { } ticks && LeaseRules.Holds(new DateTimeOffset(ticks, TimeSpan.Zero), now, duration)) return null;
        var lease = new Lease(_table, clock, name, duration);
        return await lease.TakeAsync(held?.ETag.ToString(), cancellationToken) ? lease : null;
    }

    private sealed class Lease(StorageTable table, TimeProvider clock, string name, TimeSpan duration) : ILease
    {
        private readonly string _partition = TableKey.Create("lease", name);
        private readonly string _holder = Guid.NewGuid().ToString("N");
        private string? _etag;

        /// <param name="etag">Of the row that is there; null with none.</param>
        public async Task<bool> TakeAsync(string? etag, CancellationToken cancellationToken)
        {
            var row = new TableEntity(_partition, Row) { ["Name"] = name, [Holder] = _holder, [HeldUntil] = (clock.GetUtcNow() + duration).UtcTicks };
            _etag = etag is null
                ? await table.InsertAsync(row, cancellationToken)
                : await table.UpdateAsync(row, etag, TableUpdateMode.Replace, cancellationToken);
            return _etag is not null;
        }

        public async Task<bool> RenewAsync(CancellationToken cancellationToken)
        {
            if (_etag is { } known && await TakeAsync(known, cancellationToken)) return true;
            // A renewal whose response was lost has changed the etag; the holder says whose row it is.
            var row = await table.FindAsync(_partition, Row, null, cancellationToken);
            return row?.GetString(Holder) == _holder && await TakeAsync(row.ETag.ToString(), cancellationToken);
        }

        /// <summary>After the end someone else may hold it: theirs has another etag. What cannot be given back frees itself when its time is over.</summary>
        public async ValueTask DisposeAsync()
        {
            if (_etag is null) return;
            try
            {
                await table.DeleteAsync(_partition, Row, _etag, CancellationToken.None);
            }
            catch (ConnectorException)
            {
            }
        }
    }
}
