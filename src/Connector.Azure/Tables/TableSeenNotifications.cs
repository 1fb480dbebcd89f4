using Azure;
using Azure.Data.Tables;
using Connector.Core.Model.Messages;
using Connector.Core.Ports;

namespace Connector.Azure.Tables;

/// <summary>
/// Signed notifications that were taken, seen by every instance. A mark is two rows that are written together: one by the notification's id, which counts, and one by the
/// mark's end, by which it is found when it is over.
/// </summary>
internal sealed class TableSeenNotifications(StorageTables tables, TimeProvider clock) : ISeenNotifications
{
    /// <summary>Each mark removes no more than these that are over: more than come in, and little enough for a sender who waits.</summary>
    public const int MostPruned = 16;

    /// <summary>Transactions need one partition, and notifications never come as fast as one takes them.</summary>
    private const string Partition = "seen";
    private const string IdPrefix = "n:";
    private const string EndPrefix = "u:";
    private const string Until = "Until";
    private const string Notification = "Notice";
    private readonly StorageTable _table = tables.SeenNotifications;

    public async Task<bool> IsSeenAsync(string id, CancellationToken cancellationToken) =>
        await _table.FindAsync(Partition, RowOf(id), [Until], cancellationToken) is { } row && row.GetInt64(Until) > clock.GetUtcNow().UtcTicks;

    public async Task MarkAsync(string id, DateTimeOffset until, CancellationToken cancellationToken)
    {
        var row = RowOf(id);
        await _table.TransactAsync(
            [
                new(TableTransactionActionType.UpsertReplace, new TableEntity(Partition, row) { [Until] = until.UtcTicks }),
                new(TableTransactionActionType.UpsertReplace, new TableEntity(Partition, EndRow(until) + TableKey.Separator + TableKey.Create(id)) { [Notification] = row })
            ],
            cancellationToken);
        try
        {
            await PruneAsync(cancellationToken);
        }
        catch (ConnectorException)
        {
            // The mark is kept; what could not be removed goes with a later one.
        }
    }

    private async Task PruneAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {Partition} and RowKey ge {EndPrefix} and RowKey lt {EndRow(now) + TableKey.AfterSeparator}");
        var over = new List<TableEntity>(MostPruned);
        await foreach (var end in _table.QueryAsync(filter, ["PartitionKey", "RowKey", Notification], MostPruned, cancellationToken))
        {
            over.Add(end);
            if (over.Count == MostPruned) break;
        }
        await InParallel.EachAsync(over, (end, token) => RemoveAsync(end, now, token), cancellationToken);
    }

    /// <summary>A notification that was marked again since has a later end, and stays. Where someone else removes the same rows, they are gone either way.</summary>
    private async Task RemoveAsync(TableEntity end, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var row = end.GetString(Notification);
        var notification = await _table.FindAsync(Partition, row, [Until], cancellationToken);
        List<TableTransactionAction> actions = [new(TableTransactionActionType.Delete, new TableEntity(Partition, end.RowKey), ETag.All)];
        if (notification?.GetInt64(Until) <= now.UtcTicks) actions.Add(new(TableTransactionActionType.Delete, new TableEntity(Partition, row), notification.ETag));
        await _table.TransactAsync(actions, cancellationToken);
    }

    private static string RowOf(string id) => IdPrefix + TableKey.Create(id);
    private static string EndRow(DateTimeOffset until) => EndPrefix + JournalSequence.Start(until);
}
