using Azure.Data.Tables;
using Connector.Core.Ports;

namespace Connector.Azure.Tables;

/// <summary>
/// Removes entries and exchanges that are too old. Row keys carry the instants, so storage picks the rows; each kind of table is gone through in ranges side by side.
/// </summary>
internal sealed class JournalPruner(StorageTables tables)
{
    private const int MostInOne = 100;

    /// <summary>How many entries and exchanges; links and notes that go with them do not count.</summary>
    public async Task<long> RunAsync(JournalAges ages, CancellationToken cancellationToken)
    {
        var before = ages.Events;
        var start = JournalSequence.Start(before);
        var old = TableClient.CreateQueryFilter($"RowKey lt {start}");
        // A key of this very instant goes on with a dash; the dot sorts behind it.
        var oldRuns = TableClient.CreateQueryFilter($"PartitionKey eq {JournalRows.Runs} and RowKey ge {JournalSequence.StartFromNewest(before) + "."}");
        string[] entries =
        [
            .. KeyRanges.Create(JournalRows.OrderPrefix).Select(range => $"{range} and {old}"),
            $"{TableClient.CreateQueryFilter($"PartitionKey eq {JournalRows.Rest}")} and {old}",
            oldRuns
        ];
        var removed = await SumAsync(
            entries, tables.JournalEntries,
            static row => row.GetString(JournalRows.Sort) is not (JournalRows.Link or JournalRows.Copy), cancellationToken);

        var oldCall = JournalSequence.Start(ages.Calls);
        var hour = TableClient.CreateQueryFilter($"PartitionKey lt {ExchangeTable.PartitionStart(ages.Calls) + "."}");
        var (exchange, body) = (ExchangeTable.RowPrefix, BodyRows.RowPrefix + ExchangeTable.RowPrefix);
        removed += await SumAsync(
            [
                $"{hour} and {TableClient.CreateQueryFilter($"RowKey ge {exchange} and RowKey lt {exchange + oldCall}")}",
                $"{hour} and {TableClient.CreateQueryFilter($"RowKey ge {body} and RowKey lt {body + oldCall}")}"
            ],
            tables.Exchanges, static row => row.RowKey.StartsWith(ExchangeTable.RowPrefix, StringComparison.Ordinal), cancellationToken);

        var noted = (before - JournalNumbers.Slack).UtcTicks;
        var notes = TableClient.CreateQueryFilter(
            $"PartitionKey ge {JournalNumbers.Prefix} and PartitionKey lt {JournalNumbers.Prefix.TrimEnd(TableKey.Separator) + TableKey.AfterSeparator} and At lt {noted}");
        await SumAsync([notes], tables.Lookups, static _ => false, cancellationToken);
        return removed;
    }

    private static async Task<long> SumAsync(
        IReadOnlyList<string> filters, StorageTable table, Func<TableEntity, bool> counts, CancellationToken cancellationToken)
    {
        var removed = await InParallel.SelectAsync(filters, (filter, token) => RemoveAsync(table, filter, counts, token), cancellationToken);
        return removed.Sum();
    }

    private static async Task<long> RemoveAsync(StorageTable table, string filter, Func<TableEntity, bool> counts, CancellationToken cancellationToken)
    {
        var (removed, portion) = (0L, new List<TableEntity>());
        await foreach (var row in table.QueryAsync(filter, ["PartitionKey", "RowKey", JournalRows.Sort], null, cancellationToken))
        {
            if (portion.Count == MostInOne || (portion.Count > 0 && !string.Equals(portion[0].PartitionKey, row.PartitionKey, StringComparison.Ordinal)))
            {
                removed += await RemoveAsync(table, portion, counts, cancellationToken);
                portion.Clear();
            }
            portion.Add(row);
        }
        return removed + await RemoveAsync(table, portion, counts, cancellationToken);
    }

    private static async Task<long> RemoveAsync(StorageTable table, List<TableEntity> portion, Func<TableEntity, bool> counts, CancellationToken cancellationToken)
    {
        if (portion.Count == 0) return 0;
        var actions = portion.ConvertAll(static row => new TableTransactionAction(TableTransactionActionType.Delete, row));
        if (portion.Count > 1 && await table.TransactAsync(actions, cancellationToken)) return portion.Count(counts);

        // Someone else prunes too: a transaction fails as a whole for one row that is gone.
        var removed = 0L;
        foreach (var row in portion)
            if (await table.DeleteAsync(row.PartitionKey, row.RowKey, null, cancellationToken) && counts(row)) removed++;
        return removed;
    }
}
